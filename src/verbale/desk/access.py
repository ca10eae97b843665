"""Who asks, and what they may do: readers read, editors decide on lines, admins look after accounts.

Comes in: a request that `door` has let in. Goes out: its visitor, as a route's argument (`who: Editor`), or a refusal.
Every change is also checked to come from a form of the desk (`forms`), or to carry a token of the API.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from fastapi import Depends, Request

from verbale.desk.forms import FIELD, HEADER, fits
from verbale.desk.refusals import RefusedError
from verbale.desk.visit import CHANGES_NOTHING, ROLES, Role, Visit, Visitor, this_visit

__all__ = ["ROLES", "Admin", "Editor", "ForbiddenError", "Reader", "Role", "SignInError", "Visitor", "check_change"]


#: Where one changes what is one's own.
_OWN = ("/sign-in", "/sign-out", "/account/")


class SignInError(RefusedError):
    """Somebody unknown asks."""

    status: ClassVar[int] = 401


class ForbiddenError(RefusedError):
    """Somebody known asks for what is not theirs to do."""

    status: ClassVar[int] = 403


def _at_least(role: Role) -> Callable[[Request], Visitor]:
    def known(request: Request) -> Visitor:
        return _need(request, role)

    return known


def _need(request: Request, role: Role) -> Visitor:
    """Who asks. Raises SignInError for somebody unknown, ForbiddenError for who has a lesser role."""
    visitor = this_visit.get().visitor
    if visitor is None:
        raise SignInError(request.url.path, "you are not signed in", "sign in at /sign-in, or send a token")
    if not visitor.may(role):
        told = f"the role {visitor.role} of {visitor.name} does not allow it"
        raise ForbiddenError(request.url.path, told, f"ask an admin for the role {role}")
    return visitor


Reader = Annotated[Visitor, Depends(_at_least("reader"))]
Editor = Annotated[Visitor, Depends(_at_least("editor"))]
Admin = Annotated[Visitor, Depends(_at_least("admin"))]


async def check_change(request: Request) -> None:
    """Every route of the app begins with it: a change comes from the desk's own form, or with a token of the API.

    And it is an editor's at least, whatever its route says, but for what each does for themselves. Raises
    ForbiddenError. A program on this machine, where nobody needs to sign in, may also send JSON, which no form
    of another site can.
    """
    visit = this_visit.get()
    if request.method in CHANGES_NOTHING:
        return
    if not request.url.path.startswith(_OWN):
        _need(request, "editor")
    if visit.by == "token" or _is_json_of_this_machine(request, visit):
        return
    token = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    if not isinstance(token, str) or not fits(token, visit.secret):
        told = "it does not come from a page of the desk that is still good"
        raise ForbiddenError(request.url.path, told, "load the page again, and send the form once more")


def _is_json_of_this_machine(request: Request, visit: Visit) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    return visit.by == "nothing" and request.url.path.startswith("/api/") and kind == "application/json"
