"""Loading the national kinds of effort with their reach, and a municipality's own."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.analysis.allocation import Curve, InputError
from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.deployment.fault_words import fault_words
from wijkhart.deployment.models import EffortKind, ReachCurve
from wijkhart.deployment.names import Names
from wijkhart.themes.models import Theme

EFFORT: Final = Path(__file__).parent.parent / "data" / "effort.toml"
HIGHEST: Final = 10_000.0


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What an hour of a kind costs, each amount with its origin."""

    key: str
    title_nl: str
    title_en: str
    euros: float
    euros_origin: str
    places: float
    places_origin: str
    active: bool = True

    def problems(self, where: str, row: int | None) -> list[InputProblem]:
        """What cannot be, each with advice."""
        origin, advice = _("Say where this value comes from."), _("A source, or your thought behind it.")
        faults = (
            (not self.title_nl.strip(), "title_nl", _("A kind of effort needs a name."), _("Such as: opbouwwerk.")),
            (not self.title_en.strip(), "title_en", _("A kind of effort needs a name."), _("In English too.")),
            (not _amount(self.euros), "euros", _("The euros an hour must be 0 or more."), _("Such as: 65.")),
            (not _amount(self.places), "places", _("The room places must be 0 or more."), _("0 when no room is used.")),
            (not self.euros_origin.strip(), "euros_origin", origin, advice),
            (not self.places_origin.strip(), "places_origin", origin, advice),
        )
        return [InputProblem(where, row, name, said, mend) for wrong, name, said, mend in faults if wrong]


@dataclass(frozen=True, slots=True)
class CurveFacts:
    """How many people hours reach; with a source, or with the thought behind the assumption."""

    steps: Sequence[Sequence[float]]
    source: str = ""
    thought: str = ""
    active: bool = True

    def problems(self, where: str, row: int | None, about: "CurveAbout") -> list[InputProblem]:
        """What cannot be, each with advice."""
        found = []
        try:
            Curve(about.theme, about.kind, tuple((float(upto), float(rate)) for upto, rate in self.steps))
        except InputError as error:
            names = about.names()
            told = [fault_words(fault, names) for fault in error.faults]
            found = [InputProblem(where, row, "steps", one.message, one.advice) for one in told]
        except (TypeError, ValueError):
            said, mend = _("A step is two numbers."), _("Hours up to, and people for each hour.")
            found = [InputProblem(where, row, "steps", said, mend)]
        if not self.source.strip() and not self.thought.strip():
            said, mend = _("Say where this reach comes from."), _("A source, or the thought behind your assumption.")
            found.append(InputProblem(where, row, "source", said, mend))
        return found


@dataclass(frozen=True, slots=True)
class CurveAbout:
    """Of which theme and kind, and in which wijk (empty: everywhere)."""

    theme: str
    kind: str
    district: str = ""

    def names(self) -> Names:
        """What theme and kind are called, to say what is wrong."""
        themes = {one.key: str(one.label) for one in Theme.objects.filter(key=self.theme)}
        kinds = {one.key: one.title for one in EffortKind.objects.filter(key=self.kind)}
        return Names(themes=themes, kinds=kinds)


def load_effort(*, by: Actor, path: Path = EFFORT) -> tuple[int, int]:
    """Put the national kinds and curves of the data file in the database; rows that are no longer in it go.

    Returns how many kinds and curves there are.
    """
    if not by.may("division.edit", NATIONAL):
        raise NotAllowed(_("You may not change the national kinds of effort."))
    kinds, curves = _read(path)
    with transaction.atomic():
        kept = [_put_kind(NATIONAL, facts, order).pk for order, facts in enumerate(kinds, start=1)]
        EffortKind.objects.filter(municipality_code=NATIONAL).exclude(pk__in=kept).delete()
        lines = [_put_curve(NATIONAL, about, facts).pk for about, facts in curves]
        ReachCurve.objects.filter(municipality_code=NATIONAL).exclude(pk__in=lines).delete()
        record(by, "effort.loaded")
    return len(kept), len(lines)


def set_kind(*, by: Actor, municipality: str, kind: EffortKind, facts: KindFacts) -> EffortKind:
    """Let a municipality count with its own cost of a kind in place of the national one."""
    _demand(by, municipality, kind.municipality_code)
    if problems := facts.problems(_("kind of effort"), None):
        raise BadInput(problems)
    with transaction.atomic():
        own = _put_kind(municipality, facts, kind.order)
        record(by, "effort_kind.changed", own, municipality=municipality)
    return own


def reset_kind(*, by: Actor, kind: EffortKind) -> None:
    """Back to the national kind: the municipality's own row goes."""
    _demand(by, kind.municipality_code, kind.municipality_code)
    if not EffortKind.objects.filter(municipality_code=NATIONAL, key=kind.key).exists():
        raise Refused(_("There is no national kind to go back to; switch your own off instead."))
    with transaction.atomic():
        record(by, "effort_kind.reset", kind, municipality=kind.municipality_code)
        kind.delete()


