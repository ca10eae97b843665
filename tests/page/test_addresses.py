"""Only public addresses are fetched from."""

from __future__ import annotations

import pytest

from verbale.page.addresses import find_danger


@pytest.mark.parametrize(
    ("address", "danger"),
    [
        ("127.0.0.1", "a loopback address"),
        ("127.9.9.9", "a loopback address"),
        ("::1", "a loopback address"),
        ("0.0.0.0", "an unspecified address"),
        ("::", "an unspecified address"),
        ("10.1.2.3", "a private address"),
        ("172.16.0.1", "a private address"),
        ("192.168.1.1", "a private address"),
        ("fd12:3456::1", "a private address"),
        ("fec0::1", "a private address"),
        ("192.0.2.1", "a private address"),
        ("198.18.0.1", "a private address"),
        ("2001:db8::1", "a private address"),
        ("0.1.2.3", "a private address"),
        ("169.254.1.1", "a link-local address"),
        ("fe80::1%eth0", "a link-local address"),
        ("224.0.0.1", "a multicast address"),
        ("ff02::1", "a multicast address"),
        ("240.0.0.1", "a reserved address"),
        ("255.255.255.255", "a reserved address"),
        ("100.64.0.1", "a shared address of a provider's own network"),
        ("169.254.169.254", "the address of a cloud's metadata service"),
        ("fd00:ec2::254", "the address of a cloud's metadata service"),
        ("100.100.100.200", "the address of a cloud's metadata service"),
        ("168.63.129.16", "the address of a cloud's metadata service"),
        ("192.0.0.192", "the address of a cloud's metadata service"),
    ],
)
def test_an_address_inside_some_network_is_named(address: str, danger: str):
    assert find_danger(address) == danger


@pytest.mark.parametrize(
    "address",
    [
        "::ffff:10.0.0.1",  # mapped
        "::ffff:a9fe:a9fe",
        "2002:0a00:0001::1",  # 6to4
        "2002:7f00:1::",
        "64:ff9b::192.168.0.1",  # NAT64
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::10.0.0.1",  # NAT64, local use
        "::ffff:0:127.0.0.1",  # IPv4-translated
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",  # Teredo whose client is 10.0.0.1
    ],
)
def test_an_ipv4_address_inside_an_ipv6_address_is_judged(address: str):
    danger = find_danger(address)

    assert danger is not None
    assert danger.endswith("inside an IPv6 address")


@pytest.mark.parametrize("address", ["::127.0.0.1", "::10.0.0.1"])
def test_the_old_ipv4_compatible_form_is_refused(address: str):
    assert find_danger(address) is not None


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_a_public_address_is_fine(address: str):
    assert find_danger(address) is None


def test_what_is_no_address_is_an_error():
    with pytest.raises(ValueError, match="address"):
        find_danger("example.org")
