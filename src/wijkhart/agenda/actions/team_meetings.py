"""Meetings of a wijk team: planned, moved, cancelled with a reason, and written down afterwards."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.team_holding import hold_meeting, hold_team, refuse_markup, refuse_names, refuse_odd_day
from wijkhart.agenda.models import TeamMeeting, WijkTeam
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.formats import moment
from wijkhart.times.clock import AMSTERDAM, instant

LONGEST_MINUTES: Final = 8000


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """When and where the team meets, and about what; times as on the clock in the room."""

    day: date
    starts: time
    ends: time
    where: str
    about: str
    open_to_all: bool = False


def plan_meeting(*, by: Actor, team: WijkTeam, facts: MeetingFacts, sure: bool = False) -> TeamMeeting:
    """Put a meeting in the calendar; one that was held already may be written down too."""
    begin, end = _checked(facts, team.municipality_code, sure)
    with transaction.atomic():
        locked = hold_team(by, team)
        _refuse_overlap(locked, begin, end)
        made = TeamMeeting(team=locked)
        _fill(made, facts, begin, end)
        made.save(force_insert=True)
        record(by, "meeting.planned", made, municipality=locked.municipality_code)
    return made


def change_meeting(
    *, by: Actor, meeting: TeamMeeting, facts: MeetingFacts, version: int, sure: bool = False
) -> TeamMeeting:
    """Move a meeting, or say otherwise what it is about; who took the calendar sees the change there."""
    begin, end = _checked(facts, meeting.team.municipality_code, sure)
    with transaction.atomic():
        locked = hold_meeting(by, meeting, version)
        _refuse_cancelled(locked)
        if locked.minutes and facts.open_to_all and not locked.open_to_all:
            said = _("This meeting was held without residents and its minutes stay inside. It cannot be opened now.")
            raise Refused(said, field="open_to_all")
        _refuse_overlap(locked.team, begin, end, but=locked)
        _fill(locked, facts, begin, end)
        _kept(by, locked, "meeting.changed")
    return locked


def cancel_meeting(*, by: Actor, meeting: TeamMeeting, reason: str, version: int, sure: bool = False) -> TeamMeeting:
    """Say that a meeting does not go on, and why; it stays in the calendar as cancelled."""
    if not reason.strip():
        raise Refused(_("Say why. Whoever wanted to come will read it."), field="reason")
    refuse_names([("reason", reason)], meeting.team.municipality_code, sure=sure)
    with transaction.atomic():
        locked = hold_meeting(by, meeting, version)
        _refuse_cancelled(locked)
        if locked.minutes:
            raise Refused(_("This meeting has minutes: it was held. It cannot be cancelled any more."))
        locked.cancelled = reason.strip()
        _kept(by, locked, "meeting.cancelled")
    return locked


def write_minutes(*, by: Actor, meeting: TeamMeeting, minutes: str, version: int, sure: bool = False) -> TeamMeeting:
    """Keep what was said; refused when it seems to name a person, unless the writer is `sure` that it does not."""
    if len(minutes.strip()) > LONGEST_MINUTES:
        message = _("This text is too long: %(length)s signs. At most %(most)s fit.")
        told = {"length": len(minutes.strip()), "most": LONGEST_MINUTES}
        raise Refused(message % told, field="minutes")
    refuse_names([("minutes", minutes)], meeting.team.municipality_code, sure=sure)
    with transaction.atomic():
        locked = hold_meeting(by, meeting, version)
        _refuse_cancelled(locked)
        if locked.starts_at > timezone.now():
            raise Refused(_("This meeting is still to come. Write the minutes once it has begun."))
        locked.minutes = minutes.strip()
        _kept(by, locked, "meeting.minuted")
    return locked


def instants_of(facts: MeetingFacts) -> tuple[datetime, datetime]:
    """Begin and end as instants. An hour that the clock skips is refused; one that comes twice is the first of the
    two, as everywhere in `times`."""
    for field, at in (("starts", facts.starts), ("ends", facts.ends)):
        if _is_skipped(facts.day, at):
            said = _("This time does not exist: on this night the clock goes from 2.00 to 3.00. Choose another time.")
            raise Refused(said, field=field)
    begin, end = instant(facts.day, facts.starts), instant(facts.day, facts.ends)
    if facts.ends <= facts.starts or end <= begin:
        raise Refused(_("The end must come after the start, on the same day."), field="ends")
    return begin, end


def _is_skipped(day: date, at: time) -> bool:
    back = instant(day, at).astimezone(AMSTERDAM)
    return (back.hour, back.minute) != (at.hour, at.minute)


def _checked(facts: MeetingFacts, municipality: str, sure: bool) -> tuple[datetime, datetime]:
    refuse_odd_day(facts.day, "day")
    span = instants_of(facts)
    if not facts.where.strip():
        raise Refused(_("Say where the team meets."), field="where")
    if not facts.about.strip():
        raise Refused(_("Say what the meeting is about: one point on each line."), field="about")
    refuse_markup([("where", facts.where)])
    refuse_names([("about", facts.about)], municipality, sure=sure)
    return span


def _refuse_overlap(team: WijkTeam, begin: datetime, end: datetime, but: TeamMeeting | None = None) -> None:
    """A team sits at one table at a time; what was cancelled is in nobody's way."""
    same = team.meetings.filter(cancelled="", starts_at__lt=end, ends_at__gt=begin)
    other = (same.exclude(pk=but.pk) if but else same).first()
    if other is not None:
        said = _("The team meets already on %(when)s. Choose another time, or change that meeting.")
        raise Refused(said % {"when": moment(other.starts_at)}, field="starts")


def _refuse_cancelled(meeting: TeamMeeting) -> None:
    if meeting.cancelled:
        raise Refused(_("This meeting is cancelled and stays so in everybody's calendar. Plan a new one."))


def _fill(meeting: TeamMeeting, facts: MeetingFacts, begin: datetime, end: datetime) -> None:
    meeting.starts_at, meeting.ends_at, meeting.open_to_all = begin, end, facts.open_to_all
    meeting.where = facts.where.strip()
    meeting.about = "\n".join(line.strip() for line in facts.about.splitlines() if line.strip())


def _kept(by: Actor, locked: TeamMeeting, verb: str) -> None:
    locked.version += 1
    locked.save()
    record(by, verb, locked, municipality=locked.team.municipality_code)