def set_curve(*, by: Actor, municipality: str, about: CurveAbout, facts: CurveFacts) -> ReachCurve:
    """Let a municipality count with its own reach of a kind for a theme, everywhere or in one wijk."""
    _demand(by, municipality, municipality)
    problems = facts.problems(_("reach"), None, about)
    if not Theme.objects.filter(key=about.theme).exists():
        said, mend = _("“%(key)s” is not known.") % {"key": about.theme}, _("Choose a theme of the list.")
        problems.append(InputProblem(_("reach"), None, "theme", said, mend))
    if about.district and not districts_of(municipality).filter(code=about.district).exists():
        said, mend = _("“%(key)s” is not known.") % {"key": about.district}, _("Choose a wijk of this municipality.")
        problems.append(InputProblem(_("reach"), None, "district", said, mend))
    if not EffortKind.objects.filter(municipality_code__in=[NATIONAL, municipality], key=about.kind).exists():
        said, mend = _("“%(key)s” is not known.") % {"key": about.kind}, _("Choose a kind of effort of the list.")
        problems.append(InputProblem(_("reach"), None, "kind", said, mend))
    if problems:
        raise BadInput(problems)
    with transaction.atomic():
        own = _put_curve(municipality, about, facts)
        record(by, "reach_curve.changed", own, municipality=municipality)
    return own


def reset_curve(*, by: Actor, curve: ReachCurve) -> None:
    """The municipality's own reach goes; where there is a national one, that counts again."""
    _demand(by, curve.municipality_code, curve.municipality_code)
    with transaction.atomic():
        record(by, "reach_curve.reset", curve, municipality=curve.municipality_code)
        curve.delete()


def _demand(by: Actor, municipality: str, owner: str) -> None:
    if not municipality or not by.may("division.edit", municipality) or owner not in (NATIONAL, municipality):
        raise NotAllowed(_("You may not change the kinds of effort of this municipality."))


def _amount(value: Any) -> bool:
    return isinstance(value, int | float) and 0 <= value <= HIGHEST


def _read(path: Path) -> tuple[list[KindFacts], list[tuple[CurveAbout, CurveFacts]]]:
    """The rows of the file, or all that is wrong with it."""
    advice = _("Compare it with the file that came with Wijkhart.")
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput([InputProblem(path.name, None, "", str(error), advice)]) from error
    kinds: list[KindFacts] = []
    curves: list[tuple[CurveAbout, CurveFacts]] = []
    problems: list[InputProblem] = []
    for number, row in enumerate(listed.get("kind", []), start=1):
        try:
            facts = KindFacts(**row)
            problems += facts.problems(path.name, number)
            kinds.append(facts)
        except TypeError as error:
            problems.append(InputProblem(path.name, number, "kind", str(error), advice))
    problems += _twice(path.name, "kind", [(one.key,) for one in kinds])
    known, themes = {one.key for one in kinds}, set(Theme.objects.values_list("key", flat=True))
    for number, row in enumerate(listed.get("curve", []), start=1):
        about = CurveAbout(str(row.pop("theme", "")), str(row.pop("kind", "")))
        try:
            line = CurveFacts(**row)
        except TypeError as error:
            problems.append(InputProblem(path.name, number, "curve", str(error), advice))
            continue
        problems += line.problems(path.name, number, about)
        for name, key, keys in (("theme", about.theme, themes), ("kind", about.kind, known)):
            if key not in keys:
                said = _("“%(key)s” is not known.") % {"key": key}
                problems.append(InputProblem(path.name, number, name, said, _("Load the themes first.")))
        curves.append((about, line))
    problems += _twice(path.name, "curve", [(about.theme, about.kind) for about, _line in curves])
    if problems:
        raise BadInput(problems)
    return kinds, curves


def _twice(where: str, field: str, keys: Sequence[tuple[str, ...]]) -> list[InputProblem]:
    """The rows that say again what an earlier row said."""
    message, advice = _("%(what)s stands there twice."), _("Remove one of the two.")
    return [
        InputProblem(where, row, field, message % {"what": ", ".join(key)}, advice)
        for row, key in enumerate(keys, start=1)
        if key in keys[: row - 1]
    ]


def _put_kind(municipality: str, facts: KindFacts, order: int) -> EffortKind:
    told = {name: value for name, value in asdict(facts).items() if name != "key"}
    return EffortKind.objects.update_or_create(
        municipality_code=municipality, key=facts.key, defaults={**told, "order": order}
    )[0]


def _put_curve(municipality: str, about: CurveAbout, facts: CurveFacts) -> ReachCurve:
    return ReachCurve.objects.update_or_create(
        municipality_code=municipality,
        district_code=about.district,
        theme_id=about.theme,
        kind=about.kind,
        defaults={**asdict(facts), "steps": [[float(upto), float(rate)] for upto, rate in facts.steps]},
    )[0]
