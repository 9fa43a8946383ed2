"""A place and a room as somebody tells them, and what is wrong with them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area, Level, Postcode
from wijkhart.areas.queries.space import GAP, areas_at
from wijkhart.areas.rd import to_rd
from wijkhart.core.errors import InputProblem
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.models import Access, BookingMode, Equipment, Layout, PlaceKind, Room, StepFree
from wijkhart.places.polling_file import EUROPE, GRID

PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,18}")
POSTCODE = re.compile(r"[1-9]\d{3}([A-Z]{2})?")
Wrong = Iterator[tuple[str, str, str]]
QUARTER: Final = 15
MOST_MINUTES: Final = 240
"""Of set-up or clear-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """What a person says about a place."""

    name: str
    kind: str = PlaceKind.OTHER
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    x: float | None = None
    y: float | None = None
    step_free: str = StepFree.UNKNOWN
    access_note: str = ""
    concept: str = ""
    floor_area: int | None = None
    owner: Organisation | None = None
    manager: Organisation | None = None
    """Who runs it, when that is not the owner."""
    phone: str = ""
    email: str = ""
    """Of the manager; public, and new requests go there."""
    agreed: bool = False
    published: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """What a person says about a room."""

    name: str
    floor_area: int | None = None
    floor_area_in_use: int | None = None
    seats: int | None = None
    step_free: str = StepFree.UNKNOWN
    functions: tuple[str, ...] = ()
    layouts: Mapping[str, int] = field(default_factory=dict)
    equipment: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    setup_minutes: int = 0
    cleanup_minutes: int = 0
    booking_mode: str = BookingMode.NONE
    shared: bool = False
    house_rules: str = ""
    price_note: str = ""
    entry_note: str = ""
    parts: tuple[Room, ...] = ()
    """The smaller rooms of which a hall is made."""


def wrong_in_place(facts: PlaceFacts, municipality: str) -> list[InputProblem]:
    """Everything that is wrong with a place, all at once."""
    found = [
        *_wrong_words(facts),
        *_wrong_texts(facts),
        *_wrong_postcode(facts, municipality),
        *_wrong_point(facts, municipality),
        *_wrong_owner(facts, municipality),
        *_wrong_contact(facts, municipality),
    ]
    return [InputProblem(_("place"), None, name, message, advice) for name, message, advice in found]


def _wrong_words(facts: PlaceFacts) -> Wrong:
    if not facts.name.strip() or len(facts.name) > 160:
        yield "name", _("The name is empty or too long."), _("Fill in a name of at most 160 letters.")
    if facts.kind not in PlaceKind.values:
        yield "kind", _("This is not one of the kinds."), _("Choose from the list.")
    if facts.step_free not in StepFree.values:
        yield "step_free", _("This is not one of the answers."), _("Choose yes, no or unknown.")
    if facts.postcode and not POSTCODE.fullmatch(facts.postcode):
        yield "postcode", _("This is not a postcode."), _("Fill in four digits and two letters, such as 3812 AB.")
    if facts.floor_area is not None and facts.floor_area < 1:
        yield "floor_area", _("The floor area cannot be less than 1 m²."), _("Leave it empty when you do not know.")


def _wrong_texts(facts: PlaceFacts) -> Wrong:
    for name in ("name", "street", "house_number", "town", "access_note", "concept"):
        if wrong := wrong_in_text(getattr(facts, name)):
            yield name, *wrong


def _wrong_postcode(facts: PlaceFacts, municipality: str) -> Wrong:
    """A postcode that does not exist; only where the postcodes of the municipality are known."""
    digits = facts.postcode[:4]
    if not POSTCODE.fullmatch(facts.postcode) or not Postcode.objects.filter(municipality_code=municipality).exists():
        return
    if not Postcode.objects.filter(digits=digits).exists():
        message = _("Postcode %(digits)s does not exist here.") % {"digits": digits}
        yield "postcode", message, _("Look it up once more, or leave it empty when you are not sure.")


def _wrong_point(facts: PlaceFacts, municipality: str) -> Wrong:
    if (facts.x is None) != (facts.y is None):
        yield "x", _("Only one of X and Y is filled in."), _("Fill in both, or neither.")
    elif facts.x is not None and facts.y is not None:
        if _on_grid(facts.x, facts.y):
            yield from _wrong_spot(facts.x, facts.y, municipality)
        else:
            yield "x", *_off_grid(facts.x, facts.y)


def _off_grid(x: float, y: float) -> tuple[str, str]:
    """What somebody most likely did."""
    if _on_grid(y, x):
        return _("X and Y are swapped."), _("X lies between 0 and 300000, Y between 300000 and 630000.")
    if degrees := next((pair for pair in ((x, y), (y, x)) if _in_europe(*pair)), None):
        across, up = to_rd(degrees[1], degrees[0])
        facts = {"x": round(float(across)), "y": round(float(up))}
        return _("These look like degrees, not RD metres."), _("In metres this is X %(x)d and Y %(y)d.") % facts
    advice = _("X lies between 0 and 300000, Y between 300000 and 630000.")
    return _("This point lies in the sea or outside the country."), advice


def _in_europe(latitude: float, longitude: float) -> bool:
    (south, north), (west, east) = EUROPE
    return south <= latitude <= north and west <= longitude <= east


