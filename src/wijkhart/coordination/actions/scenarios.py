"""Keeping a what-if, naming it, computing it again, and taking it away."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart import __version__
from wijkhart.audit.actions import record
from wijkhart.coordination.changes import Asked, asked_of, stored
from wijkhart.coordination.models import Scenario
from wijkhart.coordination.queries.changing import Step, stage_of, steps_of
from wijkhart.coordination.queries.problem import coverage_problem
from wijkhart.coordination.queries.what_if import outcome_of
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused

NAME_LENGTH: Final = 120
NOTE_LENGTH: Final = 2_000


def keep_scenario(*, by: Actor, municipality: str, name: str, note: str, changes: Sequence[Asked]) -> Scenario:
    """Compute these changes and keep them under a name, with the recipe."""
    _demand(by, municipality)
    told = _told(name, note)
    scenario = Scenario(
        municipality_code=municipality, actor_id=by.actor_id, **told, **_computed(municipality, changes)
    )
    with _name_once(), transaction.atomic():
        scenario.save(force_insert=True)
        record(by, "scenario.kept", scenario, municipality=municipality)
    return scenario


def update_scenario(*, by: Actor, scenario: Scenario, version: int, name: str, note: str) -> Scenario:
    """Another name or note, unless somebody else changed it since this version was read."""
    told = _told(name, note)
    with _name_once(), transaction.atomic():
        return _changed(by, _locked(by, scenario, version), "scenario.changed", told)


def recompute_scenario(*, by: Actor, scenario: Scenario, version: int) -> Scenario:
    """The same changes on the need and supply of now; refused when one of them cannot be made any more."""
    _demand(by, scenario.municipality_code)
    fresh = _computed(scenario.municipality_code, list(asked_of(scenario.changes)))
    with transaction.atomic():
        return _changed(by, _locked(by, scenario, version), "scenario.recomputed", fresh)


def remove_scenario(*, by: Actor, scenario: Scenario) -> None:
    """Take it away; what is offered and the white spots stay as they are."""
    with transaction.atomic():
        locked = _locked(by, scenario)
        record(by, "scenario.removed", locked, municipality=locked.municipality_code)
        locked.delete()


def _computed(municipality: str, changes: Sequence[Asked]) -> dict[str, Any]:
    """The changes and what they do, with the recipe. Reads and computes; runs before the transaction."""
    inputs = coverage_problem(municipality)
    steps = steps_of(stage_of(inputs), changes)
    _must_be_makeable(steps)
    return {
        "changes": [stored(step.asked, step.facts) for step in steps],
        "result": outcome_of(inputs, steps).to_json() | {"example_supply": inputs.example_supply},
        "digest": inputs.digest,
        "software": __version__,
        "computed_at": timezone.now(),
    }


def _must_be_makeable(steps: Sequence[Step]) -> None:
    if not steps:
        raise Refused(_("There is no change to keep. Choose first what you want to change."))
    wrong = [step for step in steps if step.problem]
    if wrong:
        reasons = " ".join(step.problem for step in wrong)
        raise Refused(_("Not every change can be made: %(reasons)s Remove what cannot be made.") % {"reasons": reasons})


def _told(name: str, note: str) -> dict[str, str]:
    """Name and note, or all that is wrong with them."""
    name, note = " ".join(name.split()), note.strip()
    faults = (
        (not name, "name", _("A scenario needs a name."), _("Such as: close Het Middelpunt.")),
        (len(name) > NAME_LENGTH, "name", _("The name is too long."), _("At most 120 characters.")),
        (len(note) > NOTE_LENGTH, "note", _("The note is too long."), _("At most 2,000 characters.")),
    )
    problems = [
        InputProblem(_("scenario"), None, field, said, advice) for wrong, field, said, advice in faults if wrong
    ]
    if problems:
        raise BadInput(problems)
    return {"name": name, "note": note}


@contextmanager
def _name_once() -> Iterator[None]:
    """Says in words that the name is taken, when the database says so."""
    try:
        yield
    except IntegrityError as error:
        message = _("There is a scenario with this name already. Choose another name.")
        raise Refused(message, field="name") from error


def _locked(by: Actor, scenario: Scenario, version: int | None = None) -> Scenario:
    row = Scenario.objects.select_for_update().filter(pk=scenario.pk).first()
    if row is None:
        raise Refused(_("This scenario was removed meanwhile."))
    _demand(by, row.municipality_code)
    if version is not None and row.version != version:
        raise Refused(_("Somebody else changed this scenario meanwhile. Look at what it says now, and try again."))
    return row


def _changed(by: Actor, scenario: Scenario, verb: str, values: dict[str, Any]) -> Scenario:
    for name, value in values.items():
        setattr(scenario, name, value)
    scenario.version += 1
    scenario.save()
    record(by, verb, scenario, municipality=scenario.municipality_code)
    return scenario


def _demand(by: Actor, municipality: str) -> None:
    if not by.may("scenario.edit", municipality):
        raise NotAllowed(_("You may not keep or change scenarios in this municipality."))
