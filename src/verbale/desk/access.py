"""Who asks, and what they may do: readers read, editors decide on lines, admins look after accounts.

Comes in: a request that `door` has let in. Goes out: its visitor, as a route's argument (`who: Editor`), or a refusal.
Every change is also checked to come from a form of the desk (`forms`), or to carry a token of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, cast

from fastapi import Depends, Request

from verbale.desk.forms import FIELD, HEADER, fits
from verbale.desk.refusals import RefusedError

Role = Literal["reader", "editor", "admin"]
#: From the least to the most.
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")
CHANGES_NOTHING = frozenset(("GET", "HEAD", "OPTIONS"))


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: in whose name changes are kept, and the role."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether they may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as it was let in. `visitor` is None before sign-in.

    `by` is what they showed: a session, a token of the API, or nothing, where this machine's own user needs none.
    `secret` is the cookie that forms are tied to.
    """

    visitor: Visitor | None
    by: Literal["session", "token", "nothing"]
    secret: str


class SignInError(RefusedError):
    """Somebody unknown asks."""

    status: ClassVar[int] = 401


class ForbiddenError(RefusedError):
    """Somebody known asks for what is not theirs to do."""

    status: ClassVar[int] = 403


def visit_of(request: Request) -> Visit:
    """The visit that the door has put beside the request."""
    return cast("Visit", request.state.visit)


def _at_least(role: Role) -> Callable[[Request], Visitor]:
    def known(request: Request) -> Visitor:
        visitor = visit_of(request).visitor
        if visitor is None:
            raise SignInError(request.url.path, "you are not signed in", "sign in at /sign-in, or send a token")
        if not visitor.may(role):
            hint = f"ask an admin for the role {role}, or somebody who has it to do it"
            raise ForbiddenError(request.url.path, f"{visitor.name} is {_a(visitor.role)}", hint)
        return visitor

    return known


def _a(role: Role) -> str:
    return f"{'a' if role == 'reader' else 'an'} {role}, and this is not theirs to do"


Reader = Annotated[Visitor, Depends(_at_least("reader"))]
Editor = Annotated[Visitor, Depends(_at_least("editor"))]
Admin = Annotated[Visitor, Depends(_at_least("admin"))]


async def check_change(request: Request) -> None:
    """Every route of the app begins with it: a change comes from the desk's own form, or with a token of the API.

    Raises ForbiddenError. A program on this machine, where nobody needs to sign in, may also send JSON, which no form
    of another site can.
    """
    visit = visit_of(request)
    if request.method in CHANGES_NOTHING or visit.by == "token":
        return
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if visit.by == "nothing" and request.url.path.startswith("/api/") and kind == "application/json":
        return
    token = request.headers.get(HEADER) or (await request.form()).get(FIELD)
    if not isinstance(token, str) or not fits(token, visit.secret):
        told = "it does not come from a page of the desk that is still good"
        raise ForbiddenError(request.url.path, told, "load the page again, and send the form once more")
