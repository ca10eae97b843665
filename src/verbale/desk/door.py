"""Through which every request comes in: it learns who asks, and sends away who may not even read.

Comes in: a request that `guard` has passed. Goes out: the same, with its `Visit` in `this_visit`. A token of the API
counts alone; else the cookie's session; else, on this machine alone and without accounts, whoever asks is the reviewer.
"""

from __future__ import annotations

import secrets
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from verbale.desk.access import SignInError
from verbale.desk.accounts import has_accounts
from verbale.desk.cookies import bearer_of, cookie, cookie_name, read_cookie
from verbale.desk.reach import Reach
from verbale.desk.refusals import refuse, refuse_ours
from verbale.desk.sessions import whose_session
from verbale.desk.tokens import who_has
from verbale.desk.visit import CHANGES_NOTHING, Visit, Visitor, this_visit
from verbale.errors import VerbaleError
from verbale.minutes.database import Database

SIGN_IN = "/sign-in"


class Door:
    """Finds out who asks. `reviewer` is in whose name this machine's own user decides."""

    def __init__(self, app: ASGIApp, database: Database, reach: Reach, reviewer: str) -> None:
        self._app = app
        self._database = database
        self._reach = reach
        self._reviewer = reviewer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        known = read_cookie(headers, self._reach)
        secret = known or secrets.token_urlsafe(32)

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and not known:
                given = MutableHeaders(scope=message)
                if not any(one.startswith(f"{cookie_name(self._reach)}=") for one in given.getlist("set-cookie")):
                    given.append("set-cookie", cookie(secret, self._reach))
            await send(message)

        request = Request(scope)
        try:
            visit = await run_in_threadpool(self._visit, request, known, secret)
        except VerbaleError as error:  # the database is out of reach
            await refuse_ours(request, error)(scope, receive, with_cookie)
            return
        before = this_visit.set(visit)
        try:
            answer = self._app if visit.visitor or scope["path"] == SIGN_IN else _sent_away(request)
            await answer(scope, receive, with_cookie)
        finally:
            this_visit.reset(before)

    def _visit(self, request: Request, known: str | None, secret: str) -> Visit:
        address = request.client.host if request.client else ""
        bearer = bearer_of(request.headers)
        if bearer is not None:
            with self._database.reading() as connection:
                return Visit(who_has(connection, bearer), "token", "", address)
        visitor = whose_session(self._database, known) if known else None
        if visitor is None and self._reach.alone:
            with self._database.reading() as connection:
                if not has_accounts(connection):
                    return Visit(Visitor(self._reviewer, "admin"), "nothing", secret, address)
        return Visit(visitor, "session", secret, address)


def _sent_away(request: Request) -> Response:
    path = request.url.path
    if request.method in CHANGES_NOTHING and not path.startswith("/api"):
        asked = f"{path}?{request.url.query}" if request.url.query else path
        return RedirectResponse(f"{SIGN_IN}?next={quote(asked, safe='')}", 303)
    hint = "send Authorization: Bearer with a token of the desk" if path.startswith("/api") else "sign in at /sign-in"
    answer = refuse(request, 401, SignInError(path, "you are not signed in, or your token is not good", hint))
    answer.headers["www-authenticate"] = "Bearer"
    return answer
