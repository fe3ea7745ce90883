"""Under which address a phone on the same network reaches this machine. The only place for psutil."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

import psutil

from cardscan.errors import CannotServe

# Networks of containers and virtual machines, where no phone is.
_INSIDE = re.compile(r"(docker|veth|br-|virbr|vmnet|vboxnet|cni|flannel|podman|lxc|tailscale|utun|tun|tap)")
_OF_PHONES = re.compile(r"(wl|en|eth|wifi)")


@dataclass(frozen=True, slots=True)
class Place:
    """One address of this machine, and the name of its network card."""

    address: str
    card: str


def places() -> tuple[Place, ...]:
    """Return the IPv4 addresses that a phone may reach, the likeliest first: home networks before others."""
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = (
        Place(one.address, card)
        for card, ones in psutil.net_if_addrs().items()
        if card in up
        for one in ones
        if one.family.name == "AF_INET"
    )
    return likeliest(found)


def likeliest(found: Iterable[Place]) -> tuple[Place, ...]:
    """Return addresses without those of this machine alone, the likeliest to be a phone's network first."""
    outer = [one for one in found if not _is_own(one.address)]
    return tuple(sorted(outer, key=lambda one: (_INSIDE.match(one.card) is not None, not _is_home(one), one.card)))


def place_to_serve(wanted: str | None) -> tuple[Place, tuple[Place, ...]]:
    """Return the address to open the page at, the one wanted or the likeliest, and the others. Raises CannotServe."""
    there = places()
    if wanted is not None:
        try:
            address = ipaddress.ip_address(wanted)
        except ValueError:
            raise CannotServe(f"{wanted!r} is no address like 192.168.1.5") from None
        if address.is_unspecified:
            raise CannotServe(f"{wanted} is every network at once", "Give the address of the one that the phone is in")
        return Place(str(address), "chosen"), ()
    if not there:
        raise CannotServe("this machine is in no network that a phone could be in")
    return there[0], there[1:]


def _is_own(address: str) -> bool:
    told = ipaddress.ip_address(address)
    return told.is_loopback or told.is_link_local or told.is_unspecified


def _is_home(place: Place) -> bool:
    return ipaddress.ip_address(place.address).is_private and _OF_PHONES.match(place.card) is not None
