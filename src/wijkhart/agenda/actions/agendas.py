"""Starting an agenda, and taking it through its steps."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.holding import OPEN, demand, hold_agenda, refuse_future
from wijkhart.agenda.actions.weights import refuse_bad_weights
from wijkhart.agenda.models import Agenda, AgendaState, AgendaStep
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused

ORDER: Final = tuple(AgendaState)
"""The order of the founding example; one step at a time."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is written down with a step: its day, who was asked, and what came of it."""

    done_on: date
    asked: str = ""
    note: str = ""


def start_agenda(
    *, by: Actor, municipality: str, district: str, starts_on: date, ends_on: date, example: bool = False
) -> Agenda:
    """A new agenda for a wijk, or for the whole municipality, in a period that no other agenda of it touches."""
    demand(by, "agenda.edit", municipality)
    if ends_on <= starts_on:
        raise Refused(_("The last day must come after the first."), field="ends_on")
    with transaction.atomic():
        _hold_area(municipality, district)
        _refuse_overlap(municipality, district, starts_on, ends_on)
        made = Agenda.objects.create(
            municipality_code=municipality,
            district_code=district,
            starts_on=starts_on,
            ends_on=ends_on,
            example=example,
        )
        AgendaStep.objects.create(agenda=made, state=made.state, done_on=timezone.localdate())
        record(by, "agenda.started", made, municipality=municipality)
    return made


def take_step(*, by: Actor, agenda: Agenda, told: Told, version: int) -> Agenda:
    """The next step: presented, putting in order, or closed. Advice and adoption have actions of their own."""
    refuse_future(told.done_on)
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.edit", version)
        following = next_state(locked)
        if following in (None, AgendaState.ADVICE, AgendaState.ADOPTED):
            raise Refused(_("This step cannot be taken here."))
        if following == AgendaState.PRESENTED and not told.asked.strip():
            raise Refused(_("Say which providers were asked."), field="asked")
        if following == AgendaState.PRIORITISING and not locked.issues.standing().exists():
            raise Refused(_("There is no issue yet to put in order. Add one first."))
        enter(by, locked, AgendaState(str(following)), told)
    return locked


def step_back(*, by: Actor, agenda: Agenda, reason: str, version: int) -> Agenda:
    """One step back, for a reason that stays readable; back from what was adopted asks for the right to adopt."""
    if not reason.strip():
        raise Refused(_("Say why you go back. Others will read it."), field="reason")
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.edit", version)
        if locked.state in (AgendaState.ADOPTED, AgendaState.CLOSED):
            demand(by, "agenda.adopt", locked.municipality_code)
        place = ORDER.index(AgendaState(locked.state))
        if place == 0:
            raise Refused(_("This is the first step already."))
        earlier = ORDER[place - 1]
        if earlier in OPEN:
            locked.issues.update(position=None, advised_position=None, position_reason="")
        elif earlier == AgendaState.ADVICE:
            locked.issues.update(position=F("advised_position"), position_reason="")
        told = Told(timezone.localdate(), note=reason.strip())
        enter(by, locked, earlier, told, back=True)
    return locked


def set_weights(*, by: Actor, agenda: Agenda, weights: tuple[int, int, int], note: str, version: int) -> Agenda:
    """How heavily figures, professionals and residents count, in percents, with the reason; everybody can read it."""
    refuse_bad_weights(("weight_figures", "weight_professionals", "weight_residents"), weights, note)
    with transaction.atomic():
        locked = hold_agenda(by, agenda, "agenda.edit", version)
        if locked.state not in OPEN:
            raise Refused(_("The advice is fixed. Go a step back first, with a reason."))
        locked.weight_figures, locked.weight_professionals, locked.weight_residents = weights
        locked.weights_note, locked.version = note.strip(), locked.version + 1
        locked.save()
        record(by, "agenda.weighted", locked, municipality=locked.municipality_code)
    return locked


def next_state(agenda: Agenda) -> AgendaState | None:
    """The state after this one; None at the end."""
    place = ORDER.index(AgendaState(agenda.state)) + 1
    return ORDER[place] if place < len(ORDER) else None


def enter(by: Actor, locked: Agenda, state: AgendaState, told: Told, *, back: bool = False) -> None:
    """Put a locked agenda in this state and write the step down; inside the transaction of the action."""
    locked.state, locked.version = state, locked.version + 1
    locked.save()
    AgendaStep.objects.create(
        agenda=locked, state=state, done_on=told.done_on, asked=told.asked.strip(), note=told.note.strip(), back=back
    )
    record(by, "agenda.returned" if back else f"agenda.{VERBS[state]}", locked, municipality=locked.municipality_code)


VERBS: Final = {
    AgendaState.COLLECTING: "started",
    AgendaState.PRESENTED: "presented",
    AgendaState.PRIORITISING: "prioritised",
    AgendaState.ADVICE: "advised",
    AgendaState.ADOPTED: "adopted",
    AgendaState.CLOSED: "closed",
}


def _hold_area(municipality: str, district: str) -> None:
    """Lock the row of the area, so that two who start an agenda for it come one after the other."""
    found = Area.objects.select_for_update().current().filter(code=district or municipality)
    area = found.filter(municipality_code=municipality).first() if district else found.first()
    if area is None:
        raise Refused(_("This wijk does not lie in this municipality."), field="district")


def _refuse_overlap(municipality: str, district: str, starts_on: date, ends_on: date) -> None:
    same = Agenda.objects.filter(municipality_code=municipality, district_code=district)
    other = same.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if other is not None:
        message = _("There is an agenda of this area already from %(start)s to %(end)s. Choose another period.")
        told = {"start": f"{other.starts_on:%d-%m-%Y}", "end": f"{other.ends_on:%d-%m-%Y}"}
        raise Refused(message % told, field="starts_on")
