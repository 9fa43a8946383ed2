"""What wijken, themes, kinds of effort and years are called on a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Names:
    """Key -> name; one that is gone is called by its key.

    >>> Names({"WK1": "Noord"}).area("WK1"), Names(first_year=2027).year(1)
    ('Noord', 2028)
    """

    areas: Mapping[str, str] = field(default_factory=dict)
    themes: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    first_year: int = 0

    def area(self, key: str) -> str:
        return self.areas.get(key, key)

    def theme(self, key: str) -> str:
        return self.themes.get(key, key)

    def kind(self, key: str) -> str:
        return self.kinds.get(key, key)

    def year(self, period: int) -> int:
        return self.first_year + period


def inside(name: str) -> str:
    """A name within a sentence: without its capital.

    >>> inside("Jongerenwerk"), inside("WMO-loket")
    ('jongerenwerk', 'WMO-loket')
    """
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
