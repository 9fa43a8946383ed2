"""Loading the national norms, and a municipality's own."""

import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.areas.models import Measure
from wijkhart.audit.actions import record
from wijkhart.coordination.models import CoverageNorm
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import PartOfDay

NORMS: Final = Path(__file__).parent.parent / "data" / "norms.toml"


@dataclass(frozen=True, slots=True)
class NormFacts:
    """What a norm says; every value with its origin."""

    share: float
    share_origin: str
    weekly_places: float
    weekly_places_origin: str
    reach: int
    reach_origin: str
    parts_of_day: list[str]
    parts_of_day_origin: str
    active: bool = True

    def problems(self, where: str, row: int | None) -> list[InputProblem]:
        """What cannot be, each with advice."""
        faults = (
            (not 0 <= self.share <= 1, "share", _("The share must lie between 0 and 1."), _("Write 25 % as 0.25.")),
            (
                not 0 < self.weekly_places <= 21,
                "weekly_places",
                _("The places a week must be above 0 and at most 21."),
                _("Write once a month as 0.25."),
            ),
            (
                not 0 < self.reach <= 50_000,
                "reach",
                _("The reach must be above 0 and at most 50,000 metres."),
                _("Write 800 for ten to fifteen minutes on foot."),
            ),
            (
                not self.parts_of_day or not set(self.parts_of_day) <= set(PartOfDay.values),
                "parts_of_day",
                _("Choose one or more parts of the day."),
                _("Morning, afternoon or evening."),
            ),
        )
        found = [InputProblem(where, row, field, message, advice) for wrong, field, message, advice in faults if wrong]
        return found + [
            InputProblem(
                where, row, name, _("Say where this value comes from."), _("A source, or your thought behind it.")
            )
            for name in ("share_origin", "weekly_places_origin", "reach_origin", "parts_of_day_origin")
            if not getattr(self, name).strip()
        ]


def load_norms(*, by: Actor, path: Path = NORMS) -> list[CoverageNorm]:
    """Put the national norms of the data file in the database; rows that are no longer in it go."""
    if not by.may("norm.edit", NATIONAL):
        raise NotAllowed(_("You may not change the national norms."))
    rows = _read(path)
    with transaction.atomic():
        kept = [_put(NATIONAL, row, facts) for row, facts in rows]
        gone = CoverageNorm.objects.filter(municipality_code=NATIONAL).exclude(pk__in=[norm.pk for norm in kept])
        gone.delete()
        record(by, "norm.loaded")
    return kept


def _read(path: Path) -> list[tuple[dict[str, Any], NormFacts]]:
    """The rows of a norms file, or all that is wrong with it."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("norm", [])
    except (OSError, ValueError) as error:
        raise BadInput(
            [InputProblem(path.name, None, "", str(error), _("Compare it with the file that came with Wijkhart."))]
        ) from error
    rows, problems = [], []
    for number, row in enumerate(listed, start=1):
        about = {name: row.pop(name, "") for name in ("theme", "target_group", "measure")}
        try:
            facts = NormFacts(**row)
        except TypeError as error:
            advice = _("Compare it with the file that came with Wijkhart.")
            problems.append(InputProblem(path.name, number, "", str(error), advice))
            continue
        problems += [*facts.problems(path.name, number), *_unknown_words(path.name, number, about)]
        rows.append((about, facts))
    if problems:
        raise BadInput(problems)
    return rows


def _unknown_words(where: str, row: int, about: dict[str, Any]) -> list[InputProblem]:
    kinds = {"theme": Theme, "target_group": TargetGroup, "measure": Measure}
    return [
        InputProblem(where, row, name, _("“%(key)s” is not known.") % {"key": key}, _("Load themes and figures first."))
        for name, key in about.items()
        if (key or name != "measure") and not kinds[name]._default_manager.filter(key=key).exists()
    ]


def set_norm(*, by: Actor, municipality: str, norm: CoverageNorm, facts: NormFacts) -> CoverageNorm:
    """Let a municipality count with its own values in place of the national ones of `norm`."""
    if not municipality or not by.may("norm.edit", municipality):
        raise NotAllowed(_("You may not change the norms of this municipality."))
    if norm.municipality_code not in (NATIONAL, municipality):
        raise NotAllowed(_("This norm belongs to another municipality."))
    problems = facts.problems(_("norm"), None)
    if problems:
        raise BadInput(problems)
    about = {"theme": norm.theme_id, "target_group": norm.target_group_id, "measure": norm.measure_id or ""}
    with transaction.atomic():
        own = _put(municipality, about, facts)
        record(by, "norm.changed", own, municipality=municipality)
    return own


def reset_norm(*, by: Actor, norm: CoverageNorm) -> CoverageNorm:
    """Back to the national norm: the municipality's own row goes; the national one is returned."""
    if not norm.municipality_code or not by.may("norm.edit", norm.municipality_code):
        raise NotAllowed(_("You may not change the norms of this municipality."))
    national = CoverageNorm.objects.filter(
        municipality_code=NATIONAL, theme_id=norm.theme_id, target_group_id=norm.target_group_id
    ).first()
    if national is None:
        raise Refused(_("There is no national norm for this theme and group; switch your own norm off instead."))
    with transaction.atomic():
        record(by, "norm.reset", norm, municipality=norm.municipality_code)
        norm.delete()
    return national


def _put(municipality: str, about: dict[str, Any], facts: NormFacts) -> CoverageNorm:
    return CoverageNorm.objects.update_or_create(
        municipality_code=municipality,
        theme_id=about["theme"],
        target_group_id=about["target_group"],
        defaults={"measure_id": about["measure"] or None, **asdict(facts)},
    )[0]
