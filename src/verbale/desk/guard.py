"""What stands before every page: whose address was called, where a change comes from, and what the browser may do.

Comes in: a request. Goes out: the app's answer with strict headers, or a refusal. A page of another site that sends its
own name to our address (DNS rebinding) or posts a form to it (CSRF) gets nothing.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from fastapi.responses import JSONResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.desk.paper import render
from verbale.errors import SettingsError, VerbaleError

#: No script or style but the package's own files, nothing of third parties, no frame around or inside.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # none to others; with "no-referrer" browsers send our own forms' Origin as null
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
#: Bytes of a change: forms are small.
LARGEST = 100_000
#: Bytes of pages that are handed in together.
LARGEST_PAGE = 10_000_000
_TAKES_PAGES = ("/add", "/pages")  # how the addresses end that pages are handed in to
_CHANGES_NOTHING = frozenset(("GET", "HEAD", "OPTIONS"))


def check_host(host: str) -> None:
    """Raises SettingsError for an address that others than this machine can reach."""
    if not is_loopback(host):
        hint = "leave it at 127.0.0.1: accounts and sign-in are still to come, and without them anybody could write"
        raise SettingsError("--host", f"{host!r} is not an address of this machine alone", hint)


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own, reached from nowhere else."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """Checks Host and Origin, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-cache")
            await send(message)

        refused = _refusal(scope, Headers(scope=scope))
        await (refused or self._app)(scope, receive, guarded)


def _refusal(scope: Scope, headers: Headers) -> Response | None:
    host = headers.get("host", "")
    if not _is_ours(host):
        told = VerbaleError(host, "the desk does not answer to this name", "open it at http://127.0.0.1 or localhost")
        return _refuse(headers, 421, told)
    if scope["method"] in _CHANGES_NOTHING:
        return None
    origin = headers.get("origin")
    ours = origin == f"{scope['scheme']}://{host}" or (
        origin is None and headers.get("sec-fetch-site") == "same-origin"
    )
    if not ours:
        hint = "make it on the desk's own page, or send its Origin"
        return _refuse(
            headers, 403, VerbaleError(origin or "no Origin", "a change must come from the desk itself", hint)
        )
    length = headers.get("content-length", "0")
    largest = LARGEST_PAGE if scope["path"].endswith(_TAKES_PAGES) else LARGEST
    if "transfer-encoding" in headers or not length.isdecimal() or int(length) > largest:
        told = VerbaleError("what was sent", f"larger than {largest:,} bytes, or of no known length", "send less")
        return _refuse(headers, 413, told)
    return None


def _is_ours(host: str) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        return bool(parts.hostname) and parts.netloc == host and "@" not in host and is_loopback(parts.hostname or "")
    except ValueError:
        return False


def _refuse(headers: Headers, status: int, error: VerbaleError) -> Response:
    if "text/html" in headers.get("accept", ""):
        page = render("error.html", title=error.problem, error=error, status=status)
        page.status_code = status
        return page
    told = {"status": status, "about": error.about, "problem": error.problem, "hint": error.hint}
    return JSONResponse({"error": told}, status)
