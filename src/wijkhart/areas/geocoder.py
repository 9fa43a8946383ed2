"""From words to a point, without a network: postcodes of four digits, wijken, municipalities, a click on the map."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.areas import rd
from wijkhart.areas.models import Area, Level, Postcode

POSTCODE = re.compile(r"^(?P<digits>[1-9]\d{3})\s*(?:[A-Za-z]{2})?$")
CLICK = re.compile(r"^(?P<first>-?\d{1,6}(?:\.\d+)?)[\s;,]+(?P<second>-?\d{1,6}(?:\.\d+)?)$")
SUGGESTIONS: Final = 5


class Exactness(models.TextChoices):
    """How near the point is to what was meant."""

    POINT = "point", gettext_lazy("exactly this point")
    POSTCODE = "postcode", gettext_lazy("the middle of a postcode of four digits")
    DISTRICT = "district", gettext_lazy("the middle of a wijk")
    MUNICIPALITY = "municipality", gettext_lazy("the middle of a municipality")


@dataclass(frozen=True, slots=True)
class Located:
    """A point on the RD grid, and how exact it is."""

    x: float
    y: float
    exactness: Exactness
    label: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """Nothing has this name; these come near."""

    text: str
    suggestions: tuple[str, ...]

    @property
    def message(self) -> str:
        """What to say to whoever asked."""
        if self.suggestions:
            return _('We do not know "%(text)s". Do you mean: %(names)s?') % {
                "text": self.text,
                "names": ", ".join(self.suggestions),
            }
        return _('We do not know "%(text)s". Give four digits of a postcode, or the name of a wijk.') % {
            "text": self.text
        }


def locate(text: str, municipality: str = "") -> Located | NotFound:
    """The point that somebody means: a postcode, a wijk, a municipality, or the coordinates of a click.

    A name is looked for in the municipality first, if one is given, and in the whole country after that.
    """
    asked = text.strip()
    if match := POSTCODE.match(asked):
        return _postcode(match["digits"], asked)
    if match := CLICK.match(asked):
        return _click(float(match["first"]), float(match["second"]), asked)
    return _named(asked, municipality)


def _postcode(digits: str, asked: str) -> Located | NotFound:
    """The middle of the four digits; the letters are not used, for their points are not known."""
    found = Postcode.objects.filter(digits=digits).first()
    if found:
        return Located(found.x, found.y, Exactness.POSTCODE, f"{found.digits} {found.place}")
    near = Postcode.objects.filter(digits__startswith=digits[:3]).values_list("digits", flat=True)
    return NotFound(asked, tuple(near[:SUGGESTIONS]))


def _click(first: float, second: float, asked: str) -> Located | NotFound:
    """Metres on the RD grid as x, y; or degrees in either order, which cannot be mistaken in this country."""
    x, y = first, second
    if max(first, second) < 90:
        latitude, longitude = max(first, second), min(first, second)
        across, up = rd.to_rd(longitude, latitude)
        x, y = float(across), float(up)
    if not rd.on_grid(x, y):
        return NotFound(asked, ())
    return Located(x, y, Exactness.POINT, asked)


def _named(asked: str, municipality: str) -> Located | NotFound:
    areas = Area.objects.current().filter(level__in=[Level.DISTRICT, Level.MUNICIPALITY]).exclude(x=None)
    own = list(areas.within(municipality).order_by("level", "code")) if municipality else []
    found = _match(asked, own) or _match(asked, list(areas.order_by("-level", "code")))
    if found is None or found.x is None or found.y is None:
        return NotFound(asked, _near(asked, own or list(areas)))
    exactness = Exactness.DISTRICT if found.level == Level.DISTRICT else Exactness.MUNICIPALITY
    return Located(found.x, found.y, exactness, found.name)


def _match(asked: str, areas: list[Area]) -> Area | None:
    """The area with exactly this name or code; a wijk goes before a municipality inside one, after it elsewhere."""
    wish = folded(asked)
    return next((area for area in areas if wish and wish in (folded(area.name), folded(area.code))), None)


def _near(asked: str, areas: list[Area]) -> tuple[str, ...]:
    names = {folded(area.name): area.name for area in areas}
    wish = folded(asked)
    parts = [name for name in names if len(wish) > 2 and wish in name]
    close = get_close_matches(wish, names, n=SUGGESTIONS, cutoff=0.7)
    return tuple(names[name] for name in dict.fromkeys([*close, *sorted(parts)]))[:SUGGESTIONS]


def folded(text: str) -> str:
    """A name without capitals, accents and signs; "Wijk 00" in front does not count."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return " ".join(re.sub(r"^wijk \d+ ", "", re.sub(r"[^a-z0-9]+", " ", plain)).split())
