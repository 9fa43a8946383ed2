"""Handing an activity over to residents (M30): begun with a set of steps, finished when they go on by themselves."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.audit.actions import record
from wijkhart.coordination.actions.handover_holding import hold_handover
from wijkhart.coordination.handover_steps import first_steps
from wijkhart.coordination.models import Alliance, Handover, HandoverState, HandoverStep
from wijkhart.coordination.perms import may_finish_handover, may_start_handovers
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.directory.actions import change_service
from wijkhart.directory.facts import offer_of
from wijkhart.directory.models import Exit, Service, ServiceChange
from wijkhart.directory.perms import goes_live

LONGEST: Final = 300
FURTHEST: Final = relativedelta(years=3)
"""A handover that takes longer is no plan any more."""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """Who takes over, from which day, and who stands by after that until when."""

    due: date
    taker_name: str = ""
    taker: Organisation | None = None
    supported_by: Organisation | None = None
    supported_until: date | None = None
    alliance: Alliance | None = None

    @property
    def name(self) -> str:
        """The words of the taker; those of its entry when nothing was typed."""
        return (self.taker_name.strip() or (self.taker.name if self.taker else ""))[:120]


@dataclass(frozen=True, slots=True)
class Finished:
    """A handover that was finished, and what it changed in the entry (None: the entry said so already)."""

    handover: Handover
    change: ServiceChange | None


def start_handover(*, by: Actor, service: Service, facts: HandoverFacts, example: bool = False) -> Handover:
    """Begin to hand a general offer of line 1 over; one at a time, with the set of first steps."""
    municipality = service.municipality_code
    if not may_start_handovers(by, municipality):
        raise NotAllowed(_("You may not hand activities of this municipality over."))
    if not Service.objects.needing_exit().filter(pk=service.pk, published=True).exists():
        message = _("Only a general offer that a body of line 1 runs now can be handed over. Choose another offer.")
        raise Refused(message, field="service")
    _refuse_bad(facts, service, None)
    with transaction.atomic():
        made = _made(service, facts, example=example)
        days = first_steps(timezone.localdate(), facts.due)
        HandoverStep.objects.bulk_create(HandoverStep(handover=made, title=title, due=day) for title, day in days)
        record(by, "handover.started", made, municipality=municipality)
    return made


def change_handover(*, by: Actor, handover: Handover, facts: HandoverFacts, version: int) -> Handover:
    """Another taker, day or helper; unless somebody else changed it since `version`. Its steps keep their days."""
    with transaction.atomic():
        locked = hold_handover(by, handover, version)
        _refuse_bad(facts, locked.service, locked)
        for name, value in _values(facts).items():
            setattr(locked, name, value)
        locked.save()
        record(by, "handover.changed", locked, municipality=locked.municipality_code)
    return locked


def finish_handover(
    *, by: Actor, handover: Handover, version: int, outcome: str = "", on: date | None = None
) -> Finished:
    """Residents go on by themselves: the entry of the offer says so too, at once or after approval.

    Steps until the day that are not done ask for a reason; looking back comes later and may still be open.
    """
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("This day is still to come. Write it down once they go on by themselves."))
    with transaction.atomic():
        locked = hold_handover(by, handover, version)
        if not may_finish_handover(by, locked):
            raise NotAllowed(
                _("You may not change the entry of this offer. Ask its provider or a coordinator to finish.")
            )
        if not outcome.strip() and locked.steps.filter(done_on=None, due__lte=locked.due).exists():
            raise Refused(_("Not every step is done. Do that first, or say why it is not needed."), field="outcome")
        change = _agreed(by, locked, day)
        _settle(locked, HandoverState.DONE, outcome, day)
        record(by, "handover.finished", locked, municipality=locked.municipality_code)
    return Finished(locked, change)


def stop_handover(*, by: Actor, handover: Handover, version: int, outcome: str) -> Handover:
    """It does not go on: with the reason. The entry of the offer stays as it was."""
    with transaction.atomic():
        locked = hold_handover(by, handover, version)
        if not outcome.strip():
            raise Refused(_("Say why it stops. Colleagues will read it."), field="outcome")
        _settle(locked, HandoverState.STOPPED, outcome, timezone.localdate())
        record(by, "handover.stopped", locked, municipality=locked.municipality_code)
    return locked


def _made(service: Service, facts: HandoverFacts, *, example: bool) -> Handover:
    about = {"municipality_code": service.municipality_code, "service": service, "example": example}
    try:
        with transaction.atomic():
            return Handover.objects.create(**about, **_values(facts))
    except IntegrityError:
        message = _("This offer is being handed over already. Open that handover from the list.")
        raise Refused(message, field="service") from None


def _values(facts: HandoverFacts) -> dict[str, object]:
    names = ("due", "taker", "supported_by", "supported_until", "alliance")
    return {"taker_name": facts.name, **{name: getattr(facts, name) for name in names}}


def _settle(locked: Handover, state: str, outcome: str, day: date) -> None:
    if len(outcome.strip()) > LONGEST:
        raise Refused(_("This text is too long: at most %(number)d letters.") % {"number": LONGEST}, field="outcome")
    locked.state, locked.outcome, locked.settled_on = state, outcome.strip(), day
    locked.save()


def _agreed(by: Actor, handover: Handover, day: date) -> ServiceChange | None:
    """What the entry says from now on. A change that waits there already is not pushed aside."""
    service, helper = handover.service, handover.supported_by
    now = offer_of(service)
    wanted = replace(
        now,
        exit=Exit.HANDED_OVER,
        exit_on=day,
        exit_note=handover.taker_name,
        supported_by=helper,
        supported_until=handover.supported_until if helper else None,
    )
    if wanted == now:
        return None
    waiting = ServiceChange.objects.waiting().filter(service=service, verb="changed")
    if not goes_live(by, service.provider, service.municipality_code) and waiting.exists():
        raise Refused(_("A change of this entry waits for approval. Finish the handover once that is decided."))
    return change_service(by=by, service=service, offer=wanted, version=service.version)


def _refuse_bad(facts: HandoverFacts, service: Service, before: Handover | None) -> None:
    if problems := [*_wrong_people(facts, service), *_wrong_days(facts, before)]:
        raise BadInput(problems)


def _wrong_people(facts: HandoverFacts, service: Service) -> list[InputProblem]:
    code = service.municipality_code
    elsewhere = _("This organisation does not work in this municipality.")
    choose = _("Choose one of the list.")
    faults = (
        (
            not facts.name,
            "taker_name",
            _("It is not said who takes over."),
            _("Choose an organisation, or name the group in words."),
        ),
        (facts.taker is not None and code not in facts.taker.codes, "taker", elsewhere, choose),
        (
            facts.taker is not None and facts.taker.pk == service.provider_id,
            "taker",
            _("This organisation runs the offer now."),
            _("Choose who takes it over."),
        ),
        (facts.supported_by is not None and code not in facts.supported_by.codes, "supported_by", elsewhere, choose),
        (
            facts.alliance is not None and facts.alliance.municipality_code != code,
            "alliance",
            _("This alliance works in another municipality."),
            choose,
        ),
    )
    return _said(faults)


def _wrong_days(facts: HandoverFacts, before: Handover | None) -> list[InputProblem]:
    today, until = timezone.localdate(), facts.supported_until
    faults = (
        (
            facts.due <= today and (before is None or before.due != facts.due),
            "due",
            _("This day has passed, or is today."),
            _("Choose a day to come: steps need time."),
        ),
        (
            facts.due > today + FURTHEST,
            "due",
            _("This day is too far away."),
            _("Choose a day within three years."),
        ),
        (
            until is not None and until < facts.due,
            "supported_until",
            _("The help ends before they go on by themselves."),
            _("Choose a later day."),
        ),
        (
            facts.supported_by is not None and until is None,
            "supported_until",
            _("There is no last day of the help."),
            _("Fill in until when this help goes on."),
        ),
        (
            facts.supported_by is None and until is not None,
            "supported_by",
            _("It is not said who helps."),
            _("Choose who helps, or leave the last day empty."),
        ),
    )
    return _said(faults)


def _said(faults: tuple[tuple[bool, str, str, str], ...]) -> list[InputProblem]:
    return [
        InputProblem(_("handover"), None, field, message, advice) for wrong, field, message, advice in faults if wrong
    ]
