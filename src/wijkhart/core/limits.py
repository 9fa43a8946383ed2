"""How many messages one sender may leave in an hour, without keeping who sends.

The key in the cache is a keyed digest of the network address and the hour: with the cache alone nobody can tell from
where something was sent, and after an hour it says nothing any more.
"""

import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PER_SENDER_AN_HOUR: Final = 5
HOUR: Final = 3600


def sender_of(request: HttpRequest) -> str:
    """A word that is the same for one sender during an hour, and tells nobody who that is."""
    try:
        address = str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # a proxy that does not say: all who come through it are one sender
        address = "::"
    return sender_key(address, int(time.time() // HOUR))


def sender_key(address: str, hour: int) -> str:
    """The word of one address in one hour; a whole home network on IPv6 counts as one sender.

    >>> sender_key("2001:db8::1", 1) == sender_key("2001:db8::2", 1) != sender_key("2001:db8::1", 2)
    True
    """
    known = ip_address(address)
    network = ip_network((known, 64), strict=False) if isinstance(known, IPv6Address) else known
    return salted_hmac("wijkhart.core.limits", f"{network} {hour}", algorithm="sha256").hexdigest()[:40]


def takes_turn(what: str, sender: str, turns: int = PER_SENDER_AN_HOUR, seconds: int = HOUR) -> bool:
    """Use one of the turns of this sender for `what`; False when there is none left.

    A turn comes back after `seconds`. Each is a key of its own, and adding a key succeeds once: two at the same moment
    never share a turn.
    """
    keys = [f"turn:{what}:{sender}:{number}" for number in range(turns)]
    taken = cache.get_many(keys)
    return any(cache.add(key, 1, seconds) for key in keys if key not in taken)
