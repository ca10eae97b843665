"""A visit to the desk: who asks, in which role, and what they showed for it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

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
    `secret` is the cookie that sessions and forms are tied to; `address` is whence they ask.
    """

    visitor: Visitor | None
    by: Literal["session", "token", "nothing"]
    secret: str = ""
    address: str = ""


_NOBODYS = Visit(None, "session")
#: The visit that is being answered.
this_visit: ContextVar[Visit] = ContextVar("this_visit", default=_NOBODYS)
