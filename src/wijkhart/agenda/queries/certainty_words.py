"""How sure an order is, in sentences, rows and a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.charts import PlaceChart, place_chart
from wijkhart.agenda.queries.certainty import TOP, Certainty
from wijkhart.agenda.queries.city_words import swap_words
from wijkhart.core.formats import number, percent

DRAWN: Final = 15
"""So many issues are drawn; the table has all."""
NEVER: Final = 0.005
SURE: Final = 0.995
"""Nearer than this to 0 or 1 the number would be rounded to it."""


@dataclass(frozen=True, slots=True)
class CertaintyRow:
    """One issue: its place now, the probability of the first five and of each place, and when it comes first."""

    title: str
    place: int
    top: str
    places: tuple[str, ...]
    """Place 1 to 5, then all later ones together."""
    central: str


@dataclass(frozen=True, slots=True)
class CertaintyTold:
    """All that the page of one order says of its certainty."""

    lead: tuple[str, ...]
    rows: tuple[CertaintyRow, ...]
    chart: PlaceChart
    turns: tuple[str, ...]
    unheard: tuple[str, ...]
    method: str


def certainty_told(
    found: Certainty, titles: Mapping[str, str], names: Sequence[Any], spoken: Sequence[Any]
) -> CertaintyTold:
    """A certainty in words; `titles` by key, `names` of the voices, and how these are called in a sentence."""
    rows = tuple(_row(found, key, titles, names) for key in _keys(found))
    return CertaintyTold(
        lead=tuple(_lead(found, titles)),
        rows=rows,
        chart=place_chart(
            [
                (f"{row.place}. {row.title}", _shares(found, key))
                for row, key in list(zip(rows, _keys(found), strict=True))[:DRAWN]
            ]
        ),
        turns=tuple(_turns(found, titles, spoken)),
        unheard=tuple(titles[key] for key in found.unheard),
        method=_method(found),
    )


def certainty_file(found: Certainty, titles: Mapping[str, str]) -> list[list[Any]]:
    """The same as rows of a file: numbers from 0 to 1."""
    rows = []
    for one in found.ranked:
        sure = found.acceptable[one.key]
        central = sure.central or (None,) * len(one.normal)
        shares = _shares(found, one.key)
        told = [round(value, 4) for value in (sure.top, *shares)]
        weights = [None if value is None else round(value, 4) for value in central]
        rows.append([one.place, titles[one.key], *told, *weights])
    return rows


def around_words(around: int | None) -> str:
    """Which weights were tried."""
    if around is None:
        return _("all weights")
    return _("weights within %(points)s points of today's") % {"points": around}


def _keys(found: Certainty) -> list[str]:
    return [one.key for one in found.ranked]


def _shares(found: Certainty, key: str) -> tuple[float, ...]:
    places = found.acceptable[key].places
    first = [places[number] if number < len(places) else 0.0 for number in range(TOP)]
    return (*first, sum(places[TOP:]))


def _row(found: Certainty, key: str, titles: Mapping[str, str], names: Sequence[Any]) -> CertaintyRow:
    one, place = found.acceptable[key], next(row.place for row in found.ranked if row.key == key)
    central = _("never first")
    if one.central is not None:
        central = ", ".join(
            f"{str(name).lower()} {percent(100 * weight, 0)}" for name, weight in zip(names, one.central, strict=True)
        )
    shares = tuple(_chance(share) for share in _shares(found, key))
    return CertaintyRow(titles[key], place or 0, _chance(one.top), shares, central)


def _chance(share: float) -> str:
    """A probability in whole percents that never says 0 or 100 of what is only nearly so."""
    if 0 < share < NEVER:
        return _("under 1%")
    if SURE < share < 1:
        return _("over 99%")
    return percent(100 * share, 0)


def _lead(found: Certainty, titles: Mapping[str, str]) -> list[str]:
    if not found.ranked:
        return [_("No voice speaks of any issue yet, so there is no order to be sure of.")]
    said = [
        _("We put the issues in order %(draws)s times, each time with other weights (%(which)s).")
        % {"draws": number(found.draws), "which": around_words(found.around)}
    ]
    first = max(found.ranked, key=lambda one: found.acceptable[one.key].places[0])
    words = _("“%(title)s” comes first most often: in %(share)s of all times.")
    said.append(words % {"title": titles[first.key], "share": _chance(found.acceptable[first.key].places[0])})
    if len(found.ranked) <= TOP:
        return said
    always = [titles[key] for key in _keys(found) if found.acceptable[key].top == 1]
    maybe = [titles[key] for key in _keys(found) if 0 < found.acceptable[key].top < 1]
    words = ngettext(
        "%(count)s issue is always among the first five: %(names)s.",
        "%(count)s issues are always among the first five: %(names)s.",
        len(always),
    )
    said.append(
        words % {"count": len(always), "names": _named(always)}
        if always
        else _("No issue is always among the first five.")
    )
    if maybe:
        words = _("For the other places it matters how you weigh. In question: %(names)s.")
        said.append(words % {"names": _named(maybe)})
    return said


def _turns(found: Certainty, titles: Mapping[str, str], names: Sequence[Any]) -> list[str]:
    words = _("“%(second)s” would pass “%(first)s” if the weight of %(voice)s went from %(now)s%% to %(side)s.")
    return [
        words % {"first": titles[turn.first], "second": titles[turn.second], **swap_words(turn.swap, names)}
        for turn in found.turns
    ]


def _method(found: Certainty) -> str:
    words = _("%(draws)s drawings with seed %(seed)s; each number is at most %(margin)s percent points off.")
    margin = number(100 * found.margin, 1)
    return words % {"draws": number(found.draws), "seed": found.seed, "margin": margin}


def _named(titles: Sequence[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)
