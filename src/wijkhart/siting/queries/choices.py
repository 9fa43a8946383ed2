"""What a study chooses, in words, and the fixed choices of places by wijk."""

from collections.abc import Iterable
from typing import Any

from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

from wijkhart.areas.queries import districts_of
from wijkhart.core.formats import day, euro, number
from wijkhart.places.models import Place
from wijkhart.siting.models import SitingStudy, Way
from wijkhart.siting.queries.naming import Names
from wijkhart.siting.queries.problem import CLOSE, OUT, taking_part


def choices_of(study: SitingStudy, names: Names) -> list[tuple[str, str]]:
    """Label and words."""
    told = [
        (_("Budget"), _budget(study)),
        (_("What counts"), "; ".join(_aims(study))),
        (_("Reach"), _("%(metres)s metres on foot") % {"metres": number(study.reach)}),
        (_("Distances"), _distances(study)),
        (
            _("Activities"),
            _("weekly bookings from %(first)s to %(last)s must fit")
            % {"first": day(study.first_day), "last": day(study.last_day)},
        ),
    ]
    if study.limit is not None:
        told.append((_("Largest distance"), _("nobody further than %(m)s metres") % {"m": number(study.limit)}))
    if study.emphasis:
        heavier = [f"{names.group(key)} x {number(one, 1)}" for key, one in study.emphasis.items()]
        told.append((_("Count more"), ", ".join(heavier)))
    if study.exempt:
        wijken = dict(districts_of(study.municipality_code).values_list("code", "name"))
        told.append((_("Wijken without a place of their own"), ", ".join(wijken.get(c, c) for c in study.exempt)))
    return told


def _budget(study: SitingStudy) -> str:
    if study.euros is not None:
        return _("%(euros)s a year") % {"euros": euro(study.euros, 0)}
    if study.buildings is not None:
        return _("%(count)s buildings") % {"count": study.buildings}
    return _("not chosen: every number of buildings")


def _aims(study: SitingStudy) -> list[str]:
    told = (
        (study.worst_first, _("first who lives furthest away")),
        (study.mean, _("the distance of everybody together")),
        (study.beyond, _("as few people as can be beyond reach")),
    )
    return [words for counts, words in told if counts]


def _distances(study: SitingStudy) -> str:
    line = _("straight line times %(factor)s, an assumption") % {"factor": number(study.factor, 1)}
    if not study.travel:
        return line
    rows = sum(len(row) for row in study.travel.values())
    told = {"rows": number(rows), "source": study.travel_source, "line": line}
    return _("%(rows)s walking times of “%(source)s”; elsewhere %(line)s") % told


def fixed_of(study: SitingStudy) -> list[tuple[str, str]]:
    """Each place with a fixed choice, and which."""
    rows = Place.objects.filter(pk__in=list(study.fixed)).order_by("name")
    return [(one.name, fixed_words(study.fixed[str(one.pk)])) for one in rows]


def fixed_words(wish: str) -> str:
    """A fixed choice in words."""
    special = {CLOSE: _("it closes"), OUT: _("it takes no part")}
    return special[wish] if wish in special else str(Way(wish).label)


def rows_by_wijk(study: SitingStudy, form: BaseForm) -> Iterable[tuple[str, list[BoundField]]]:
    """The fields of the places, under the wijk in which they are."""
    wijken = dict(districts_of(study.municipality_code).values_list("code", "name"))
    found: dict[str, list[Any]] = {}
    for place in taking_part(study.municipality_code):
        found.setdefault(wijken.get(place.district_code, place.district_code), []).append(form[str(place.pk)])
    return sorted(found.items())
