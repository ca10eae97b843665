"""What a site's robots.txt lets this program fetch (RFC 9309).

Comes in: the answer that a site gave for its robots.txt. Goes out: may this address be fetched? It fetches nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from verbale.errors import FetchError

#: RFC 9309, 2.5: a parser reads at least this much of a robots.txt; what follows is left unread.
MOST_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site. `parsed` is None where it has none; `trouble` tells why they could not be had."""

    parsed: Protego | None = None
    trouble: FetchError | None = None

    def allow(self, url: str, token: str) -> bool:
        """Whether the program with this product token may fetch `url`. Rules that could not be had allow nothing."""
        if self.trouble is not None:
            return False
        return self.parsed is None or self.parsed.can_fetch(url, token)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of the sites seen in one run, each asked for once. Make a new one for each run, and each day."""

    known: dict[str, Rules] = field(default_factory=dict[str, Rules])

    def rules_of(self, site: str, ask: Callable[[str], Rules]) -> Rules:
        """The rules of `site` (scheme, host and port), from `ask(address of its robots.txt)` where not yet known."""
        if site not in self.known:
            self.known[site] = ask(f"{site}/robots.txt")
        return self.known[site]


def read_rules(url: str, status: int, body: bytes) -> Rules:
    """The rules in the answer for a robots.txt at `url`.

    RFC 9309, 2.3.1: what the site says it does not have (4xx) forbids nothing; a server in trouble (5xx) forbids all.
    """
    if 200 <= status < 300:
        return Rules(Protego.parse(body.decode("utf-8", "replace").removeprefix("﻿")))
    if 400 <= status < 500:
        return Rules()
    return Rules(trouble=FetchError(url, f"answers {status}", "try again later"))


def product_token(user_agent: str) -> str:
    """The name that a robots.txt calls a program by: the first word of its user agent, without the version."""
    first = user_agent.split(maxsplit=1)
    return first[0].partition("/")[0] if first else ""
