"""The pages of admins: everybody's accounts, and the log of who came in and what was done to accounts.

Comes in: posted forms. Goes out: a page, or the way back to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection

from verbale.desk.access import Admin
from verbale.desk.accounts import (
    SHORTEST,
    add_account,
    find_accounts,
    hash_password,
    remove_account,
    role_of,
    set_password,
    set_role,
)
from verbale.desk.audit import Who, find_logged
from verbale.desk.paper import render
from verbale.desk.visit import ROLES, Visitor, this_visit
from verbale.minutes.database import Database

Short = Annotated[str, Form(max_length=400)]
Before = Annotated[int | None, Query(ge=1, le=2**53)]
_ROWS = 200  # of the log, on one page


def admin_routes(database: Database) -> APIRouter:
    """The pages over a database."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def back(who: Visitor, do: Callable[[Connection, Who], object]) -> RedirectResponse:
        acting = Who(who.name, this_visit.get().address)
        database.write(lambda connection: do(connection, acting))
        return RedirectResponse("/accounts", 303)

    @routes.get("/accounts")
    def accounts(who: Admin) -> HTMLResponse:
        with database.reading() as connection:
            every = find_accounts(connection)
        return render("accounts.html", title="Accounts", who=who, accounts=every, roles=ROLES, shortest=SHORTEST)

    @routes.post("/accounts")
    def add(who: Admin, name: Short = "", role: Short = "reader", password: Short = "") -> RedirectResponse:
        given, hashed = role_of(role), hash_password(name, password)
        return back(who, lambda it, acting: add_account(it, name, given, hashed, acting))

    @routes.post("/accounts/role")
    def change_role(who: Admin, name: Short = "", role: Short = "") -> RedirectResponse:
        given = role_of(role)
        return back(who, lambda it, acting: set_role(it, name, given, acting))

    @routes.post("/accounts/password")
    def change_password(who: Admin, name: Short = "", password: Short = "") -> RedirectResponse:
        hashed = hash_password(name, password)
        return back(who, lambda it, acting: set_password(it, name, hashed, acting))

    @routes.post("/accounts/remove")
    def remove(who: Admin, name: Short = "") -> RedirectResponse:
        return back(who, lambda it, acting: remove_account(it, name, acting))

    @routes.get("/audit")
    def audit(who: Admin, before: Before = None) -> HTMLResponse:
        with database.reading() as connection:
            logged = find_logged(connection, before=before, limit=_ROWS + 1)
        older = logged[_ROWS - 1].id if len(logged) > _ROWS else None
        return render("audit.html", title="Who came in", logged=logged[:_ROWS], older=older)

    return routes
