"""The body of an answer, unpacked as it comes and never more of it than the cap.

Comes in: an open HTTP answer. Goes out: its bytes as the page was written. Packed bodies are unpacked here rather than
by the HTTP client because the client unpacks whole chunks: a chunk of 64 kB can hold 64 MB of zeros, and packed twice
64 GB.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

import httpx

from verbale.errors import FetchError

#: What the fetcher asks for, and all that it unpacks.
ENCODINGS = "gzip, deflate"
_ANY_WRAPPER = 32 + zlib.MAX_WBITS  # zlib tells gzip and zlib apart by itself
_NO_WRAPPER = -zlib.MAX_WBITS  # some servers send "deflate" without the zlib header that RFC 9110 asks for
_STEP = 65_536
_GZIP = b"\x1f"  # how a gzip member starts


def read_body(response: httpx.Response, *, cap: int, cut: bool = False) -> bytes:
    """The unpacked body of `response`. With `cut`, a longer one is cut at `cap` bytes; without, it is refused.

    Raises FetchError for a body that is too large, broken off, or packed in a way that was not asked for.
    """
    url = str(response.url)
    length = response.headers.get("content-length", "")
    if not cut and length.isascii() and length.isdigit() and int(length[:20]) > cap:
        raise _too_large(url, cap)
    body = bytearray()
    for part in _unpacked(url, response.headers.get("content-encoding", ""), response.iter_raw()):
        body += part
        if len(body) > cap:
            if cut:
                return bytes(body[:cap])
            raise _too_large(url, cap)
    return bytes(body)


def _unpacked(url: str, encoding: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return iter(chunks)
    if kind in ("gzip", "x-gzip", "deflate"):
        return _inflated(url, chunks)
    raise FetchError(url, f"the body is packed as {kind!r}, which was not asked for", "save the page from a browser")


def _inflated(url: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """`chunks` unpacked in steps of at most 64 kB, each handed on before the next is made."""
    unpacker = None
    try:
        for rest in chunks:
            while rest:
                if unpacker is None:
                    unpacker = _unpacker_for(rest)
                elif unpacker.eof:
                    if not rest.startswith(_GZIP):
                        return  # padding; another gzip member may follow, anything else is no part of the page
                    unpacker = zlib.decompressobj(_ANY_WRAPPER)
                yield unpacker.decompress(rest, _STEP)
                rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        while unpacker is not None and not unpacker.eof and (part := unpacker.decompress(b"", _STEP)):
            yield part
    except zlib.error as error:
        raise FetchError(url, f"the packed body is damaged ({error})", "try again later") from error
    if unpacker is not None and not unpacker.eof:
        raise FetchError(url, "the page broke off before its end", "try again later")


def _unpacker_for(head: bytes) -> zlib._Decompress:  # pyright: ignore[reportPrivateUsage]
    """A decompressor for what starts with `head`: gzip, zlib, or bare deflate."""
    wrapped = head.startswith(_GZIP) or (head[0] & 0x0F == 8 and (len(head) < 2 or (head[0] << 8 | head[1]) % 31 == 0))
    return zlib.decompressobj(_ANY_WRAPPER if wrapped else _NO_WRAPPER)


def _too_large(url: str, cap: int) -> FetchError:
    return FetchError(url, f"the page is larger than {cap:,} bytes", "raise max_page_bytes if it is one story")
