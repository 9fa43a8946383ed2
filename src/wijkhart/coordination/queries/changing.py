"""From what is asked to a changed supply: every change looked at, made, or refused with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.translation import gettext as _

from wijkhart.analysis.coverage import (
    EVERYONE,
    PARTS,
    WHOLE,
    AddSupply,
    Change,
    CloseSupply,
    MoveSupply,
    SetPlaces,
    Supply,
)
from wijkhart.coordination.changes import LIST_JOINT, MOST, Asked
from wijkhart.coordination.queries.problem import Inputs
from wijkhart.coordination.words import NOTE_LABELS
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import Refused
from wijkhart.core.formats import number
from wijkhart.directory.models import Service
from wijkhart.places.models import Place
from wijkhart.themes.models import TargetGroup, Theme

MOST_PEOPLE: Final = 1_000
MOST_TIMES: Final = 21
"""Three parts of day, seven days."""
NAME_LENGTH: Final = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One change: what it does to the computation, or why it cannot be made."""

    asked: Asked
    facts: dict[str, Any] = field(default_factory=dict)
    """Names and numbers for the words (see `change_words`)."""
    changes: tuple[Change, ...] = ()
    themes: frozenset[str] = frozenset()
    problem: str = ""
    field: str = ""
    """Which value the problem is about."""
    about: str = ""
    """The service or place that a change with a problem is about, when that is known."""
    counts_for_nobody: bool = False
    """No norm counts people for whom this is."""


@dataclass(slots=True)
class Stage:
    """The supply of a municipality while changes are made to it one after the other.

    Only what everyone may see plays: a scenario is read by more people than may see a draft.
    """

    inputs: Inputs
    supply: dict[str, Supply]
    places: dict[str, Place]
    at: dict[str, str]
    """Service -> the place where it is."""
    closed: set[str] = field(default_factory=set)
    """Services and places closed so far."""

    def name(self, key: str) -> str:
        """What a service of today is called, and where it is: many share a name."""
        service = next(one.service for one in self.inputs.offered if one.supply.key == key)
        where = service.place_name or _("at home")
        return f"{service.name} ({where})"

    def told(self, asked: Asked) -> str:
        """What a change is about, as far as that is known."""
        key = asked.values[0]
        if asked.kind == "add":
            return key[:NAME_LENGTH]
        if asked.kind == "close_place":
            return self.places[key].name if key in self.places else ""
        return self.name(key) if key in self.supply or key in self.closed else ""

    def service(self, key: str) -> Supply:
        """A service that counts and is still there; refused otherwise, with the reason."""
        if key in self.closed:
            raise Refused(
                _("%(name)s is already stopped by another change.") % {"name": self.name(key)}, field="service"
            )
        if key in self.supply:
            return self.supply[key]
        note = next((note for note in self.inputs.notes if note.get("service") == key), None)
        if note is not None:
            reason = {"name": note["name"], "why": NOTE_LABELS[note["kind"]]}
            raise Refused(_("%(name)s is not counted now, so it cannot be changed. %(why)s") % reason, field="service")
        raise Refused(_("There is no such service in this municipality."), field="service")

    def place(self, key: str) -> Place:
        """A place that is still there and on the map."""
        place = self.places.get(key)
        if place is None:
            raise Refused(_("There is no such place in this municipality."), field="place")
        if key in self.closed:
            raise Refused(_("%(name)s is already closed by another change.") % {"name": place.name}, field="place")
        return place


def stage_of(inputs: Inputs) -> Stage:
    """The supply as it is now."""
    keys = [one.service.service_id for one in inputs.offered]
    known = Place.objects.visible_to(ANONYMOUS).filter(municipality_code=inputs.municipality).order_by("name", "pk")
    at = Service.objects.visible_to(ANONYMOUS).filter(pk__in=keys, at_home=False).exclude(place=None)
    return Stage(
        inputs,
        {one.supply.key: one.supply for one in inputs.offered},
        {str(place.pk): place for place in known},
        {str(service): str(place) for service, place in at.values_list("pk", "place_id")},
    )


def steps_of(stage: Stage, asked: Iterable[Asked]) -> list[Step]:
    """Make the changes one after the other; one that cannot be made says why, and the others stay."""
    steps = []
    for place, one in enumerate(asked):
        try:
            if place >= MOST:
                raise Refused(_("At most %(most)s changes count at once. This one is left out.") % {"most": MOST})
            step = MAKE[one.kind](stage, one)
        except Refused as refused:
            step = Step(one, problem=refused.message, field=refused.field, about=stage.told(one))
        for change in step.changes:
            _make(stage, change)
        steps.append(step)
    return steps


def _make(stage: Stage, change: Change) -> None:
    """Keep the supply in step with what was changed."""
    match change:
        case AddSupply(supply):
            stage.supply[supply.key] = supply
        case CloseSupply(key):
            del stage.supply[key]
            stage.closed.add(key)
        case MoveSupply(key, x, y):
            stage.supply[key] = replace(stage.supply[key], x=x, y=y, area=None)
        case SetPlaces(key, places):
            stage.supply[key] = replace(stage.supply[key], places=places)


def _move(stage: Stage, asked: Asked) -> Step:
    given = asked.named()
    supply, place = stage.service(given["service"]), stage.place(given["place"])
    x, y = _point(place)
    if stage.at.get(supply.key) == given["place"]:
        raise Refused(_("It is already at %(place)s.") % {"place": place.name}, field="place")
    stage.at[supply.key] = given["place"]
    facts = {"service": stage.name(supply.key), "place": place.name}
    return _step(stage, asked, facts, (MoveSupply(supply.key, x, y),), [supply])


