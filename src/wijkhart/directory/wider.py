"""When nothing is found: the same search with one wish less, or further away."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from wijkhart.core.formats import distance
from wijkhart.directory.forms import RADII, USUAL_RADIUS, ServiceFilter
from wijkhart.directory.models import ServiceQuerySet
from wijkhart.directory.queries.find import find

SHOWN = 4
LESS = (
    *("dagdeel", "dag", "rolstoel", "gratis", "wijk", "lijn", "aanbieder"),
    *("subsidie", "doelgroep", "thema", "bij", "zoek"),
)
"""The wishes to let go, the lightest first."""


@dataclass(frozen=True, slots=True)
class Wider:
    """A search that does find something."""

    label: str
    url: str
    count: int


def wider(form: ServiceFilter, services: ServiceQuerySet) -> list[Wider]:
    """Searches near this one that find something, best first; at most four."""
    found = []
    for label, changes in _changes(form):
        data = {key: value for key, value in {**_asked(form), **changes}.items() if value}
        count = _count(data, services)
        if count:
            found.append(Wider(label, f"?{urlencode(data)}", count))
        if len(found) == SHOWN:
            break
    return found


def _asked(form: ServiceFilter) -> dict[str, str]:
    return {key: str(form.data[key]) for key in form.fields if form.data.get(key)}


def _changes(form: ServiceFilter) -> list[tuple[str, dict[str, str]]]:
    asked = _asked(form)
    now = int(asked.get("afstand", USUAL_RADIUS))
    further = [metres for metres in RADII if metres > now] if "bij" in asked else []
    changes = [(_("within %(distance)s") % {"distance": distance(far)}, {"afstand": str(far)}) for far in further[:2]]
    for key in LESS:
        if key in asked:
            label = str(form.fields[key].label).rstrip("?")
            changes.append((_("without “%(wish)s”") % {"wish": label}, {key: ""}))
    return changes


def _count(data: dict[str, str], services: ServiceQuerySet) -> int:
    form = ServiceFilter(data, services)
    return find(form.search).total if form.is_valid() else 0
