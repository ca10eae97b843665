"""Which IP addresses a page may be fetched from.

Comes in: an address as a resolver gives it. Goes out: what is wrong with it, or None for a public one. It resolves
nothing and connects to nothing: the caller checks every address just before it connects to that very address, so that
neither an odd spelling (`0x7f.1`, `2130706433`) nor a name that changes its answer leads past the check.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address

#: Where clouds tell a machine its own secrets (AWS, Google, Azure and others; AWS over IPv6; Alibaba; Azure's wire
#: server, which is a public address; Oracle).
_METADATA = frozenset(
    ip_address(a)
    for a in ("169.254.169.254", "fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192")
)
#: IPv6 ranges that carry an IPv4 address in their last 32 bits: NAT64 (RFC 6052, RFC 8215), IPv4-translated (RFC 2765).
_CARRIES_LAST = tuple(IPv6Network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "::ffff:0:0:0/96"))
#: Kinds in the order in which they are named: the narrower before the wider.
_SHARED = ip_network("100.64.0.0/10")


def find_danger(address: str) -> str | None:
    """What makes `address` one that no page is fetched from ("a loopback address"), or None for a public address.

    An address that embeds an IPv4 address (mapped, 6to4, Teredo, NAT64) is judged by that one too. Raises ValueError
    for what is no address.
    """
    ip = ip_address(address.partition("%")[0])
    for inner in _embedded(ip):
        danger = _danger(inner)
        if danger:
            return f"{danger} ({inner}) inside an IPv6 address"
    if isinstance(ip, IPv6Address) and (ip.ipv4_mapped or _translated(ip)):
        return None  # another way to write a public IPv4 address, or to reach one from a network without IPv4
    return _danger(ip)


def _danger(ip: Address) -> str | None:
    if ip in _METADATA:
        return "the address of a cloud's metadata service"
    kinds = {
        "an unspecified address": ip.is_unspecified,
        "a loopback address": ip.is_loopback,
        "a link-local address": ip.is_link_local,
        "a multicast address": ip.is_multicast,
        "a shared address of a provider's own network": ip in _SHARED,
        "a reserved address": ip.is_reserved,
        "a private address": not ip.is_global or (isinstance(ip, IPv6Address) and ip.is_site_local),
    }
    return next((kind for kind, is_so in kinds.items() if is_so), None)


def _embedded(ip: Address) -> list[IPv4Address]:
    if isinstance(ip, IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if _translated(ip):
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [inner for inner in found if inner is not None]


def _translated(ip: IPv6Address) -> bool:
    return any(ip in network for network in _CARRIES_LAST)
