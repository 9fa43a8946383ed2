"""Proposing a line, changing it, and giving it the booking of its room."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.models import Booking, BookingState
from wijkhart.programming.actions.holding import hold_line
from wijkhart.programming.facts import LineFacts, wrong_in_line
from wijkhart.programming.models import LineState, WeekLine, WeekProgramme
from wijkhart.programming.perms import may_keep_programme, may_speak_for
from wijkhart.times.queries import part_of_slot


def add_line(*, by: Actor, programme: WeekProgramme, facts: LineFacts) -> WeekLine:
    """Put a line in the programme: agreed at once by who keeps it, else a proposal."""
    if not may_speak_for(by, programme, facts.organisation):
        raise NotAllowed(_("You may add lines of your own organisation only."))
    _check(facts, programme)
    keeper = may_keep_programme(by, programme)
    with transaction.atomic():
        state = LineState.AGREED if keeper else LineState.PROPOSED
        line = WeekLine(programme=programme, state=state, actor_id=by.actor_id)
        _fill(line, facts)
        record(by, "week_line.added" if keeper else "week_line.proposed", line, municipality=_code(line))
    return line


def edit_line(*, by: Actor, line: WeekLine, version: int, facts: LineFacts) -> WeekLine:
    """Change a line. What its maker changes is a proposal again; what the keeper changes stays as it stood."""
    with transaction.atomic():
        locked = hold_line(by, line, version)
        if not may_speak_for(by, locked.programme, facts.organisation):
            raise NotAllowed(_("You may add lines of your own organisation only."))
        if locked.state == LineState.WITHDRAWN:
            raise Refused(_("This line is withdrawn. Put it back first, then change it."))
        _check(facts, locked.programme)
        if not may_keep_programme(by, locked.programme):
            locked.state, locked.reason = LineState.PROPOSED, ""
        locked.version += 1
        _fill(locked, facts)
        record(by, "week_line.edited", locked, municipality=_code(locked))
    return locked


def attach_booking(*, by: Actor, line: WeekLine, booking: Booking) -> WeekLine:
    """Give a line the booking that was made for it; the room follows, and the hours must lie inside it."""
    with transaction.atomic():
        locked = hold_line(by, line)
        row = Booking.objects.visible_to(by).select_related("room").filter(pk=booking.pk).first()
        if row is None:
            raise NotAllowed(_("You may not see this booking."))
        if row.state != BookingState.ACCEPTED:
            raise Refused(_("This booking is not accepted. Wait for the answer of the manager."))
        begins, ends = locked.instants
        if not (row.starts_at <= begins and ends <= row.ends_at):
            raise Refused(_("The line does not fall within the hours of this booking. Change one of the two."))
        if locked.programme.place_id and row.room.place_id != locked.programme.place_id:
            raise Refused(_("This booking is at another place."))
        locked.booking, locked.room, locked.place = row, row.room, row.room.place
        locked.version += 1
        locked.save()
        record(by, "week_line.booked", locked, municipality=_code(locked))
    return locked


def _check(facts: LineFacts, programme: WeekProgramme) -> None:
    if problems := wrong_in_line(facts, programme):
        raise BadInput(problems)
    if programme.sunday < timezone.localdate():
        raise Refused(_("This week is over. Look at the programme of this week."))


def _fill(line: WeekLine, facts: LineFacts) -> None:
    line.part_of_day = part_of_slot(facts.starts, facts.ends)
    told: dict[str, Any] = {name: getattr(facts, name) for name in ("day", "starts", "ends", "organisation", "place")}
    told |= {"room": facts.room, "open_to_all": facts.open_to_all}
    told |= {name: getattr(facts, name).strip() for name in ("title", "about", "group_name")}
    moved = line.booking is not None and (line.room_id, line.day, line.starts, line.ends) != (
        facts.room.pk if facts.room else None,
        facts.day,
        facts.starts,
        facts.ends,
    )
    for name, value in told.items():
        setattr(line, name, value)
    if moved:
        line.booking = None
    line.save()
    line.themes.set(facts.themes)
    line.target_groups.set(facts.target_groups)


def _code(line: WeekLine) -> str:
    return line.programme.municipality_code
