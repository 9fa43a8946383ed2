"""What a wijk analysis lays side by side: figures, what people tell, what they looked for in vain, white spots.

`facts_now` gathers it as plain facts, which a version keeps as they were; nothing here looks at a person, and nothing
is derived from age or origin.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db.models import Count, Sum
from django.utils import timezone

from wijkhart.agenda.models import Signal, SignalState
from wijkhart.areas.models import Area, Figure, Measure
from wijkhart.areas.queries import Cell, figure_table
from wijkhart.coordination.queries import coverage_in_force, gaps_of
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.directory.models import SearchSign
from wijkhart.directory.queries import services_within
from wijkhart.places.models import Place
from wijkhart.portal.queries.wijkbeeld import COUNTRY
from wijkhart.themes.models import Labelled, TargetGroup, Theme

SINCE: Final = timedelta(days=365)
"""How far back signals and searches are counted."""
MOST: Final = 12
"""Lines of one part."""
SOCIAL: Final = ("volunteers", "carers", "control_over_life", "cohesion")
"""Measures that tell how social and involved a wijk is."""
LIVEABLE: Final = ("liveability_score", "public_space_reports", "crime", "feels_unsafe")
"""Measures of clean, whole and safe; those that are not loaded are named."""
COHESION: Final = "cohesion"


def facts_now(actor: Actor, area: Area) -> dict[str, Any]:
    """Everything a new version of the analysis of this wijk stands on, each with its source and day."""
    today = timezone.localdate()
    return {
        "on": today.isoformat(),
        "since": (today - SINCE).isoformat(),
        "area": area.name,
        **_figures(area),
        "offers": _offers(area),
        "signals": _signals(area),
        "searches": _searches(actor, area),
        "gaps": _gaps(area),
    }


def _figures(area: Area) -> dict[str, Any]:
    """The measures that have a figure here, in their parts; and those of clean, whole and safe that are not loaded."""
    current = Area.objects.current()
    town = current.municipalities().get(code=area.municipality_code)
    areas = [area, town, *current.filter(code=COUNTRY)]
    known = Measure.objects.filter(group__in=["who", "fare", "living"]) | Measure.objects.filter(key__in=LIVEABLE)
    measures = sorted(known.distinct(), key=lambda one: (one.group == "living", one.order, one.key))
    loaded = set(Figure.objects.filter(measure__key__in=[*LIVEABLE, COHESION]).values_list("measure_id", flat=True))
    table = figure_table(areas, measures)
    rows = [_row(measure, [table[one.code, measure.key] for one in areas]) for measure in measures]
    return {
        "municipality": town.name,
        "figures": [row for row in rows if row["group"] in ("who", "fare") or row["cells"][0]["value"] is not None],
        "not_loaded": [key for key in (*LIVEABLE, COHESION) if key not in loaded],
    }


def _row(measure: Measure, cells: list[Cell]) -> dict[str, Any]:
    return {
        "key": measure.key,
        "part": _part(measure),
        "group": measure.group,
        "label": {"nl": measure.label_nl, "en": measure.label_en},
        "unit": measure.unit,
        "cells": [_cell(cell) for cell in cells],
    }


def _part(measure: Measure) -> str:
    """Where a measure stands on the page."""
    if measure.key in LIVEABLE:
        return "live"
    if measure.key in SOCIAL:
        return "social"
    return "fare" if measure.group == "fare" or measure.key == "low_income" else "who"


def _cell(cell: Cell) -> dict[str, Any]:
    source = cell.source.publisher if cell.source else ""
    known = {"period": cell.period, "source": source, "estimate": cell.estimate}
    return {"value": cell.value, "missing": cell.missing or "", **known}


def _labels(label: Labelled) -> dict[str, str]:
    return {"nl": label.label_nl, "en": label.label_en}


def _themed(counts: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Counts of themes with their labels, the most first."""
    found = [(key, many) for key, many in counts if key and many]
    themes = {one.key: one for one in Theme.objects.filter(pk__in=[key for key, _many in found])}
    ordered = sorted(((key, many) for key, many in found if key in themes), key=lambda one: (-one[1], one[0]))
    return [{"key": key, "label": _labels(themes[key]), "count": many} for key, many in ordered[:MOST]]


def _offers(area: Area) -> dict[str, Any]:
    services = list(services_within(ANONYMOUS, area))
    themes = Counter(theme.key for service in services for theme in service.themes.all())
    return {
        "services": len(services),
        "places": Place.objects.visible_to(ANONYMOUS).within(area).count(),
        "example": any(service.example for service in services),
        "themes": _themed(themes.items()),
    }


def _signals(area: Area) -> dict[str, Any]:
    """Counts, themes and titles of groups, as the public page gives them; never the words of a signal."""
    rows = Signal.objects.told_in_public().filter(district_code=area.code, made_at__gt=timezone.now() - SINCE)
    groups = rows.exclude(group=None).order_by().values_list("group__title").annotate(many=Count("pk"))
    themes = rows.exclude(theme=None).order_by().values_list("theme").annotate(many=Count("pk"))
    return {
        "total": rows.count(),
        "answered": rows.filter(state=SignalState.ANSWERED).count(),
        "example": rows.filter(example=True).exists(),
        "themes": _themed(themes),
        "groups": [{"title": title, "count": many} for title, many in sorted(groups, key=lambda one: -one[1])[:MOST]],
    }


def _searches(actor: Actor, area: Area) -> dict[str, Any]:
    """Searches in vain of which the wijk is known, and how many of the municipality named no wijk."""
    since = timezone.localdate() - SINCE
    rows = (
        SearchSign.objects.visible_to(actor).filter(municipality_code=area.municipality_code, on__gte=since).order_by()
    )
    here = rows.filter(district_code=area.code)
    kinds = dict(here.values_list("kind").annotate(many=Sum("times")))
    return {
        "kinds": kinds,
        "themes": _themed(here.exclude(theme_id="").values_list("theme_id").annotate(many=Sum("times"))),
        "without_district": rows.filter(district_code="").aggregate(many=Sum("times"))["many"] or 0,
    }


def _gaps(area: Area) -> dict[str, Any]:
    run = coverage_in_force(ANONYMOUS, area.municipality_code)
    gaps = gaps_of(ANONYMOUS, area)
    groups = {one.key: _labels(one) for one in TargetGroup.objects.all()}
    return {
        "computed": timezone.localdate(run.computed_at).isoformat() if run else "",
        "example": run.example_supply if run else False,
        "unserved": sum(gap.unserved for gap in gaps),
        "rows": [
            {
                "theme": gap.theme.key,
                "label": _labels(gap.theme),
                "group": groups[gap.target_group.key],
                "need": gap.need,
                "unserved": gap.unserved,
            }
            for gap in gaps[:MOST]
        ],
    }
