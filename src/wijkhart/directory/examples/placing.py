"""Where each copy of a template comes: worked out from the municipality code, so always the same."""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from wijkhart.directory.examples.templates import ServiceTemplate

REFERENCE = 225_000
"""The inhabitants for which `copies` is meant."""
FEWEST = 12
LITTLE, MUCH = 0.2, 0.8
"""Below and above these, a wijk gets very little or much of the example supply."""
LEFT_OUT = 0.25
"""The part of the themes that a wijk lacks."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A real place as far as choosing needs it."""

    id: str
    kind: str
    district: str


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality: its wijken with their inhabitants, and its places."""

    code: str
    districts: dict[str, int]
    spots: Sequence[Spot]

    @property
    def inhabitants(self) -> int:
        return sum(self.districts.values())


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a template: at a spot, or in a wijk, or (neither) in the whole municipality."""

    template: ServiceTemplate
    number: int
    spot: Spot | None
    district: str

    @property
    def alternative(self) -> list[str]:
        return self.template.when[self.number % len(self.template.when)]


@dataclass(slots=True)
class _Taken:
    spots: Counter[str] = field(default_factory=Counter)
    templates: Counter[tuple[str, str]] = field(default_factory=Counter)


def chance(*parts: str) -> float:
    """A number from 0 to 1 that only depends on the parts: no hidden chance, the same on every machine."""
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    return int.from_bytes(digest[:7], "big") / 2**56


def copies_of(templates: Sequence[ServiceTemplate], inhabitants: int) -> dict[str, int]:
    """How many of each template: in proportion to the inhabitants, rounded so that the sum is right too."""
    asked = sum(template.copies for template in templates if not template.once) or 1
    scale = max(inhabitants / REFERENCE, FEWEST / asked)
    numbers: dict[str, int] = {}
    total = 0.0
    for template in templates:
        before, total = total, total + (0 if template.once else template.copies * scale)
        numbers[template.key] = 1 if template.once else round(total) - round(before)
    return numbers


def place_copies(town: Town, templates: Sequence[ServiceTemplate]) -> Iterator[Copy]:
    """Every copy with its spot or wijk, in a fixed order."""
    numbers, taken = copies_of(templates, town.inhabitants), _Taken()
    for template in templates:
        for number in range(numbers[template.key]):
            yield _copy(town, template, number, taken)


def _copy(town: Town, template: ServiceTemplate, number: int, taken: _Taken) -> Copy:
    if template.at_home:
        district = "" if template.level == "city" else _district(town, template, number, taken)
        return Copy(template, number, None, district)
    spot = _spot(town, template, number, taken)
    if spot is None:
        return Copy(template, number, None, _district(town, template, number, taken))
    taken.spots[spot.id] += 1
    taken.templates[(template.key, spot.district)] += 1
    return Copy(template, number, spot, spot.district)


def _spot(town: Town, template: ServiceTemplate, number: int, taken: _Taken) -> Spot | None:
    """The spot that wins a draw weighted by wishes: kind, wijk, and how much is there already."""
    fitting = [spot for spot in town.spots if spot.kind in template.places] or list(town.spots)
    wanted = {kind: 0.6**order for order, kind in enumerate(template.places)}

    def draw(spot: Spot) -> tuple[float, str]:
        weight = wanted.get(spot.kind, 0.1) * _wish(town, template, spot.district, taken)
        weight /= (1 + taken.spots[spot.id]) ** 2
        return _ticket(weight, town.code, template.key, str(number), spot.id), spot.id

    return min(fitting, key=draw, default=None)


def _district(town: Town, template: ServiceTemplate, number: int, taken: _Taken) -> str:
    def draw(district: str) -> tuple[float, str]:
        weight = _wish(town, template, district, taken)
        return _ticket(weight, town.code, template.key, str(number), district), district

    populated = [code for code, inhabitants in town.districts.items() if inhabitants]
    district = min(populated, key=draw, default="")
    taken.templates[(template.key, district)] += 1
    return district


def _ticket(weight: float, *parts: str) -> float:
    """The waiting time of a draw with this weight: the smallest of all wins in proportion to its weight."""
    return -math.log(max(chance(*parts), 1e-12)) / max(weight, 1e-9)


def _wish(town: Town, template: ServiceTemplate, district: str, taken: _Taken) -> float:
    """How much this wijk wants this template: its inhabitants, its appetite, its themes, and not twice the same."""
    people = math.sqrt(town.districts.get(district, 0) + 1)
    lacks = any(chance(town.code, district, theme, "lacks") < LEFT_OUT for theme in template.themes[:1])
    again = 0.03 if taken.templates[(template.key, district)] else 1.0
    return people * appetite(town.code, district) * (0.02 if lacks else 1.0) * again


def appetite(town: str, district: str) -> float:
    """How much of the example a wijk gets: on purpose uneven, so that there are white spots to find."""
    drawn = chance(town, district, "appetite")
    if drawn < LITTLE:
        return 0.08
    return 2.0 if drawn > MUCH else 0.6 + drawn
