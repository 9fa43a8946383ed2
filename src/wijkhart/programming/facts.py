"""What people tell of a line, and what is wrong with it before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import InputProblem
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Place, Room
from wijkhart.programming.models import WeekProgramme
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.clock import clock_change

LONGEST: Final = {"title": 160, "about": 600, "group_name": 120}
Wrong = Iterator[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class LineFacts:
    """One line as somebody tells it."""

    day: date
    starts: time
    ends: time
    title: str
    about: str = ""
    organisation: Organisation | None = None
    group_name: str = ""
    place: Place | None = None
    room: Room | None = None
    themes: tuple[Theme, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    open_to_all: bool = True


def wrong_in_line(facts: LineFacts, programme: WeekProgramme) -> list[InputProblem]:
    """Everything that is wrong, each with its field and what to do."""
    found = [
        *_wrong_words(facts),
        *_wrong_when(facts, programme),
        *_wrong_maker(facts),
        *_wrong_where(facts, programme),
    ]
    return [InputProblem(_("line"), None, field, message, advice) for field, message, advice in found]


def _wrong_words(facts: LineFacts) -> Wrong:
    if not facts.title.strip():
        yield "title", _("Say what there is to do."), _("Such as: eating together.")
    for field, most in LONGEST.items():
        text = getattr(facts, field)
        if len(text) > most:
            yield field, _("This text is too long."), _("At most %(most)s signs fit.") % {"most": most}
        if wrong := wrong_in_text(text):
            yield field, *wrong


def _wrong_when(facts: LineFacts, programme: WeekProgramme) -> Wrong:
    if facts.day not in programme.days:
        yield "day", _("This day is not in the week of the programme."), _("Choose a day of this week.")
    if facts.ends <= facts.starts:
        yield "ends", _("The end is not later than the beginning."), _("Choose a later hour on the same day.")
    for field, at in (("starts", facts.starts), ("ends", facts.ends)):
        if clock_change(facts.day, at) == "missing":
            yield field, _("This hour does not exist: the clock goes forward then."), _("Choose another hour.")


def _wrong_maker(facts: LineFacts) -> Wrong:
    group = facts.group_name.strip()
    if facts.organisation is None and not group:
        yield "organisation", _("Say who makes it."), _("Choose an organisation, or write the name of a group.")
    if facts.organisation is not None and group:
        yield "group_name", _("A line has one maker."), _("Choose an organisation or write a group, not both.")
    if "@" in group:
        yield "group_name", _("This is a mail address."), _("Write the name of the group, never that of a person.")


def _wrong_where(facts: LineFacts, programme: WeekProgramme) -> Wrong:
    place = facts.place
    if programme.place_id and (place is None or place.pk != programme.place_id):
        yield "place", _("This programme is of one place."), _("Choose that place.")
    if place is not None and programme.district_code and place.district_code != programme.district_code:
        yield "place", _("This place is not in the wijk of the programme."), _("Choose a place in this wijk.")
    if facts.room is not None and (place is None or facts.room.place_id != place.pk):
        yield "room", _("This room is not at that place."), _("Choose a room of the place, or leave it empty.")
