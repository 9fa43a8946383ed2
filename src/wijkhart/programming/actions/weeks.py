"""Starting, changing and publishing the programme of a week."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Place
from wijkhart.programming.actions.filling import fill_week
from wijkhart.programming.actions.holding import hold_week
from wijkhart.programming.models import LineState, WeekProgramme, WeekState
from wijkhart.programming.perms import may_keep_week

AHEAD: Final = timedelta(days=370)
BACK: Final = timedelta(days=35)


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """What a programme says of itself."""

    title: str
    intro: str = ""


def start_week(*, by: Actor, of: Place | Area, monday: date, facts: WeekFacts, example: bool = False) -> WeekProgramme:
    """A programme for one week of a place or a wijk, filled with what is known already."""
    place = of if isinstance(of, Place) else None
    if not may_keep_week(by, of.municipality_code, place):
        raise NotAllowed(_("You may not make the week programme of this place or wijk."))
    _check(facts)
    _check_monday(monday)
    district = "" if isinstance(of, Place) else of.code
    about = {"municipality_code": of.municipality_code, "place": place, "district_code": district, "monday": monday}
    told = {"title": facts.title.strip(), "intro": facts.intro.strip(), "actor_id": by.actor_id, "example": example}
    try:
        with transaction.atomic():
            made = WeekProgramme.objects.create(**about, **told)
            record(by, "week_programme.started", made, municipality=of.municipality_code)
            fill_week(by=by, programme=made)
    except IntegrityError as error:
        raise Refused(_("There is a programme of this week already. Open that one."), field="monday") from error
    return made


def edit_week(*, by: Actor, programme: WeekProgramme, version: int, facts: WeekFacts) -> WeekProgramme:
    """Change the title and the words above it."""
    _check(facts)
    with transaction.atomic():
        locked = hold_week(by, programme, version)
        locked.title, locked.intro = facts.title.strip(), facts.intro.strip()
        return _changed(by, locked, "week_programme.edited")


def publish_week(*, by: Actor, programme: WeekProgramme) -> WeekProgramme:
    """Show it to everybody: the lines that are agreed; proposals stay inside."""
    with transaction.atomic():
        locked = hold_week(by, programme)
        if locked.place is not None and not locked.place.published:
            raise Refused(_("The place itself is not published yet. Publish the place first."))
        if not locked.lines.filter(state=LineState.AGREED).exists():
            raise Refused(_("Nothing is agreed yet. Agree at least one line, then publish."))
        locked.state, locked.published_at = WeekState.PUBLISHED, timezone.now()
        return _changed(by, locked, "week_programme.published")


def unpublish_week(*, by: Actor, programme: WeekProgramme) -> WeekProgramme:
    """Take it back from the public; nothing in it is lost."""
    with transaction.atomic():
        locked = hold_week(by, programme)
        locked.state = WeekState.DRAFT
        return _changed(by, locked, "week_programme.hidden")


def _changed(by: Actor, programme: WeekProgramme, verb: str) -> WeekProgramme:
    programme.version += 1
    programme.save()
    record(by, verb, programme, municipality=programme.municipality_code)
    return programme


def _check(facts: WeekFacts) -> None:
    if not facts.title.strip():
        raise Refused(_("Give the programme a title."), field="title")
    for field, text, most in (("title", facts.title, 120), ("intro", facts.intro, 1000)):
        if len(text) > most:
            raise Refused(_("At most %(most)s signs fit.") % {"most": most}, field=field)
        if wrong := wrong_in_text(text):
            raise Refused(" ".join(wrong), field=field)


def _check_monday(monday: date) -> None:
    if monday.weekday():
        raise Refused(_("A week starts on a Monday. Choose the Monday of the week."), field="monday")
    if not -BACK <= monday - timezone.localdate() <= AHEAD:
        raise Refused(_("Choose a week of the coming year."), field="monday")
