"""Connections go to addresses that were checked, and to those alone."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import threading
import time as real_time
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from verbale.errors import FetchError, SettingsError
from verbale.page.connection import Network, resolve
from verbale.page.fetch import fetch_page
from verbale.settings import Settings

CAREFUL = Settings(fetch_timeout=5, fetch_retries=0, fetch_robots=False)
TRUSTING = Settings(fetch_timeout=5, fetch_retries=0, fetch_robots=False, fetch_private=True)


def names(**addresses: Sequence[str]) -> tuple[Callable[[str, int], Sequence[str]], list[str]]:
    """A resolver that knows `addresses` (an underscore for the dot), and the names it was asked for."""
    asked: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return addresses[host.replace(".", "_")]

    return resolve, asked


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0177.0.0.1",
        "localhost",
        "localhost.",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "0",
        "[::]",
        "①②⑦.⓪.⓪.①",
    ],
)
def test_no_spelling_of_this_machine_is_connected_to(site: Any, host: str):
    site.on("/story")
    port = site.address.rpartition(":")[2]

    with pytest.raises(FetchError) as caught:
        fetch_page(f"http://{host}:{port}/story", CAREFUL)
    assert site.asked == []
    assert "fetch_private" in caught.value.hint or "no host" in caught.value.problem or "URL" in caught.value.problem


def test_a_name_that_leads_into_a_network_is_refused():
    resolve, _ = names(site_example=["10.0.0.7"])

    with pytest.raises(FetchError) as caught:
        fetch_page("http://site.example/story", CAREFUL, network=Network(resolve=resolve))
    assert caught.value.problem == ("site.example (10.0.0.7) is a private address, not one on the public Internet")
    assert caught.value.about == "http://site.example/story"


def test_one_bad_address_among_good_ones_is_enough():
    resolve, _ = names(site_example=["93.184.215.14", "169.254.169.254"])

    with pytest.raises(FetchError, match="metadata"):
        fetch_page("http://site.example/", CAREFUL, network=Network(resolve=resolve))


def test_the_robots_file_of_a_private_address_is_not_fetched_either(site: Any):
    with pytest.raises(FetchError, match=r"loopback address.*fetch_private"):
        fetch_page(site.url("/story"), Settings())
    assert site.asked == []


def test_a_redirect_into_a_network_is_refused(site: Any, monkeypatch: pytest.MonkeyPatch):
    """The first host stands for a public one: only its address is taken out of the list of dangers."""
    import verbale.page.connection as connection

    find_danger = connection.find_danger
    monkeypatch.setattr(connection, "find_danger", lambda a: None if a == "127.0.0.1" else find_danger(a))
    resolve, asked = names(public_example=["127.0.0.1"], inner_example=["127.0.0.2"])
    port = site.address.rpartition(":")[2]
    site.on("/old", b"", status=302, location=f"http://inner.example:{port}/secret")
    site.on("/secret")

    with pytest.raises(FetchError) as caught:
        fetch_page(f"http://public.example:{port}/old", CAREFUL, network=Network(resolve=resolve))
    assert "inner.example (127.0.0.2) is a loopback address" in caught.value.problem
    assert f"(at http://inner.example:{port}/secret, where it led)" in caught.value.problem
    assert asked == ["public.example", "inner.example"]
    assert site.paths == ["/old"]


def test_the_address_that_was_checked_is_the_one_connected_to(site: Any):
    """A name that changes its answer between the check and the connection finds that it is asked only once."""
    resolve, asked = names(site_example=["127.0.0.1"])
    port = site.address.rpartition(":")[2]
    site.on("/story")

    fetched = fetch_page(f"http://site.example:{port}/story", TRUSTING, network=Network(resolve=resolve))

    assert asked == ["site.example"]
    assert fetched.url == f"http://site.example:{port}/story"
    assert site.asked[0][1]["host"] == f"site.example:{port}"


def test_the_next_address_is_tried_where_the_first_does_not_answer(site: Any):
    resolve, _ = names(site_example=["127.0.0.3", "127.0.0.1"])
    port = site.address.rpartition(":")[2]
    site.on("/story")

    assert fetch_page(f"http://site.example:{port}/story", TRUSTING, network=Network(resolve=resolve)).page


def test_a_name_in_other_letters_is_asked_for_in_its_coded_form():
    resolve, asked = names(**{"xn--bcher-kva_example": ["10.0.0.1"]})

    with pytest.raises(FetchError, match="private"):
        fetch_page("http://bücher.example/", CAREFUL, network=Network(resolve=resolve))
    assert asked == ["xn--bcher-kva.example"]


def test_a_name_that_does_not_exist_is_an_error():
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match=r"there is no host nowhere\.example.*check the address"):
        fetch_page("http://nowhere.example/", CAREFUL, network=Network(resolve=unknown))


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example", "." * 5])
def test_a_name_that_cannot_exist_is_an_error(host: str):
    with pytest.raises(FetchError):
        fetch_page(f"http://{host}/", CAREFUL)


def test_a_resolver_in_trouble_is_asked_again(time: Any):
    def busy(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    network = Network(resolve=busy, clock=time.clock, sleep=time.sleep)
    with pytest.raises(FetchError, match="cannot be connected to"):
        fetch_page("http://site.example/", Settings(fetch_retries=2, fetch_robots=False), network=network)
    assert len(time.slept) == 2


def test_a_resolver_that_hangs_is_not_waited_for():
    def hang(host: str, port: int) -> Sequence[str]:
        real_time.sleep(1)
        return []

    settings = Settings(fetch_timeout=0.1, fetch_retries=0, fetch_robots=False)
    with pytest.raises(FetchError, match=r"no connection within 0.1 seconds"):
        fetch_page("http://site.example/", settings, network=Network(resolve=hang))


def test_the_system_resolves_each_address_once():
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]


def test_a_user_agent_that_is_no_header_is_refused():
    with pytest.raises(SettingsError, match="user_agent"):
        fetch_page("http://127.0.0.1/", Settings(user_agent="Verbale\r\nX: y"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for site.example, signed by itself, with its key in the same file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl on this machine to make a certificate with")
    path = tmp_path_factory.mktemp("tls") / "site.pem"
    key = path.with_suffix(".key")
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    command += ["-keyout", str(key), "-out", str(path), "-days", "2", "-subj", "/CN=site.example"]
    command += ["-addext", "subjectAltName=DNS:site.example"]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "OPENSSL_CONF": os.devnull})
    path.write_text(path.read_text() + key.read_text())
    return path


class Secure:
    """A server that speaks TLS and answers each connection alike; it notes the names it was greeted by."""

    def __init__(self, certificate: Path) -> None:
        self.greeted: list[str] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        context.sni_callback = lambda sock, name, _: self.greeted.append(name)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.context = context
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            try:
                raw, _ = self.listening.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(raw, server_side=True) as sock:
                    sock.recv(65536)
                    sock.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<p>Talks.</p>")
            except OSError:
                raw.close()


@pytest.fixture
def secure(certificate: Path):
    server = Secure(certificate)
    yield server
    server.listening.close()


def test_a_secure_site_is_greeted_by_its_name_at_the_checked_address(secure: Secure, certificate: Path):
    resolve, _ = names(site_example=["127.0.0.1"])
    trust = ssl.create_default_context(cafile=str(certificate))
    network = Network(resolve=resolve, authorities=lambda: trust)

    fetched = fetch_page(f"https://site.example:{secure.port}/", TRUSTING, network=network)

    assert fetched.page is not None
    assert secure.greeted == ["site.example"]


def test_a_certificate_for_another_name_is_refused(secure: Secure, certificate: Path):
    resolve, _ = names(other_example=["127.0.0.1"])
    trust = ssl.create_default_context(cafile=str(certificate))
    network = Network(resolve=resolve, authorities=lambda: trust)

    with pytest.raises(FetchError, match="certificate is not to be trusted"):
        fetch_page(f"https://other.example:{secure.port}/", TRUSTING, network=network)


def test_a_certificate_of_nobody_is_refused_at_once(secure: Secure, time: Any):
    resolve, _ = names(site_example=["127.0.0.1"])
    network = Network(resolve=resolve, clock=time.clock, sleep=time.sleep)
    settings = Settings(fetch_private=True, fetch_robots=False)

    with pytest.raises(FetchError, match=r"certificate is not to be trusted.*check the address"):
        fetch_page(f"https://site.example:{secure.port}/", settings, network=network)
    assert time.slept == []


def test_a_site_that_hangs_up_is_no_hazard(site: Any):
    def hang_up(request: BaseHTTPRequestHandler) -> None:
        request.connection.shutdown(socket.SHUT_RDWR)

    site.pages["/story"] = hang_up

    with pytest.raises(FetchError, match="broke off"):
        fetch_page(site.url("/story"), TRUSTING)
