"""A page comes from a file, standard input or an address, and what cannot be one is told at once."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from verbale.errors import FetchError, PageError
from verbale.page.load import load_page
from verbale.settings import Settings

STORY = "The ministers met in Zürich on Monday.\n"


def test_a_file_is_loaded_under_its_own_name(tmp_path: Path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")

    page = load_page(str(path))

    assert (page.text, page.name, page.url) == (STORY, str(path), None)


def test_a_file_is_decoded_as_the_user_says(tmp_path: Path):
    path = tmp_path / "story.txt"
    path.write_bytes(STORY.encode("cp437"))

    assert load_page(str(path), encoding="cp437").text == STORY


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))

    page = load_page("-")

    assert (page.text, page.name) == (STORY, "standard input")


def test_standard_input_that_never_ends_is_read_no_further_than_the_cap(monkeypatch: pytest.MonkeyPatch):
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            buffer[:] = b"x" * len(buffer)
            self.given += len(buffer)
            return len(buffer)

    endless = Endless()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))

    with pytest.raises(PageError, match="larger than 100,000 bytes"):
        load_page("-", Settings(max_page_bytes=100_000))
    assert endless.given < 200_000


def test_an_address_is_fetched(site: Any):
    site.on("/story", STORY.encode(), content_type="text/plain")

    page = load_page(site.url("/story"), Settings(fetch_private=True))

    assert (page.text, page.url) == (STORY, site.url("/story"))


def test_an_address_is_known_in_capitals_too():
    with pytest.raises(FetchError, match="loopback"):
        load_page("HTTP://127.0.0.1:1/story")


@pytest.mark.parametrize("where", ["no-such-file.txt", "ftp://site.example/story", ""])
def test_a_file_that_is_not_there(where: str):
    with pytest.raises(PageError, match=r"there is no such file.*https://") as caught:
        load_page(where)
    assert caught.value.about == (where or "(no name)")


def test_a_path_that_cannot_be_one():
    with pytest.raises(PageError, match="cannot be read"):
        load_page("a\x00b")
    with pytest.raises(PageError, match="cannot be read"):
        load_page("a" * 5000)


def test_a_folder(tmp_path: Path):
    with pytest.raises(PageError, match="this is a folder"):
        load_page(str(tmp_path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    path.chmod(0)

    with pytest.raises(PageError, match="may not read this file"):
        load_page(str(path))


def test_a_file_past_the_cap_is_refused_by_its_size(tmp_path: Path):
    path = tmp_path / "story.txt"
    with path.open("wb") as file:
        file.truncate(10**12)  # a hole: reading it would take hours

    with pytest.raises(PageError, match="larger than 20,000,000 bytes"):
        load_page(str(path))


def test_a_file_as_large_as_the_cap_is_read(tmp_path: Path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")

    assert load_page(str(path), Settings(max_page_bytes=path.stat().st_size)).text == STORY


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_is_refused_without_waiting_for_its_writer(tmp_path: Path):
    path = tmp_path / "story.fifo"
    os.mkfifo(path)

    with pytest.raises(PageError, match="not a regular file"):
        load_page(str(path))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_refused():
    with pytest.raises(PageError, match="not a regular file"):
        load_page("/dev/zero")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="this system has no /proc")
def test_a_file_that_only_claims_to_be_one_is_refused():
    with pytest.raises(PageError):
        load_page("/proc/self/mem")


def test_an_empty_file_is_no_page(tmp_path: Path):
    path = tmp_path / "story.txt"
    path.write_bytes(b"\n\n")

    with pytest.raises(PageError, match="empty"):
        load_page(str(path))


def test_a_link_is_followed(tmp_path: Path):
    (tmp_path / "story.txt").write_text(STORY, "utf-8")
    (tmp_path / "link").symlink_to("story.txt")

    assert load_page(str(tmp_path / "link")).text == STORY


def test_reading_a_file_loads_no_http_client(tmp_path: Path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf-8")
    program = (
        f"import sys; from verbale.page.load import load_page; load_page({str(path)!r}); print('httpx' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
