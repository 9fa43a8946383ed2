"""A change that somebody asks about, as it stands in an address and in a scenario."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from wijkhart.core.errors import Refused

PARAMETERS: Final = {
    "move": "verplaats",
    "set": "anders",
    "close": "dicht",
    "close_place": "plekdicht",
    "add": "erbij",
}
"""Kind -> its parameter in an address. Changes are made in this order: what moves out of a place that closes stays."""

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "move": ("service", "place"),
    "set": ("service", "people", "morning", "afternoon", "evening"),
    "close": ("service",),
    "close_place": ("place",),
    "add": ("name", "themes", "groups", "where", "parts", "people", "times"),
}
"""Kind -> its values, in order. Empty in `set`: as it is now."""

JOINT, LIST_JOINT = "~", ","
MOST: Final = 12
"""Changes that count at once, so that an address stays short enough for every browser and server."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One change as asked: its kind and its values as text, not yet looked at.

    >>> Asked.of("move", service="a", place="b").text
    'a~b'
    """

    kind: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, **values: str) -> "Asked":
        """From named values; those not named are empty."""
        return cls(kind, tuple(values.get(name, "").replace(JOINT, "-") for name in FIELDS[kind]))

    @classmethod
    def read(cls, kind: str, text: str) -> "Asked":
        """From the value of a parameter."""
        return cls(kind, tuple(text.split(JOINT)))

    @property
    def text(self) -> str:
        """The value of its parameter."""
        return JOINT.join(self.values)

    def named(self) -> dict[str, str]:
        """Its values by name; refused when there are too many or too few."""
        if len(self.values) != len(FIELDS[self.kind]):
            raise Refused(_("This change cannot be read. Remove it and make it again."))
        return dict(zip(FIELDS[self.kind], self.values, strict=True))


def asked_in(query: QueryDict) -> list[Asked]:
    """Every change in an address, in the order in which they are made."""
    return [Asked.read(kind, text) for kind, name in PARAMETERS.items() for text in query.getlist(name)]


def query_of(asked: Iterable[Asked]) -> str:
    """The part of an address after the question mark that asks for these changes."""
    query = QueryDict(mutable=True)
    for one in asked:
        query.appendlist(PARAMETERS[one.kind], one.text)
    return query.urlencode(safe=f"{JOINT}{LIST_JOINT}")


def stored(asked: Asked, facts: Mapping[str, Any]) -> dict[str, Any]:
    """A change as a scenario keeps it, with the names of the day, so that it can be told when a service is gone."""
    return {"kind": asked.kind, "values": list(asked.values), "facts": dict(facts)}


def asked_of(kept: Iterable[Mapping[str, Any]]) -> Iterator[Asked]:
    """The changes that a scenario keeps."""
    return (Asked(one["kind"], tuple(one["values"])) for one in kept)
