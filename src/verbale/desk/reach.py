"""Who can reach a desk: where it listens, the names that it answers to, and what stands before it.

Comes in: what the command line says. Goes out: a `Reach`, or a SettingsError that says what is missing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from verbale.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Reach:
    """`names` are those beside this machine's own. `behind_tls`: a proxy takes the desk to others by HTTPS.

    `alone`: only this machine reaches it, and while there are no accounts nobody needs one.
    """

    names: frozenset[str] = frozenset()
    behind_tls: bool = False
    alone: bool = True

    def answers_to(self, host: str) -> bool:
        """Whether a request's Host is one of the names, with any port."""
        try:
            parts = urlsplit(f"//{host}")
            name = parts.hostname or ""
            return parts.netloc == host and "@" not in host and (is_loopback(name) or name in self.names)
        except ValueError:
            return False


#: Only this machine reaches it.
ALONE = Reach()


def reach_of(host: str, names: Iterable[str] = (), *, behind_tls: bool = False) -> Reach:
    """The reach of a desk that listens at `host`. Raises SettingsError where others reach it by no known name."""
    known = {_name(one) for one in names}
    alone = is_loopback(host) and not known and not behind_tls
    if not is_loopback(host) and not known:
        if not _is_one_address(host):
            hint = "say by which name it is called: --name desk.example"
            raise SettingsError("--host", f"others can reach the desk at {host!r}", hint)
        known = {host.strip("[]").casefold()}
    return Reach(frozenset(known), behind_tls, alone)


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own, reached from nowhere else."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_one_address(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _name(given: str) -> str:
    name = given.strip().casefold().rstrip(".")
    try:
        parts = urlsplit(f"//{name}")
        fine = parts.netloc == name and parts.hostname and parts.port is None and "@" not in name
    except ValueError:
        fine = False
    if not fine:
        raise SettingsError("--name", f"{given!r} is no name of a host", "write it without scheme, port or path")
    return name.strip("[]")
