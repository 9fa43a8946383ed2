"""A place and a room as somebody tells them, and what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.errors import InputProblem
from wijkhart.places.models import PlaceKind, StepFree
from wijkhart.places.polling_file import GRID

POSTCODE = re.compile(r"[1-9]\d{3}([A-Z]{2})?")
Wrong = Iterator[tuple[str, str, str]]


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


def wrong_in_place(facts: PlaceFacts, municipality: str) -> list[InputProblem]:
    """Everything that is wrong with a place, all at once."""
    found = [*_wrong_words(facts), *_wrong_point(facts), *_wrong_owner(facts, municipality)]
    return [InputProblem(_("place"), None, field, message, advice) for field, message, advice in found]


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


def _wrong_point(facts: PlaceFacts) -> Wrong:
    if (facts.x is None) != (facts.y is None):
        yield "x", _("Only one of X and Y is filled in."), _("Fill in both, or neither.")
    elif facts.x is not None and facts.y is not None and not _on_grid(facts.x, facts.y):
        swapped = _on_grid(facts.y, facts.x)
        message = _("X and Y are swapped.") if swapped else _("This point is outside the Dutch grid.")
        yield "x", message, _("X lies between 0 and 300000, Y between 300000 and 630000.")


def _on_grid(x: float, y: float) -> bool:
    return GRID[0][0] <= x <= GRID[0][1] and GRID[1][0] <= y <= GRID[1][1]


def _wrong_owner(facts: PlaceFacts, municipality: str) -> Wrong:
    if facts.owner is not None and f",{municipality}," not in facts.owner.municipality_codes:
        advice = _("Add the municipality to the organisation first, or choose another owner.")
        yield "owner", _("This organisation does not work in this municipality."), advice
    if facts.agreed and facts.owner is None:
        advice = _("Choose the owner who takes part, or say that it is not agreed yet.")
        yield "owner", _("An agreed place has an owner."), advice


def wrong_in_room(facts: RoomFacts, taken: bool) -> list[InputProblem]:
    """Everything that is wrong with a room, all at once."""
    found = [*_wrong_room(facts, taken)]
    return [InputProblem(_("room"), None, field, message, advice) for field, message, advice in found]


def _wrong_room(facts: RoomFacts, taken: bool) -> Wrong:
    if not facts.name.strip() or len(facts.name) > 120:
        yield "name", _("The name is empty or too long."), _("Fill in a name of at most 120 letters.")
    if taken:
        yield "name", _("This place already has a room of this name."), _("Give the room another name.")
    if facts.step_free not in StepFree.values:
        yield "step_free", _("This is not one of the answers."), _("Choose yes, no or unknown.")
    for field in ("floor_area", "floor_area_in_use", "seats"):
        value = getattr(facts, field)
        if value is not None and value < 0:
            yield field, _("This number cannot be below 0."), _("Leave it empty when you do not know.")
    if facts.floor_area is not None and (facts.floor_area_in_use or 0) > facts.floor_area:
        message = _("More m² are in use than the room has.")
        yield "floor_area_in_use", message, _("Fill in at most the floor area of the room.")
