"""Slowing down who sends very much: a count per sender and hour in the cache, kept under a digest."""

import time
from typing import Final

from django.core.cache import cache
from django.utils.crypto import salted_hmac

WINDOW: Final = 3600


def too_many(kind: str, sender: str, most: int) -> bool:
    """Count one more of this kind for this sender; whether that is more than `most` within the hour.

    Two at the very same moment may count as one: this slows a flood down, and is no guarantee of anything.
    """
    digest = salted_hmac("wijkhart.agenda.flood", sender).hexdigest()[:24]
    key = f"flood:{kind}:{digest}:{int(time.time() // WINDOW)}"
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, WINDOW)
    return count > most
