"""Target pictures: the start set, what a municipality makes of it, and what people measured."""

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.holding import Stale, demand
from wijkhart.agenda.models import AutomaticMeasure, TargetFinding, TargetPicture, TargetUnit
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused

START_SET: Final = Path(__file__).parent.parent / "data" / "targets.toml"


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What people say of a target: a day of its own, or so many months after the start of each wijk."""

    title: str
    measured_by: str
    text: str = ""
    number: int = 9
    automatic: str = ""
    unit: str = TargetUnit.YES_NO
    norm: float = 1
    months: int | None = None
    due: date | None = None
    owner: Organisation | None = None


def load_targets(*, by: Actor, municipality: str) -> list[TargetPicture]:
    """The eight of the founding vision for a municipality; those that stand there, changed or put away, are left."""
    demand(by, "target.edit", municipality)
    listed = tomllib.loads(START_SET.read_text(encoding="utf-8"))["target"]
    known = set(TargetPicture.objects.filter(municipality_code=municipality).values_list("key", flat=True))
    with transaction.atomic():
        made = [
            TargetPicture.objects.create(municipality_code=municipality, **row)
            for row in listed
            if row["key"] not in known
        ]
        if made:
            record(by, "targets.loaded", municipality=municipality)
    return made


def add_target(*, by: Actor, municipality: str, facts: TargetFacts) -> TargetPicture:
    """A target of the municipality's own."""
    demand(by, "target.edit", municipality)
    _refuse_bad(facts, municipality)
    with transaction.atomic():
        made = TargetPicture(municipality_code=municipality)
        _fill(made, facts)
        made.save(force_insert=True)
        record(by, "target.added", made, municipality=municipality)
    return made


def edit_target(*, by: Actor, target: TargetPicture, facts: TargetFacts, version: int) -> TargetPicture:
    """Change a target, unless somebody else did so since `version` was read."""
    with transaction.atomic():
        locked = _hold(by, target, "target.edit", version)
        _refuse_bad(facts, locked.municipality_code)
        _fill(locked, facts)
        _keep(by, locked, "target.changed")
    return locked


def set_target_active(*, by: Actor, target: TargetPicture, active: bool, version: int) -> TargetPicture:
    """Put a target away, or bring it back; what was measured stays."""
    with transaction.atomic():
        locked = _hold(by, target, "target.edit", version)
        locked.active = active
        _keep(by, locked, "target.resumed" if active else "target.put_away")
    return locked


def measure_target(
    *, by: Actor, target: TargetPicture, district: str, value: float, measured_on: date, says: str
) -> TargetFinding:
    """Write down what people measured for a target in one wijk, with the source; the newest counts."""
    with transaction.atomic():
        locked = _hold(by, target, "target.measure")
        if locked.automatic:
            raise Refused(_("Wijkhart measures this target by itself. Change how it is measured first."))
        if not Area.objects.current().districts().within(locked.municipality_code).filter(code=district).exists():
            raise Refused(_("This wijk does not lie in this municipality."), field="district")
        if measured_on > timezone.localdate():
            raise Refused(_("This day is still to come. Write it down once it is measured."), field="measured_on")
        if not says.strip():
            raise Refused(_("Say what was seen, and where that is written."), field="says")
        if fault := _wrong_value(locked.unit, value):
            raise Refused(fault, field="value")
        made = TargetFinding.objects.create(
            target=locked,
            district_code=district,
            value=value,
            measured_on=measured_on,
            says=says.strip(),
            actor_id=by.actor_id,
        )
        record(by, "target.measured", locked, municipality=locked.municipality_code)
    return made


def _hold(by: Actor, target: TargetPicture, right: str, version: int | None = None) -> TargetPicture:
    locked = TargetPicture.objects.select_for_update().get(pk=target.pk)
    demand(by, right, locked.municipality_code)
    if version is not None and locked.version != version:
        raise Stale(_("Somebody else changed this target meanwhile. Look at what it says now, and save again."))
    return locked


def _keep(by: Actor, target: TargetPicture, verb: str) -> None:
    target.version += 1
    target.save()
    record(by, verb, target, municipality=target.municipality_code)


def _fill(target: TargetPicture, facts: TargetFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(target, field.name, value.strip() if isinstance(value, str) else value)


def _wrong_value(unit: str, value: float) -> str:
    """Why a value does not fit its unit; empty when it does."""
    if unit == TargetUnit.YES_NO and value not in (0, 1):
        return _("Choose yes or no.")
    if unit == TargetUnit.PERCENT and not 0 <= value <= 100:
        return _("A percentage lies between 0 and 100.")
    return _("A number is 0 or more.") if value < 0 else ""


def _refuse_bad(facts: TargetFacts, municipality: str) -> None:
    both = facts.months is not None and facts.due is not None
    faults = (
        (not facts.title.strip(), "title", _("Give the target a title."), _("A few words are enough.")),
        (not facts.measured_by.strip(), "measured_by", _("Say how it is measured."), _("Everybody can read it.")),
        (facts.unit not in TargetUnit.values, "unit", _("Choose one of the list."), ""),
        (facts.automatic not in AutomaticMeasure.values, "automatic", _("Choose one of the list."), ""),
        (
            bool(_wrong_value(facts.unit, facts.norm)) or (facts.unit == TargetUnit.YES_NO and facts.norm != 1),
            "norm",
            _wrong_value(facts.unit, facts.norm) or _("The norm of yes or no is 1."),
            _("Choose another number."),
        ),
        (
            both or (facts.months is None and facts.due is None),
            "months",
            _("Choose one: months after the start of each wijk, or one day for all."),
            _("Empty the other."),
        ),
        (
            facts.months is not None and not 1 <= facts.months <= 240,
            "months",
            _("Choose from 1 to 240 months."),
            _("Five years is 60."),
        ),
        (
            facts.owner is not None and municipality not in facts.owner.codes,
            "owner",
            _("This organisation does not work in this municipality."),
            _("Choose one of the list."),
        ),
    )
    problems = [
        InputProblem(_("target picture"), None, field, message, advice)
        for wrong, field, message, advice in faults
        if wrong
    ]
    if problems:
        raise BadInput(problems)
