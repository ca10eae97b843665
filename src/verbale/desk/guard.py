"""What stands before every page: whose address was called, where a change comes from, and what the browser may do.

Comes in: a request. Goes out: the app's answer with strict headers, or a refusal. A page of another site that sends its
own name to our address (DNS rebinding) or posts a form to it (CSRF) gets nothing.
"""

from __future__ import annotations

from fastapi.responses import JSONResponse, Response
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.desk.cookies import bearer_of
from verbale.desk.paper import render
from verbale.desk.reach import Reach
from verbale.desk.visit import CHANGES_NOTHING
from verbale.errors import VerbaleError

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
_TLS = {"strict-transport-security": "max-age=31536000"}
#: Bytes of a change: forms are small.
LARGEST = 100_000
#: Bytes of pages that are handed in together.
LARGEST_PAGE = 10_000_000
_TAKES_PAGES = ("/add", "/pages")  # how the addresses end that pages are handed in to


class Guard:
    """Checks Host and Origin, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, reach: Reach) -> None:
        self._app = app
        self._reach = reach
        self._headers = HEADERS | (_TLS if reach.behind_tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        if self._reach.behind_tls:
            scope["scheme"] = "https"
        refused = _refusal(scope, Headers(scope=scope), self._reach)
        await (refused or self._app)(scope, receive, guarded)


def _refusal(scope: Scope, headers: Headers, reach: Reach) -> Response | None:
    host = headers.get("host", "")
    if not reach.answers_to(host):
        hint = "open it at http://127.0.0.1 or localhost, or start it with --name and this name"
        return _refuse(headers, 421, VerbaleError(host, "the desk does not answer to this name", hint))
    if scope["method"] in CHANGES_NOTHING:
        return None
    origin = headers.get("origin")
    from_page = origin == f"{scope['scheme']}://{host}"
    same = origin is None and headers.get("sec-fetch-site") == "same-origin"
    if not (from_page or same or bearer_of(headers) is not None):  # no other site has a browser send a token of ours
        told, hint = "a change must come from the desk itself", "make it on the desk's own page, or send its Origin"
        return _refuse(headers, 403, VerbaleError(origin or "no Origin", told, hint))
    length = headers.get("content-length", "0")
    largest = LARGEST_PAGE if scope["path"].endswith(_TAKES_PAGES) else LARGEST
    if "transfer-encoding" in headers or not length.isdecimal() or int(length) > largest:
        told = VerbaleError("what was sent", f"larger than {largest:,} bytes, or of no known length", "send less")
        return _refuse(headers, 413, told)
    return None


def _refuse(headers: Headers, status: int, error: VerbaleError) -> Response:
    if "text/html" in headers.get("accept", ""):
        page = render("error.html", title=error.problem, error=error, status=status)
        page.status_code = status
        return page
    told = {"status": status, "about": error.about, "problem": error.problem, "hint": error.hint}
    return JSONResponse({"error": told}, status)
