"""Taking over the lines of last week."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.programming.actions.holding import hold_week
from wijkhart.programming.models import LineState, WeekLine, WeekProgramme

WEEK = timedelta(weeks=1)


def copy_last_week(*, by: Actor, programme: WeekProgramme) -> list[WeekLine]:
    """The agreed lines of last week that were made by hand, once each.

    Those of one's own organisation and of groups are agreed; those of others are proposals, until somebody has asked.
    """
    with transaction.atomic():
        locked = hold_week(by, programme)
        before = WeekProgramme.objects.filter(
            place=locked.place, district_code=locked.district_code, monday=locked.monday - WEEK
        ).first()
        if before is None:
            raise Refused(_("There is no programme of the week before this one."))
        there = {(line.day, line.starts, line.title) for line in locked.lines.all()}
        lines = before.lines.filter(state=LineState.AGREED, service=None, booking=None)
        made = [_copied(by, locked, line) for line in lines if (line.day + WEEK, line.starts, line.title) not in there]
        if made:
            record(by, "week_programme.copied", locked, municipality=locked.municipality_code)
    return made


def _copied(by: Actor, programme: WeekProgramme, line: WeekLine) -> WeekLine:
    others = line.organisation_id is not None and line.organisation_id not in by.organisation_ids
    names = ("starts", "ends", "part_of_day", "title", "about", "organisation_id", "group_name", "place_id", "room_id")
    made = WeekLine.objects.create(
        programme=programme,
        day=line.day + WEEK,
        state=LineState.PROPOSED if others else LineState.AGREED,
        open_to_all=line.open_to_all,
        actor_id=by.actor_id,
        **{name: getattr(line, name) for name in names},
    )
    made.themes.set(line.themes.all())
    made.target_groups.set(line.target_groups.all())
    return made
