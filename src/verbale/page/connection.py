"""Connections to public addresses only, each held to one deadline: the only file that opens a socket.

Comes in: the settings and the deadline of one fetch. Goes out: an httpx client whose every connection goes to an
address that was checked after resolution, and to no other. Redirects, retries and bodies are the fetcher's.
"""

from __future__ import annotations

import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from queue import Empty, SimpleQueue
from typing import Any

import httpcore
import httpx

from verbale.errors import FetchError, SettingsError
from verbale.page.addresses import find_danger
from verbale.page.body import ENCODINGS
from verbale.settings import Settings

_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,application/xml;q=0.8,*/*;q=0.1"
#: What httpcore raises where the network, and not the program, is at fault.
NETWORK_ERRORS = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of `host`, in the order in which the system would try them. Raises OSError, UnicodeError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@cache
def trusted_authorities() -> ssl.SSLContext:
    """The certificate authorities that httpx trusts. The environment is not asked: it cannot add one."""
    return httpx.create_ssl_context(trust_env=False)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Network:
    """What a fetch needs of the machine it runs on: names, clocks, chance, and whom to trust."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    clock: Callable[[], float] = time.monotonic  #: seconds, for the deadline
    now: Callable[[], datetime] = utc_now
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random  #: 0 to 1, for the waits between tries
    authorities: Callable[[], ssl.SSLContext] = trusted_authorities


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, in seconds of `clock`, by which everything must be done."""

    clock: Callable[[], float]
    at: float

    def left(self) -> float:
        return self.at - self.clock()

    def clip(self, timeout: float | None, error: type[Exception]) -> float:
        """`timeout`, or what is left where that is less. Raises `error` where nothing is left."""
        left = self.left()
        if left <= 0:
            raise error("the deadline has passed")
        return left if timeout is None else min(timeout, left)


def open_client(settings: Settings, network: Network, deadline: Deadline) -> httpx.Client:
    """A client for one fetch. It follows no redirects, and ignores proxies, `.netrc` and the rest of the environment.

    Through a proxy the name would be resolved where it cannot be checked.
    """
    agent = settings.user_agent
    if not (agent.isascii() and agent.isprintable() and agent.strip()):
        raise SettingsError("user_agent", f"cannot be sent in a header: {agent!r}", "write it in ASCII, on one line")
    return httpx.Client(
        headers={"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": ENCODINGS},
        transport=_Transport(_CheckedBackend(settings, network, deadline), network),
        timeout=settings.fetch_timeout,
        follow_redirects=False,
        trust_env=False,
    )


class _Transport(httpx.BaseTransport):
    """httpx over an httpcore pool with our own way to connect, which httpx's own transport has no place for."""

    def __init__(self, backend: httpcore.NetworkBackend, network: Network) -> None:
        self._backend = backend
        self._network = network
        self._pools: dict[str, httpcore.ConnectionPool] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._pool(request.url.scheme).handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        # A cookie beyond ASCII could not be sent back: httpx would fail at the next request.
        headers = [(name, value) for name, value in answer.headers if value.isascii() or name.lower() != b"set-cookie"]
        return httpx.Response(answer.status, headers=headers, stream=_Body(answer))

    def _pool(self, scheme: str) -> httpcore.ConnectionPool:
        if scheme not in self._pools:  # reading the authorities takes longer than a page does: only for https
            trusted = self._network.authorities() if scheme == "https" else None
            self._pools[scheme] = httpcore.ConnectionPool(ssl_context=trusted, network_backend=self._backend)
        return self._pools[scheme]

    def close(self) -> None:
        for pool in self._pools.values():
            pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name, checks every address, and connects to the very ones checked.

    The host name still goes into the Host header and the TLS handshake: those httpcore takes from the URL.
    """

    def __init__(self, settings: Settings, network: Network, deadline: Deadline) -> None:
        self._private = settings.fetch_private
        self._resolve = network.resolve
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._addresses(host, port, timeout):
            left = self._deadline.clip(timeout, httpcore.ConnectTimeout)
            try:
                return _TimedStream(self._plain.connect_tcp(address, port, left), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = failure or error  # the system's first choice tells the most
        raise failure or httpcore.ConnectError("the name has no address")

    def _addresses(self, host: str, port: int, timeout: float | None) -> Sequence[str]:
        addresses = self._resolved(host, port, self._deadline.clip(timeout, httpcore.ConnectTimeout))
        if not self._private:
            for address in addresses:
                danger = find_danger(address)
                if danger:
                    called = "" if host.strip("[]") == address else f" ({address})"
                    raise FetchError(
                        host,
                        f"{host}{called} is {danger}, not one on the public Internet",
                        "set fetch_private if you mean a server of your own",
                    )
        return addresses

    def _resolved(self, host: str, port: int, timeout: float) -> Sequence[str]:
        """The addresses of `host`, asked for in a thread: the system's resolver has no time limit of its own."""
        answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._resolve(host, port))
            except Exception as error:  # handed to the thread that waits
                answers.put(error)

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            answer = answers.get(timeout=timeout)
        except Empty:
            raise httpcore.ConnectTimeout("the name was not resolved in time") from None
        if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
            raise httpcore.ConnectError(answer)
        if isinstance(answer, (OSError, UnicodeError)):
            raise FetchError(host, f"there is no host {host} ({answer})", "check the address") from answer
        if isinstance(answer, Exception):
            raise answer
        return answer


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every wait ends at the deadline: a server that sends a byte now and then cannot hold it open."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.clip(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.clip(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._deadline.clip(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
