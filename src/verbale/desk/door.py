"""Through which every request comes in: it learns who asks, and gives a visit its secret.

Comes in: a request that `guard` has passed. Goes out: the same with its `Visit` beside it, in `request.state.visit`.
"""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.desk.access import Visit, Visitor
from verbale.desk.forms import visit_secret

COOKIE = "verbale"


class Door:
    """On this machine alone: whoever asks is the reviewer, and may do all."""

    def __init__(self, app: ASGIApp, reviewer: str) -> None:
        self._app = app
        self._reviewer = reviewer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        known = _cookie(Headers(scope=scope))
        secret = known or secrets.token_urlsafe(32)
        scope.setdefault("state", {})["visit"] = Visit(Visitor(self._reviewer, "admin"), "nothing", secret)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and not known and not scope["path"].startswith("/static/"):
                cookie = f"{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        before = visit_secret.set(secret)
        try:
            await self._app(scope, receive, with_cookie)
        finally:
            visit_secret.reset(before)


def _cookie(headers: Headers) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None
