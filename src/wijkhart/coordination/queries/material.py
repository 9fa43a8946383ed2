"""What could go on the agenda of a wijk: white spots, overlaps, searches in vain and signals, with where they stand."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.models import Evidence, Issue, SignalGroup
from wijkhart.agenda.queries.reading import signals_reference
from wijkhart.areas.models import Area
from wijkhart.coordination.models import Overlap
from wijkhart.coordination.queries.evidence import gap_reference, overlap_reference, searches_reference
from wijkhart.coordination.queries.gaps import gaps_of
from wijkhart.coordination.queries.overlap_words import overlap_title
from wijkhart.coordination.queries.sentences import gap_name
from wijkhart.core.actors import Actor
from wijkhart.core.formats import number
from wijkhart.directory.models import SearchSign
from wijkhart.themes.models import Theme

MOST: Final = 10
"""So many of each kind; the pages of their source have all."""


@dataclass(frozen=True, slots=True)
class Material:
    """One thing that could go on an agenda: what, how much, its own page, the page that puts it there, and the issues
    under which it stands already."""

    title: str
    says: str
    url: str
    place_url: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything for one wijk, by kind; the most first."""

    gaps: tuple[Material, ...]
    overlaps: tuple[Material, ...]
    searches: tuple[Material, ...]
    signals: tuple[Material, ...]

    @property
    def any(self) -> bool:
        return bool(self.gaps or self.overlaps or self.searches or self.signals)


def material_of(actor: Actor, area: Area) -> Materials:
    """What could go on the agenda of a wijk, as far as this actor may see it."""
    standing = _standing(actor, area)
    return Materials(
        gaps=tuple(_gaps(actor, area, standing)),
        overlaps=tuple(_overlaps(actor, area, standing)),
        searches=tuple(_searches(actor, area, standing)),
        signals=tuple(_signals(actor, area, standing)),
    )


Standing = dict[str, list[Issue]]


def _standing(actor: Actor, area: Area) -> Standing:
    """By reference of a piece: the issues of this municipality under which it stands."""
    issues = Issue.objects.visible_to(actor).standing().filter(municipality_code=area.municipality_code)
    found: Standing = defaultdict(list)
    for piece in Evidence.objects.filter(issue__in=issues).exclude(reference="").select_related("issue"):
        found[piece.reference].append(piece.issue)
    return found


def _gaps(actor: Actor, area: Area, standing: Standing) -> list[Material]:
    found = []
    for gap in gaps_of(actor, area)[:MOST]:
        keys = [area.municipality_code, area.code, gap.theme.key, gap.target_group.key]
        says = _("%(unserved)s of %(need)s people in need have no place.") % {
            "unserved": number(gap.unserved),
            "need": number(gap.need),
        }
        title = gap_name(gap.theme, gap.target_group)
        where = tuple(standing.get(gap_reference(gap), ()))
        found.append(Material(title, says, reverse("gap_detail", args=keys), reverse("gap_place", args=keys), where))
    return found


def _overlaps(actor: Actor, area: Area, standing: Standing) -> list[Material]:
    rows = Overlap.objects.visible_to(actor).open().current().filter(municipality_code=area.municipality_code)
    found = []
    for row in rows.select_related("theme", "target_group"):
        if area.code in [code for code, _name in row.facts.get("areas", [])]:
            says = _("%(capacity)s places a week where at most %(need)s are needed.") % {
                "capacity": number(row.capacity),
                "need": number(row.need),
            }
            place = reverse("overlap_place", args=[area.municipality_code, row.pk]) + f"?wijk={area.code}"
            where = tuple(standing.get(overlap_reference(row), ()))
            found.append(Material(overlap_title(row), says, row.get_absolute_url(), place, where))
    return found[:MOST]


def _searches(actor: Actor, area: Area, standing: Standing) -> list[Material]:
    rows = SearchSign.objects.visible_to(actor).filter(district_code=area.code).exclude(theme_id="").order_by()
    counted = dict(rows.values_list("theme_id").annotate(total=Sum("times")))
    themes = {theme.pk: theme for theme in Theme.objects.filter(pk__in=counted)}
    board = reverse("search_sign_list", args=[area.municipality_code])
    found = []
    for key, total in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:MOST]:
        if theme := themes.get(key):
            says = ngettext("Looked for in vain %(n)s time.", "Looked for in vain %(n)s times.", total) % {"n": total}
            place = reverse("searches_place", args=[area.municipality_code, area.code, key])
            where = tuple(standing.get(searches_reference(area, theme), ()))
            found.append(Material(theme.label, says, f"{board}?wijk={area.code}&thema={key}", place, where))
    return found


def _signals(actor: Actor, area: Area, standing: Standing) -> list[Material]:
    rows = SignalGroup.objects.visible_to(actor).filter(district_code=area.code)
    counts = dict(rows.order_by().values_list("pk").annotate(n=Count("signals")))
    found = []
    for row in sorted(rows, key=lambda one: (-counts[one.pk], one.title))[:MOST]:
        says = ngettext("%(n)s signal", "%(n)s signals", counts[row.pk]) % {"n": counts[row.pk]}
        where = tuple(standing.get(signals_reference(row), ()))
        place = reverse("signalgroup_issue", args=[row.pk])
        found.append(Material(row.title, says, row.get_absolute_url(), place, where))
    return found
