"""An offer as somebody tells it, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import InputProblem
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.directory.models import AimedAt, Availability, Exit, Function, LifeCycle, Reach, ServiceKind
from wijkhart.places.models import Place, Room
from wijkhart.themes.models import Line
from wijkhart.times.actions import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """All that is known about something offered; themes and target groups by their keys."""

    name: str
    provider: Organisation
    municipality_code: str
    themes: Sequence[str]
    target_groups: Sequence[str]
    description: str = ""
    kind: str = ServiceKind.ACTIVITY
    function: str = Function.MEETING
    line: int = Line.ZERO
    level: str = Reach.DISTRICT
    collective: bool = True
    aimed_at: str = AimedAt.GENERAL
    life_cycle: str = LifeCycle.RUNNING
    place: Place | None = None
    room: Room | None = None
    district_code: str = ""
    at_home: bool = False
    online: bool = False
    minimum_age: int | None = None
    maximum_age: int | None = None
    timetable: Timetable | None = None
    capacity: int | None = None
    price: Decimal | None = None
    sign_up: bool = False
    how_to_join: str = ""
    availability: str = Availability.UNKNOWN
    phone: str = ""
    email: str = ""
    website: str = ""
    languages: Sequence[str] = ()
    exit: str = Exit.NONE
    exit_on: date | None = None
    exit_note: str = ""
    supported_by: Organisation | None = None
    supported_until: date | None = None
    confirmed_at: date | None = None
    """For examples only: who enters a real offer confirms it today."""
    published: bool = True
    example: bool = False
    source: str = ""
    source_id: str = ""


def problems_of(offer: Offer) -> list[InputProblem]:
    """Everything that is wrong with an offer, all at once; the timetable is checked where it is made."""
    return [
        InputProblem(_("offer"), None, field, message, advice)
        for rules in (_wrong_numbers, _wrong_words, _wrong_texts, _wrong_place, _wrong_exit)
        for field, message, advice in rules(offer)
    ]


Wrong = Iterator[tuple[str, str, str]]


def _wrong_numbers(offer: Offer) -> Wrong:
    if offer.capacity is not None and offer.capacity < 1:
        advice = _("Fill in how many people fit in, 1 or more, or leave it empty when you do not know.")
        yield "capacity", _("The number of people cannot be less than 1."), advice
    if offer.price is not None and not 0 <= offer.price < 100_000:
        advice = _("Fill in 0 when it is free, or leave it empty when you do not know.")
        yield "price", _("The price cannot be below 0 or above 99,999.99 euro."), advice
    low, high = offer.minimum_age, offer.maximum_age
    if any(age is not None and not 0 <= age <= 120 for age in (low, high)):
        yield "minimum_age", _("An age lies between 0 and 120."), _("Fill in whole years, or leave it empty.")
    if low is not None and high is not None and high < low:
        yield "maximum_age", _("The highest age is below the lowest age."), _("Turn the two round.")


def _wrong_words(offer: Offer) -> Wrong:
    if not offer.name.strip() or len(offer.name) > 160:
        yield "name", _("The name is empty or too long."), _("Fill in a name of at most 160 letters.")
    for field, value, choices in (
        ("kind", offer.kind, ServiceKind),
        ("function", offer.function, Function),
        ("line", offer.line, Line),
        ("level", offer.level, Reach),
        ("aimed_at", offer.aimed_at, AimedAt),
        ("life_cycle", offer.life_cycle, LifeCycle),
        ("availability", offer.availability, Availability),
        ("exit", offer.exit, Exit),
    ):
        if value not in choices.values:
            known = ", ".join(str(choice) for choice in choices.values)
            message = _("“%(value)s” is not one of the choices.") % {"value": value}
            yield field, message, _("Choose one of: %(known)s.") % {"known": known}
    if any(len(code) != 2 or not code.islower() for code in offer.languages):
        yield "languages", _("This is not a language code."), _("Use two small letters, such as en or ar.")


def _wrong_texts(offer: Offer) -> Wrong:
    for field in ("name", "description", "how_to_join", "exit_note", "phone"):
        if wrong := wrong_in_text(getattr(offer, field)):
            yield field, *wrong
    for field, longest in (("description", 5000), ("how_to_join", 2000), ("exit_note", 300), ("phone", 20)):
        if len(getattr(offer, field)) > longest:
            message = _("This text is too long: at most %(number)d letters.") % {"number": longest}
            yield field, message, _("Make it shorter.")
    if offer.website and not offer.website.lower().startswith(("http://", "https://")):
        yield "website", _("This is not the address of a website."), _("Let it begin with https://.")


def _wrong_exit(offer: Offer) -> Wrong:
    """An agreement about the end says when, to whom or why; help after that has a name and a last day."""
    if offer.exit in (Exit.ENDED, Exit.INDEPENDENT, Exit.HANDED_OVER) and offer.exit_on is None:
        yield "exit_on", _("The agreement has no day."), _("Fill in from which day it holds.")
    if offer.exit in (Exit.HANDED_OVER, Exit.EXCEPTION) and not offer.exit_note.strip():
        advice = _("Say to whom it is handed over, or why line 1 stays.")
        yield "exit_note", _("The agreement does not say to whom, or why."), advice
    if offer.supported_by is not None and offer.supported_until is None:
        yield "supported_until", _("There is no last day of the help."), _("Fill in until when this help goes on.")
    if offer.supported_until is not None and offer.supported_by is None:
        yield "supported_by", _("It is not said who helps."), _("Choose who helps, or leave the last day empty.")


def _wrong_place(offer: Offer) -> Wrong:
    place = offer.place
    if not offer.provider.municipality_codes.count(f",{offer.municipality_code},"):
        advice = _("Add the municipality to the organisation first, or choose another provider.")
        yield "provider", _("This organisation does not work in this municipality."), advice
    if place is not None and place.municipality_code != offer.municipality_code:
        yield "place", _("This place is in another municipality."), _("Choose a place in the municipality itself.")
    if place is not None and offer.at_home:
        advice = _("Leave the place empty when you visit people at home.")
        yield "place", _("It cannot be at a place and at people's homes at once."), advice
    if offer.room is not None and (place is None or offer.room.place_id != place.pk):
        yield "room", _("This room is not in this place."), _("Choose a room of the place.")
    if offer.district_code and not offer.district_code.startswith("WK" + offer.municipality_code[2:]):
        yield "district_code", _("This wijk is in another municipality."), _("Choose a wijk of the municipality.")
