"""A page from where its user says: a file, standard input or an address.

Comes in: a path, `-` or an http(s) URL. Goes out: a `Page`. Only an address touches the network.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path

from verbale.errors import PageError
from verbale.page.source import Page, decode_page
from verbale.settings import Settings

_WEB = re.compile(r"https?://", re.I)
_STDIN = "standard input"


def load_page(where: str, settings: Settings | None = None, *, encoding: str | None = None) -> Page:
    """The page at `where`, decoded as `encoding` where that is given.

    Raises PageError for what is missing, unreadable, too large, not a regular file or not text; FetchError for an
    address that cannot be fetched.
    """
    settings = settings or Settings()
    if where == "-":
        data = sys.stdin.buffer.read(settings.max_page_bytes + 1)
        if len(data) > settings.max_page_bytes:
            raise _too_large(_STDIN, settings)
        return decode_page(data, name=_STDIN, encoding=encoding)
    if _WEB.match(where):
        from verbale.page.fetch import fetch_page  # reading a file should not load an HTTP client

        page = fetch_page(where, settings, encoding=encoding).page
        assert page is not None  # without validators a page is never unchanged
        return page
    return decode_page(_read_file(where, settings), name=where, encoding=encoding)


def _read_file(where: str, settings: Settings) -> bytes:
    """The bytes of a regular file. A FIFO or device is refused: it may never end, and opening it may never return."""
    try:
        with open(where, "rb", opener=_open_without_waiting) as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise PageError(where, "this is not a regular file", "give a file, an address, or - for standard input")
            if found.st_size > settings.max_page_bytes:
                raise _too_large(where, settings)
            data = file.read(settings.max_page_bytes + 1)  # it may grow while it is read
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _unreadable(where or "(no name)", error) from error
    if len(data) > settings.max_page_bytes:
        raise _too_large(where, settings)
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _unreadable(where: str, error: OSError | ValueError) -> PageError:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ENOENT:
        return PageError(where, "there is no such file", "check the path, or give an address with http:// or https://")
    if number in (errno.EISDIR, errno.EACCES) and Path(where).is_dir():
        return PageError(where, "this is a folder, not a page", "give one file")
    if number in (errno.EACCES, errno.EPERM):
        return PageError(where, "you may not read this file", "check its permissions")
    return PageError(where, f"cannot be read ({getattr(error, 'strerror', None) or error})", "check the path")


def _too_large(where: str, settings: Settings) -> PageError:
    cap = settings.max_page_bytes
    return PageError(where, f"the page is larger than {cap:,} bytes", "raise max_page_bytes if it is one story")
