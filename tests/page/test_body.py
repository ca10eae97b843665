"""Bodies are unpacked as they come, and never past the cap."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import httpx
import pytest

from verbale.errors import FetchError
from verbale.page.body import read_body

TEXT = b"The ministers met in Vienna on Monday. " * 5000


class Chunks(httpx.SyncByteStream):
    def __init__(self, data: bytes, size: int) -> None:
        self.data, self.size = data, size

    def __iter__(self) -> Iterator[bytes]:
        for at in range(0, len(self.data), self.size):
            yield self.data[at : at + self.size]


def response_of(data: bytes, packed: str = "", *, size: int = 4096, **headers: str) -> httpx.Response:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    if packed:
        given["content-encoding"] = packed
    request = httpx.Request("GET", "http://site.example/story")
    return httpx.Response(200, headers=given, stream=Chunks(data, size), request=request)


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("size", [1, 7, 65536])
@pytest.mark.parametrize(
    ("packed", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT)),
        ("x-gzip", gzip.compress(TEXT)),
        ("gzip", gzip.compress(TEXT[:1000]) + gzip.compress(TEXT[1000:])),
        ("gzip", gzip.compress(TEXT) + b"\x00" * 50),
        ("gzip", gzip.compress(TEXT) + b"<!-- added by a proxy -->"),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare_deflate(TEXT)),
    ],
)
def test_a_body_comes_out_as_it_was_packed(packed: str, data: bytes, size: int):
    assert read_body(response_of(data, packed, size=size), cap=len(TEXT)) == TEXT


def test_a_body_of_the_size_of_the_cap_is_read():
    assert read_body(response_of(TEXT), cap=len(TEXT)) == TEXT


def test_one_byte_more_is_refused():
    with pytest.raises(FetchError, match="larger than"):
        read_body(response_of(TEXT), cap=len(TEXT) - 1)


def test_a_declared_size_past_the_cap_is_refused_unread():
    response = response_of(b"", content_length="9" * 30)

    with pytest.raises(FetchError, match="larger than 1,000 bytes"):
        read_body(response, cap=1000)


def test_a_body_is_cut_where_that_is_asked_for():
    assert read_body(response_of(TEXT, content_length=str(len(TEXT))), cap=100, cut=True) == TEXT[:100]


def test_a_bomb_stops_at_the_cap_and_takes_no_memory():
    bomb = gzip.compress(bytes(100_000_000))

    tracemalloc.start()
    with pytest.raises(FetchError, match="larger than 1,000,000 bytes"):
        read_body(response_of(bomb, "gzip", size=len(bomb)), cap=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 4_000_000


@pytest.mark.parametrize("packed", ["br", "zstd", "gzip, gzip", "compress"])
def test_packing_that_was_not_asked_for_is_refused(packed: str):
    with pytest.raises(FetchError, match="not asked for"):
        read_body(response_of(b"x", packed), cap=1000)


def test_a_packed_body_that_breaks_off_is_refused():
    with pytest.raises(FetchError, match="broke off"):
        read_body(response_of(gzip.compress(TEXT)[:-20], "gzip"), cap=1_000_000)


def test_a_damaged_packed_body_is_refused():
    data = bytearray(gzip.compress(TEXT))
    data[20:40] = b"\xff" * 20

    with pytest.raises(FetchError, match=r"damaged|broke off"):
        read_body(response_of(bytes(data), "gzip"), cap=1_000_000)


def test_no_body_at_all_is_no_error_here():
    assert read_body(response_of(b"", "gzip"), cap=10) == b""
