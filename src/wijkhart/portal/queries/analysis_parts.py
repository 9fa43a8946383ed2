"""A kept version of a wijk analysis as parts of a page, and what differs between two versions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wijkhart.agenda.models import WijkAnalysis
from wijkhart.areas.models import Missing
from wijkhart.core.formats import day, number, unknown
from wijkhart.portal.queries.municipality import worded

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLES: "Final[dict[str, StrOrPromise]]" = {
    "who": gettext_lazy("Who lives here"),
    "fare": gettext_lazy("How they fare"),
    "live": gettext_lazy("Clean, whole and safe"),
    "social": gettext_lazy("Social and involved"),
    "offers": gettext_lazy("What there is"),
    "signals": gettext_lazy("What people tell"),
    "searches": gettext_lazy("Looked for in vain"),
    "gaps": gettext_lazy("White spots: who has no place"),
    "conclusion": gettext_lazy("What we conclude"),
}
"""Part of the analysis -> its title, in the order of the page."""
NOT_LOADED: "Final[dict[str, StrOrPromise]]" = {
    "liveability_score": gettext_lazy("how liveable it is, as the Leefbaarometer of the ministry counts it"),
    "public_space_reports": gettext_lazy("reports about rubbish and broken things outside (municipality)"),
    "crime": gettext_lazy("reported crime and nuisance (police)"),
    "feels_unsafe": gettext_lazy("how many people feel unsafe at times (safety monitor)"),
    "cohesion": gettext_lazy("how neighbours get on (safety monitor)"),
}
NOTHING: Final = "-"
KINDS: "Final[dict[str, StrOrPromise]]" = {
    "nothing": gettext_lazy("nothing was found"),
    "full": gettext_lazy("it was full"),
    "refused": gettext_lazy("somebody was turned down"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact: what, how much here, beside the municipality and the country where that is known, and where from."""

    label: str
    value: str
    beside: tuple[str, ...] = ()
    origin: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page: facts, notes on them, and the team's own words."""

    key: str
    title: str
    words: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    source: str = ""
    """The page where this part opens at its source."""

    @property
    def compares(self) -> bool:
        """Whether its lines stand beside the municipality and the country."""
        return any(line.beside for line in self.lines)


def parts_of(analysis: WijkAnalysis) -> tuple[Part, ...]:
    """Every part of a version, as it was."""
    facts, code = analysis.facts, analysis.district_code
    lines: dict[str, tuple[Iterable[Line], Iterable[str], str]] = {
        **{part: (_figures(facts, part), _figure_notes(facts, part), "") for part in ("who", "fare", "live", "social")},
        "offers": (_offers(facts), _example(facts, "offers"), reverse("district_detail", args=[code]) + "#aanbod"),
        "signals": (_signals(facts), _example(facts, "signals"), reverse("district_signals", args=[code])),
        "searches": (_searches(facts), _search_notes(facts), ""),
        "gaps": (
            _gaps(facts, code, analysis.municipality_code),
            _gap_notes(facts),
            f"{reverse('gap_list', args=[analysis.municipality_code])}?wijk={code}",
        ),
        "conclusion": ((), (), ""),
    }
    return tuple(
        Part(key, str(title), analysis.words.get(key, ""), tuple(lines[key][0]), tuple(lines[key][1]), lines[key][2])
        for key, title in TITLES.items()
    )


def _said(labels: Mapping[str, str]) -> str:
    return labels.get("en" if get_language() == "en" else "nl", "")


def _figures(facts: Mapping[str, Any], part: str) -> list[Line]:
    return [_figure(row) for row in facts.get("figures", ()) if row["part"] == part]


def _figure(row: Mapping[str, Any]) -> Line:
    here, *others = row["cells"]
    beside = tuple(unknown() if cell["value"] is None else _cell(cell, row["unit"]) for cell in others)
    known = [_("modelled estimate")] if here["estimate"] else []
    origin = ", ".join([*known, f"{here['source']} {here['period']}"]) if here["source"] else ""
    return Line(
        _said(row["label"]), _cell(here, row["unit"]), beside, origin, reverse("measure_detail", args=[row["key"]])
    )


def _cell(cell: Mapping[str, Any], unit: str) -> str:
    reason = str(Missing(cell["missing"]).label) if cell["missing"] in Missing.values else ""
    if cell["value"] is not None and unit in ("people", "households"):
        return number(cell["value"])
    return worded(cell["value"], unit, reason)