def _point(place: Place) -> tuple[float, float]:
    if place.x is None or place.y is None:
        raise Refused(_("It is not known where on the map %(place)s is.") % {"place": place.name}, field="place")
    return place.x, place.y


def _set(stage: Stage, asked: Asked) -> Step:
    given = asked.named()
    supply = stage.service(given["service"])
    offered = next(one for one in stage.inputs.offered if one.supply.key == supply.key)
    people_now = offered.service.capacity or 0
    times_now = [places / people_now for places in offered.supply.places]
    people = _whole(given["people"], "people") if given["people"] else people_now
    times = [_times(given[part], part) if given[part] else now for part, now in zip(PARTS, times_now, strict=True)]
    if not any(times):
        raise Refused(_("Nothing is left of it this way. Choose “Stop something” instead."), field="morning")
    if people == people_now and times == times_now:
        raise Refused(_("This is how it is now. Fill in what becomes different."), field="people")
    places = (times[0] * people, times[1] * people, times[2] * people)
    facts = {
        "service": stage.name(supply.key), "people": people, "people_now": people_now, "times": times,
        "times_now": times_now,
    }  # fmt: skip
    return _step(stage, asked, facts, (SetPlaces(supply.key, places),), [supply])


def _close(stage: Stage, asked: Asked) -> Step:
    supply = stage.service(asked.named()["service"])
    facts = {"service": stage.name(supply.key), "weekly": sum(supply.places)}
    return _step(stage, asked, facts, (CloseSupply(supply.key),), [supply])


def _close_place(stage: Stage, asked: Asked) -> Step:
    key = asked.named()["place"]
    place = stage.place(key)
    there = [supply for supply in stage.supply.values() if stage.at.get(supply.key) == key]
    if not there:
        raise Refused(_("Nothing that counts happens at %(place)s.") % {"place": place.name}, field="place")
    stage.closed.add(key)
    facts = {"place": place.name, "count": len(there), "services": [stage.name(supply.key) for supply in there]}
    return _step(stage, asked, facts, tuple(CloseSupply(supply.key) for supply in there), there)


def _add(stage: Stage, asked: Asked) -> Step:
    given = asked.named()
    name = given["name"].strip() or _("New service")
    if len(name) > NAME_LENGTH:
        raise Refused(_("The name may have at most %(most)s characters.") % {"most": NAME_LENGTH}, field="name")
    themes = _known(given["themes"], Theme.objects.in_use(), "themes", _("Choose one or more themes we know."))
    groups = _known(given["groups"], TargetGroup.objects.in_use(), "groups", _("Choose one or more groups we know."))
    parts = _parts(given["parts"])
    people, times = _whole(given["people"], "people"), _times(given["times"], "times")
    if not times:
        raise Refused(_("Fill in how often a week: more than 0."), field="times")
    where, spot = _where(stage, given["where"])
    places = [people * times if part in parts else 0.0 for part in PARTS]
    key = f"new-{sum(one.startswith('new-') for one in stage.supply)}"
    supply = Supply(key, (places[0], places[1], places[2]), frozenset(themes), frozenset(groups), **spot)
    if "x" in spot:
        stage.at[key] = given["where"]
    facts = {
        "name": name, "themes": themes, "groups": groups, "where": where, "at_home": "area" in spot,
        "parts": [part for part in PARTS if part in parts], "people": people, "times": times,
    }  # fmt: skip
    return _step(stage, asked, facts, (AddSupply(supply),), [supply])


def _where(stage: Stage, text: str) -> tuple[str, dict[str, Any]]:
    """A place on the map, a wijk at home, or the whole municipality at home."""
    if text == stage.inputs.municipality:
        return _("the whole municipality"), {"area": WHOLE}
    for index, area in enumerate(stage.inputs.areas):
        if area.code == text:
            return area.name, {"area": index}
    try:
        place = stage.place(text)
        x, y = _point(place)
    except Refused as refused:
        raise Refused(refused.message, field="where") from refused
    return place.name, {"x": x, "y": y}


def _known(text: str, rows: Any, name: str, advice: str) -> list[str]:
    """Keys that exist, in their order."""
    asked = {key for key in text.split(LIST_JOINT) if key}
    found = [row.key for row in rows if row.key in asked]
    if not found or len(found) < len(asked):
        raise Refused(advice, field=name)
    return found


def _parts(text: str) -> set[str]:
    parts = set(text.split(LIST_JOINT))
    if not parts <= set(PARTS):
        raise Refused(_("Choose one or more parts of the day: morning, afternoon or evening."), field="parts")
    return parts


def _whole(text: str, name: str) -> int:
    """People a session: 1 or more."""
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= MOST_PEOPLE):
        message = _("The number of people must be a whole number from 1 to %(most)s.") % {"most": number(MOST_PEOPLE)}
        raise Refused(message, field=name)
    return int(text)


def _times(text: str, name: str) -> float:
    """Times a week: 0 or more."""
    try:
        times = float(text)
    except ValueError:
        times = -1.0
    if not 0 <= times <= MOST_TIMES:
        raise Refused(_("The times a week must be from 0 to %(most)s.") % {"most": MOST_TIMES}, field=name)
    return times


def _step(stage: Stage, asked: Asked, facts: dict[str, Any], changes: tuple[Change, ...], about: list[Supply]) -> Step:
    """A change that is made, with the themes it touches and whether anybody is counted for it."""
    themes = frozenset[str]().union(*(supply.themes for supply in about))
    counted = any(
        row.theme in supply.themes and (EVERYONE in supply.groups or row.group in supply.groups)
        for row in stage.inputs.problem.rows
        for supply in about
    )
    return Step(asked, facts, changes, themes, counts_for_nobody=not counted)


MAKE: Final = {"move": _move, "set": _set, "close": _close, "close_place": _close_place, "add": _add}
"""What makes a change, by its kind."""
