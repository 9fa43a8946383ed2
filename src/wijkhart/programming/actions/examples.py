"""An example week and a draft of the next one, for the demonstration. All is made up and marked so."""

from datetime import date, time, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.places.models import Place
from wijkhart.programming.actions.lines import add_line
from wijkhart.programming.actions.weeks import WeekFacts, publish_week, start_week
from wijkhart.programming.facts import LineFacts
from wijkhart.programming.models import LineState, WeekLine, WeekProgramme
from wijkhart.themes.models import TargetGroup, Theme


class Told(NamedTuple):
    """A made-up line. The maker is a number in the list of example organisations; 0 is the board."""

    weekday: int
    hours: str
    title: str
    room: str
    maker: int
    theme: str
    group: str
    about: str = ""


MAKERS: Final = ("language", "hobby_centre", "money_help")
"""The keys of the organisations in the example supply that make the lines of numbers 1 to 3."""
THIS_WEEK: Final = (
    Told(0, "10:00-12:00", "Koffie en krant", "Zaal 1", 0, "meeting", "everyone", "Kom binnen, de koffie staat klaar."),
    Told(1, "12:00-14:00", "Samen eten", "Eetzaal met keuken", 0, "meeting", "seniors", "Een warme maaltijd voor € 4."),
    Told(2, "13:30-15:30", "Taalcafé", "Zaal 2", 1, "language", "everyone", "Oefen Nederlands met buren."),
    Told(3, "19:00-21:00", "Naaiatelier", "Zaal 1", 2, "culture_sport", "everyone"),
    Told(4, "09:30-11:30", "Spreekuur geld en post", "Zaal 2", 3, "money", "everyone", "Neem uw brieven mee."),
    Told(5, "14:00-16:00", "Spelmiddag", "Grote zaal", 0, "meeting", "children"),
)
NEXT_WEEK: Final = (
    Told(0, "10:00-12:00", "Koffie en krant", "Zaal 1", 0, "meeting", "everyone"),
    Told(1, "12:00-14:00", "Samen eten", "Eetzaal met keuken", 0, "meeting", "seniors"),
)
WAITS: Final = Told(2, "13:30-15:30", "Taalcafé", "Zaal 2", 1, "language", "everyone", "Oefen Nederlands met buren.")


def load_example_weeks(*, by: Actor, municipality: str) -> list[WeekProgramme]:
    """A published week and a draft of the example place; what stands there already is left alone."""
    if not by.may("week_programme.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    place = Place.objects.filter(source="example", source_id=f"{municipality}-middelpunt").first()
    if place is None or WeekProgramme.objects.filter(place=place).exists():
        return []
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    with transaction.atomic():
        this = _week(by, place, monday, THIS_WEEK)
        following = _week(by, place, monday + timedelta(weeks=1), NEXT_WEEK)
        waiting = _line(by, following, WAITS, _makers(municipality, place))
        waiting.state = LineState.PROPOSED
        waiting.save()
        return [publish_week(by=by, programme=this), following]


def _week(by: Actor, place: Place, monday: date, lines: tuple[Told, ...]) -> WeekProgramme:
    facts = WeekFacts("Deze week in Het Middelpunt", "Loop gerust binnen. Bestuur en organisaties maken dit samen.")
    made = start_week(by=by, of=place, monday=monday, facts=facts, example=True)
    makers = _makers(place.municipality_code, place)
    for told in lines:
        _line(by, made, told, makers)
    return made


def _makers(municipality: str, place: Place) -> list[Organisation]:
    """The board, then three other example organisations: of language, of sewing and of money, where they are there."""
    rows = Organisation.objects.filter(example=True).working_in(municipality).exclude(kind="municipality")
    wanted = {f"{municipality}:{key}": number for number, key in enumerate(MAKERS)}
    found = [one for one in rows if one.pk != place.owner_id]
    others = sorted(found, key=lambda one: (wanted.get(one.source_id, len(wanted)), one.source != "demo", one.name))
    return [*([place.owner] if place.owner else []), *others[:3]]


def _line(by: Actor, programme: WeekProgramme, told: Told, makers: list[Organisation]) -> WeekLine:
    starts, ends = (time.fromisoformat(at) for at in told.hours.split("-"))
    place = programme.place
    facts = LineFacts(
        day=programme.monday + timedelta(days=told.weekday),
        starts=starts,
        ends=ends,
        title=told.title,
        about=told.about,
        organisation=makers[told.maker] if told.maker < len(makers) else None,
        group_name="" if told.maker < len(makers) else "Buren van de wijk",
        place=place,
        room=place.rooms.filter(name=told.room).first() if place else None,
        themes=tuple(Theme.objects.in_use().filter(pk=told.theme)),
        target_groups=tuple(TargetGroup.objects.in_use().filter(pk=told.group)),
    )
    return add_line(by=by, programme=programme, facts=facts)