def _figure_notes(facts: Mapping[str, Any], part: str) -> list[str]:
    if part == "live" and facts.get("not_loaded"):
        missing = "; ".join(str(NOT_LOADED.get(key, key)) for key in facts["not_loaded"])
        return [_("Not loaded here yet, so we do not know: %(missing)s.") % {"missing": missing}]
    if part == "fare":
        return [
            _("A modelled estimate is not a count: it was computed from answers of people like those who live here.")
        ]
    return []


def _themes(facts: Mapping[str, Any], what: str) -> list[Line]:
    return [Line(_said(row["label"]), number(row["count"])) for row in facts.get(what, {}).get("themes", ())]


def _offers(facts: Mapping[str, Any]) -> list[Line]:
    offers = facts.get("offers", {})
    first = [
        Line(_("Places"), number(offers.get("places", 0))),
        Line(_("Activities and help together"), number(offers.get("services", 0))),
    ]
    return first + _themes(facts, "offers")


def _signals(facts: Mapping[str, Any]) -> list[Line]:
    signals = facts.get("signals", {})
    first = [
        Line(_("Signals in a year"), number(signals.get("total", 0))),
        Line(_("Answered"), number(signals.get("answered", 0))),
    ]
    groups = [Line(f"“{row['title']}”", number(row["count"])) for row in signals.get("groups", ())]
    return first + _themes(facts, "signals") + groups


def _searches(facts: Mapping[str, Any]) -> list[Line]:
    kinds = facts.get("searches", {}).get("kinds", {})
    counted = [Line(str(words), number(kinds[kind])) for kind, words in KINDS.items() if kind in kinds]
    return counted + _themes(facts, "searches")


def _search_notes(facts: Mapping[str, Any]) -> list[str]:
    searches = facts.get("searches", {})
    notes = [] if searches.get("kinds") else [_("Nobody looked for something in this wijk in vain, as far as we know.")]
    if many := searches.get("without_district", 0):
        message = _("In the whole municipality people looked in vain %(count)s times without naming a wijk.")
        notes.append(message % {"count": number(many)})
    return notes


def _gaps(facts: Mapping[str, Any], code: str, municipality: str) -> list[Line]:
    found = []
    for row in facts.get("gaps", {}).get("rows", ()):
        said = _("%(people)s of %(need)s people") % {"people": number(row["unserved"]), "need": number(row["need"])}
        url = f"{reverse('gap_list', args=[municipality])}?wijk={code}&thema={row['theme']}"
        found.append(Line(f"{_said(row['label'])}, {_said(row['group'])}", said, url=url))
    return found


def _gap_notes(facts: Mapping[str, Any]) -> list[str]:
    gaps = facts.get("gaps", {})
    if not gaps.get("computed"):
        return [_("The white spots were not computed yet.")]
    notes = [_("Computed on %(day)s, with our norms, which are assumptions.") % {"day": _day(gaps["computed"])}]
    if not gaps.get("rows"):
        notes.append(_("No white spots were found with these norms."))
    return notes + _example(facts, "gaps")


def _example(facts: Mapping[str, Any], what: str) -> list[str]:
    return [_("This rests on example data.")] if facts.get(what, {}).get("example") else []


def _day(text: str) -> str:
    return day(date.fromisoformat(text))


@dataclass(frozen=True, slots=True)
class Difference:
    """One part in two versions: the words of both where they differ, and every fact that differs."""

    title: str
    words: tuple[str, str] | None
    lines: tuple[tuple[str, str, str], ...]
    """What, then, now; a dash where a version has no such fact."""


def differences(old: WijkAnalysis, new: WijkAnalysis) -> list[Difference]:
    """Part by part what changed between two versions; a part without a difference is left out."""
    found = []
    for before, after in zip(parts_of(old), parts_of(new), strict=True):
        words = (before.words, after.words) if before.words != after.words else None
        lines = tuple(_changed(before.lines, after.lines))
        if words or lines:
            found.append(Difference(after.title, words, lines))
    return found


def _changed(before: Iterable[Line], after: Iterable[Line]) -> list[tuple[str, str, str]]:
    then = {line.label: line.value for line in before}
    now = {line.label: line.value for line in after}
    labels = dict.fromkeys([*then, *now])
    rows = [(label, then.get(label, NOTHING), now.get(label, NOTHING)) for label in labels]
    return [row for row in rows if row[1] != row[2]]
