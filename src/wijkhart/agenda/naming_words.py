"""What `naming` saw, in words for people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.naming import Kind, Sighting

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KINDS: "Final[dict[str, StrOrPromise]]" = {
    Kind.EMAIL: _("an e-mail address"),
    Kind.NUMBER: _("a number like a citizen service number (BSN)"),
    Kind.PHONE: _("a telephone number"),
    Kind.ADDRESS: _("an address with a house number"),
    Kind.NAME: _("a name"),
}


def kinds_in_words(kinds: Iterable[str]) -> list[str]:
    """Each kind once, in words."""
    return [str(KINDS.get(kind, kind)) for kind in dict.fromkeys(kinds)]


def seen_in_words(seen: Iterable[Sighting]) -> list[tuple[str, str]]:
    """Each spot: what stands there, and what it looks like."""
    return list(dict.fromkeys((one.words, str(KINDS[one.kind])) for one in seen))
