"""The pages of one's own account: signing in and out, the password, tokens for programs.

Comes in: posted forms, checked for their token like all others. Goes out: a session's cookie, a page, a way back.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Path, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from verbale.desk.access import ForbiddenError, Reader, SignInError
from verbale.desk.accounts import find_account, hash_password, role_of, set_password
from verbale.desk.audit import Who
from verbale.desk.cookies import cookie
from verbale.desk.paper import render
from verbale.desk.reach import Reach
from verbale.desk.refusals import RefusedError
from verbale.desk.sessions import WITHIN, TooManyError, check_password, sign_in, sign_out
from verbale.desk.tokens import digest, find_tokens, make_token, revoke_token
from verbale.desk.visit import ROLES, Visitor, this_visit
from verbale.minutes.database import Database

Short = Annotated[str, Form(max_length=400)]
Next = Annotated[str, Query(max_length=2000)]


def account_routes(database: Database, reach: Reach) -> APIRouter:
    """The pages over a database. `reach` says how the cookie is given."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/sign-in")
    def ask(next: Next = "/") -> HTMLResponse:
        return render("sign_in.html", title="Sign in", next=_within(next), told=None, name="")

    @routes.post("/sign-in")
    def enter(name: Short = "", password: Short = "", next: Annotated[str, Form(max_length=2000)] = "/") -> Response:
        try:
            secret = sign_in(database, name, password, this_visit.get().address)
        except (SignInError, TooManyError) as error:
            page = render("sign_in.html", title="Sign in", next=_within(next), told=error, name=name)
            page.status_code = error.status
            if isinstance(error, TooManyError):
                page.headers["retry-after"] = str(int(WITHIN.total_seconds()))
            return page
        answer = RedirectResponse(_within(next), 303)
        answer.headers["set-cookie"] = cookie(secret, reach)
        return answer

    @routes.post("/sign-out")
    def leave(who: Reader) -> Response:
        visit = this_visit.get()
        sign_out(database, visit.secret, Who(who.name, visit.address))
        answer = RedirectResponse("/sign-in", 303)
        answer.headers["set-cookie"] = cookie("", reach) + "; Max-Age=0"
        return answer

    @routes.get("/account")
    def account(who: Reader) -> HTMLResponse:
        return _account_page(database, who)

    @routes.post("/account/password")
    def change(who: Reader, old: Short = "", new: Short = "") -> RedirectResponse:
        _signed_in(who)
        visit = this_visit.get()
        check_password(database, who.name, old, visit.address)
        hashed = hash_password(who.name, new)
        acting = Who(who.name, visit.address)
        database.write(lambda it: set_password(it, who.name, hashed, acting, keep=digest(visit.secret)))
        return RedirectResponse("/account", 303)

    @routes.post("/account/tokens")
    def add(who: Reader, label: Short = "", role: Short = "reader") -> HTMLResponse:
        _signed_in(who)
        acting, wanted = Who(who.name, this_visit.get().address), role_of(role)
        made = database.write(lambda it: make_token(it, who.name, label, wanted, acting))
        page = _account_page(database, who, made=made)
        page.headers["cache-control"] = "no-store"
        return page

    @routes.post("/account/tokens/{number}/revoke")
    def revoke(who: Reader, number: Annotated[int, Path(ge=1, le=2**53)]) -> RedirectResponse:
        _signed_in(who)
        acting = Who(who.name, this_visit.get().address)
        database.write(lambda it: revoke_token(it, who.name, number, acting))
        return RedirectResponse("/account", 303)

    return routes


def _account_page(database: Database, who: Visitor, made: str | None = None) -> HTMLResponse:
    tokens = []
    if this_visit.get().by == "session":
        with database.reading() as connection:
            tokens = find_tokens(connection, find_account(connection, who.name).key)
    roles = [role for role in ROLES if who.may(role)]
    return render("account.html", title="Your account", who=who, tokens=tokens, roles=roles, made=made)


def _signed_in(who: Visitor) -> None:
    """Raises for what only a person with an account does: a token makes no tokens, and changes no password."""
    by = this_visit.get().by
    if by == "nothing":
        raise RefusedError(who.name, "there are no accounts here", "make one first: verbale account add NAME")
    if by == "token":
        raise ForbiddenError(who.name, "a token does not do this", "sign in")


def _within(path: str) -> str:
    """A path of the desk to go on to: none that leads to another site."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return "/"
    local = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if local and path.isprintable() and path.isascii() and "\\" not in path else "/"