def _wrong_spot(x: float, y: float, municipality: str) -> Wrong:
    """A point outside the municipality; only where its border is known."""
    own = Area.objects.current().municipalities().filter(code=municipality).exclude(border=None).first()
    if own is None:
        return
    found = areas_at([(x, y)], Level.MUNICIPALITY, gap=GAP)[0]
    if found == own.code:
        return
    advice = _("Check X and Y, or leave both empty: then we take the middle of the postcode area.")
    other = Area.objects.current().filter(code=found).first() if found else None
    if other is not None:
        yield "x", _("This point lies in %(name)s, not in %(own)s.") % {"name": other.name, "own": own.name}, advice
    else:
        message = _("This point lies in the sea, outside the country, or at least not in %(name)s.")
        yield "x", message % {"name": own.name}, advice


def _on_grid(x: float, y: float) -> bool:
    return GRID[0][0] <= x <= GRID[0][1] and GRID[1][0] <= y <= GRID[1][1]


def _wrong_owner(facts: PlaceFacts, municipality: str) -> Wrong:
    if facts.owner is not None and f",{municipality}," not in facts.owner.municipality_codes:
        advice = _("Add the municipality to the organisation first, or choose another owner.")
        yield "owner", _("This organisation does not work in this municipality."), advice
    if facts.agreed and facts.owner is None:
        advice = _("Choose the owner who takes part, or say that it is not agreed yet.")
        yield "owner", _("An agreed place has an owner."), advice


def _wrong_contact(facts: PlaceFacts, municipality: str) -> Wrong:
    if facts.manager is not None and f",{municipality}," not in facts.manager.municipality_codes:
        advice = _("Add the municipality to the organisation first, or choose another manager.")
        yield "manager", _("This organisation does not work in this municipality."), advice
    if facts.phone and not PHONE.fullmatch(facts.phone):
        yield "phone", _("This is not a phone number."), _("Fill in digits, such as 033 123 45 67.")
    if facts.email:
        try:
            validate_email(facts.email)
        except ValidationError:
            yield "email", _("This is not a mail address."), _("Check it: new requests go there.")


def wrong_in_room(facts: RoomFacts, taken: bool) -> list[InputProblem]:
    """Everything that is wrong with a room, all at once."""
    found = [*_wrong_room(facts, taken), *_wrong_room_words(facts), *_wrong_terms(facts)]
    return [InputProblem(_("room"), None, name, message, advice) for name, message, advice in found]


def _wrong_room(facts: RoomFacts, taken: bool) -> Wrong:
    if not facts.name.strip() or len(facts.name) > 120:
        yield "name", _("The name is empty or too long."), _("Fill in a name of at most 120 letters.")
    if taken:
        yield "name", _("This place already has a room of this name."), _("Give the room another name.")
    if facts.step_free not in StepFree.values:
        yield "step_free", _("This is not one of the answers."), _("Choose yes, no or unknown.")
    for name in ("floor_area", "floor_area_in_use", "seats"):
        value = getattr(facts, name)
        if value is not None and value < 0:
            yield name, _("This number cannot be below 0."), _("Leave it empty when you do not know.")
    if facts.floor_area is not None and (facts.floor_area_in_use or 0) > facts.floor_area:
        message = _("More m² are in use than the room has.")
        yield "floor_area_in_use", message, _("Fill in at most the floor area of the room.")


def _wrong_room_words(facts: RoomFacts) -> Wrong:
    for name in ("name", "house_rules", "price_note", "entry_note"):
        if wrong := wrong_in_text(getattr(facts, name)):
            yield name, *wrong
    known = {"equipment": Equipment.values, "access": Access.values}
    for name, values in known.items():
        if not set(getattr(facts, name)) <= set(values):
            yield name, _("This is not on the list."), _("Choose from the list.")
    if facts.booking_mode not in BookingMode.values:
        yield "booking_mode", _("This is not one of the answers."), _("Choose from the list.")


def _wrong_terms(facts: RoomFacts) -> Wrong:
    """Numbers of people, and what it takes to book the room."""
    for key, people in facts.layouts.items():
        if key not in Layout.values or people < 1:
            advice = _("Leave it empty when this is not possible here.")
            yield f"layout_{key}", _("Fill in how many people fit, at least 1."), advice
    for name in ("setup_minutes", "cleanup_minutes"):
        minutes = getattr(facts, name)
        if not 0 <= minutes <= MOST_MINUTES or minutes % QUARTER:
            yield name, _("This time is not in quarters of an hour."), _("Choose 0, 15, 30, 45 and so on, at most 240.")
    if facts.shared and not facts.seats:
        yield "seats", _("A room that is shared needs its number of seats."), _("Fill in how many people fit together.")
    if facts.shared and facts.parts:
        yield (
            "shared",
            _("A hall that can be split is not shared as a whole."),
            _("Share its parts, or take the parts out."),
        )
    if facts.booking_mode != BookingMode.NONE and not (facts.seats or facts.layouts):
        message = _("Nobody can see whether a group fits.")
        yield "seats", message, _("Fill in the number of seats before the room can be booked.")
    if any(part.shared for part in facts.parts):
        yield "parts", _("A room that is shared cannot be part of a hall."), _("Choose other rooms.")
