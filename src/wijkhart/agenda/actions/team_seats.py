"""Seats at the table of a wijk team. A seat gives no right on anything: who sits there may see what they saw before.

Seats are never removed: one ends, so that everybody can read later who sat there and with which say.
"""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.holding import Stale
from wijkhart.agenda.actions.team_holding import hold_team, refuse_markup, refuse_names, refuse_odd_day, refuse_stranger
from wijkhart.agenda.models import TeamRole, TeamSeat, WijkTeam
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """For whom a seat is, in which role and with which say."""

    organisation: Organisation | None = None
    group: str = ""
    role: str = TeamRole.MEMBER
    authority: str = ""
    person: str = ""


def add_seat(*, by: Actor, team: WijkTeam, facts: SeatFacts, since: date, sure: bool = False) -> TeamSeat:
    """Give an organisation or group a seat from this day."""
    _check(facts, team.municipality_code, since, sure)
    with transaction.atomic():
        locked = hold_team(by, team)
        _refuse_twice(locked, facts)
        made = TeamSeat(team=locked, since=since)
        _fill(made, facts)
        made.save(force_insert=True)
        record(by, "seat.added", made, municipality=locked.municipality_code)
    return made


def change_seat(
    *, by: Actor, seat: TeamSeat, facts: SeatFacts, mark: str, from_day: date | None = None, sure: bool = False
) -> TeamSeat:
    """Put right what was written down wrong; or, with a day, say what holds from then: what was stays readable."""
    _check(facts, seat.team.municipality_code, from_day or seat.since, sure)
    with transaction.atomic():
        team, locked = _hold_seat(by, seat, mark)
        _refuse_twice(team, facts, but=locked)
        changed = TeamSeat(team=team, since=from_day) if from_day else locked
        if from_day:
            _refuse_before_its_start(locked, from_day)
            locked.until = from_day - timedelta(days=1)
            locked.save()
        _fill(changed, facts)
        changed.save()
        record(by, "seat.changed", changed, municipality=team.municipality_code)
    return changed


def end_seat(*, by: Actor, seat: TeamSeat, until: date, mark: str) -> TeamSeat:
    """Say what the last day of a seat is. The name of the person goes; the organisation and its role stay readable."""
    refuse_odd_day(until, "until")
    with transaction.atomic():
        team, locked = _hold_seat(by, seat, mark)
        if until < locked.since:
            raise Refused(_("The last day lies before the first. Choose a later day."), field="until")
        locked.until = until
        if until <= timezone.localdate():
            locked.person = ""
        locked.save()
        record(by, "seat.ended", locked, municipality=team.municipality_code)
    return locked


def mark_of_seat(seat: TeamSeat) -> str:
    """A short mark of what a seat says, to see whether somebody changed it since it was read."""
    said = (seat.organisation_id, seat.group, seat.role, seat.authority, seat.person, seat.since, seat.until)
    return hashlib.sha256(repr(tuple(str(one) for one in said)).encode()).hexdigest()[:16]


def _hold_seat(by: Actor, seat: TeamSeat, mark: str) -> tuple[WijkTeam, TeamSeat]:
    team = hold_team(by, seat.team)
    locked = TeamSeat.objects.select_for_update().get(pk=seat.pk)
    if mark_of_seat(locked) != mark:
        raise Stale(_("Somebody else changed this seat meanwhile. Look at what it says now, and save again."))
    if locked.until is not None and locked.until < timezone.localdate():
        raise Refused(_("This seat has ended and stays as it was. Add a new seat."))
    return team, locked


def _fill(seat: TeamSeat, facts: SeatFacts) -> None:
    for field in fields(facts):
        value = getattr(facts, field.name)
        setattr(seat, field.name, value.strip() if isinstance(value, str) else value)


def _check(facts: SeatFacts, municipality: str, since: date, sure: bool) -> None:
    faults = [
        (
            facts.organisation is None and not facts.group.strip(),
            "organisation",
            _("For whom is this seat?"),
            _("Choose an organisation, or name a group in words."),
        ),
        (
            facts.organisation is not None and bool(facts.group.strip()),
            "group",
            _("A seat is for an organisation or for a group, not for both."),
            _("Leave one of the two empty."),
        ),
        (facts.role not in TeamRole.values, "role", _("This is not a role of a team."), _("Choose one of the list.")),
    ]
    problems = [InputProblem(_("seat"), None, field, said, advice) for wrong, field, said, advice in faults if wrong]
    if problems:
        raise BadInput(problems)
    refuse_odd_day(since, "since")
    refuse_stranger(facts.organisation, municipality, "organisation")
    refuse_markup([("person", facts.person)])
    refuse_names([("group", facts.group), ("authority", facts.authority)], municipality, sure=sure)


def _refuse_twice(team: WijkTeam, facts: SeatFacts, but: TeamSeat | None = None) -> None:
    """One who sits there already in this role gets no second seat."""
    still = team.seats.filter(Q(until=None) | Q(until__gte=timezone.localdate()), role=facts.role)
    whom = Q(organisation=facts.organisation) if facts.organisation else Q(group__iexact=facts.group.strip())
    others = still.exclude(pk=but.pk) if but else still
    if others.filter(whom).exists():
        field = "organisation" if facts.organisation else "group"
        raise Refused(_("This one has a seat in this role already. Change that seat."), field=field)


def _refuse_before_its_start(seat: TeamSeat, from_day: date) -> None:
    if from_day <= seat.since:
        said = _("This day lies before the seat began. Leave it empty to put right what was written down wrong.")
        raise Refused(said, field="from_day")
