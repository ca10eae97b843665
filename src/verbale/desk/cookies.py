"""What a browser or a program shows of itself: the cookie of its visit, or a token of the API.

Comes in: the headers of a request. Goes out: what they hold, and the header that gives a browser its cookie.
"""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers

from verbale.desk.reach import Reach


def cookie(secret: str, reach: Reach) -> str:
    """The header that gives a browser its cookie."""
    secure = "; Secure" if reach.behind_tls else ""
    return f"{cookie_name(reach)}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}"


def cookie_name(reach: Reach) -> str:
    """Behind TLS a name that browsers let nobody but this very host set."""
    return "__Host-verbale" if reach.behind_tls else "verbale"


def read_cookie(headers: Headers, reach: Reach) -> str | None:
    """What the browser's cookie holds."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(cookie_name(reach))
    except CookieError:
        return None
    return found.value if found else None


def bearer_of(headers: Headers) -> str | None:
    """The token that a program sends; a browser is made to send one by no other site."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    return given.strip() if kind.casefold() == "bearer" else None
