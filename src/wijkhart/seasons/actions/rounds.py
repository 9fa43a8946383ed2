"""Rounds: making, opening and closing them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.formats import day
from wijkhart.places.models import BookingMode, Room
from wijkhart.seasons.models import RoundState, SeasonRound
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.round_facts import USUAL, RoundFacts, wrong_in_round


def make_round(*, by: Actor, municipality: str, facts: RoundFacts, rooms: Iterable[Room] = ()) -> SeasonRound:
    """A round that nobody but the planners sees yet."""
    _demand_planner(by, municipality)
    told = _told(facts)
    chosen = _chosen(rooms, municipality)
    with _title_once(), transaction.atomic():
        made = SeasonRound.objects.create(municipality_code=municipality, actor_id=by.actor_id, **told)
        made.rooms.set(chosen)
        record(by, "season_round.made", made, municipality=municipality)
    return made


def change_round(
    *, by: Actor, season: SeasonRound, facts: RoundFacts, version: int, rooms: Iterable[Room] | None = None
) -> SeasonRound:
    """Other facts, and other rooms unless `rooms` is None. Once groups can ask, the season and who may ask stand."""
    told = _told(facts)
    chosen = None if rooms is None else _chosen(rooms, season.municipality_code)

    def fill(held: SeasonRound) -> None:
        if held.state not in (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED):
            raise Refused(_("The plan of this round is published, so the round stands as it is."))
        if held.state != RoundState.DRAFT:
            _same(held, told)
        for name, value in told.items():
            setattr(held, name, value)
        if chosen is not None:
            held.rooms.set(chosen)

    with _title_once():
        return changed_round(by, season, version, fill, "season_round.changed")


def open_round(*, by: Actor, season: SeasonRound, version: int) -> SeasonRound:
    """From now on everybody sees the round, and groups can ask until its deadline."""

    def fill(held: SeasonRound) -> None:
        _demand_state(held, RoundState.DRAFT)
        if not held.rooms.exists():
            raise Refused(_("This round has no rooms. Choose the rooms that take part first."), field="rooms")
        if held.ask_until < timezone.localdate():
            raise Refused(_("The deadline is over. Choose a later day until which groups can ask."), field="ask_until")
        held.state = RoundState.OPEN

    return changed_round(by, season, version, fill, "season_round.opened")


def close_round(*, by: Actor, season: SeasonRound, version: int) -> SeasonRound:
    """Groups can no longer ask; plans are made. Before the deadline only when nobody was told to wait until then."""

    def fill(held: SeasonRound) -> None:
        _demand_state(held, RoundState.OPEN)
        if timezone.localdate() <= held.ask_until and not held.example:
            told = {"day": day(held.ask_until)}
            message = _("Groups may ask until %(day)s. Close the round after that day, or change the deadline first.")
            raise Refused(message % told)
        held.state = RoundState.CLOSED

    return changed_round(by, season, version, fill, "season_round.closed")


def remove_round(*, by: Actor, season: SeasonRound, version: int) -> None:
    """Take away a round that nobody was told of."""
    with transaction.atomic():
        held = hold_round(by, season, version)
        _demand_state(held, RoundState.DRAFT)
        record(by, "season_round.removed", held, municipality=held.municipality_code)
        held.delete()


def hold_round(by: Actor, season: SeasonRound, version: int | None) -> SeasonRound:
    """The row, locked, for a planner, unless somebody else changed it since this version was read (None: any)."""
    _demand_planner(by, season.municipality_code)
    held = SeasonRound.objects.select_for_update().get(pk=season.pk)
    if version is not None and held.version != version:
        raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
    return held


def changed_round(
    by: Actor, season: SeasonRound, version: int, fill: Callable[[SeasonRound], None], verb: str
) -> SeasonRound:
    """Change a round that nobody else changed since it was read."""
    with transaction.atomic():
        held = hold_round(by, season, version)
        fill(held)
        held.version += 1
        held.save()
        record(by, verb, held, municipality=held.municipality_code)
    return held


def _demand_planner(by: Actor, municipality: str) -> None:
    if not may_plan(by, municipality):
        raise NotAllowed(_("You may not plan season rounds of this municipality."))


def _demand_state(held: SeasonRound, *states: RoundState) -> None:
    if held.state not in states:
        told = {"state": held.get_state_display()}
        raise Refused(_("That cannot be done now; the round is: %(state)s.") % told)


def _told(facts: RoundFacts) -> dict[str, Any]:
    if problems := wrong_in_round(facts):
        raise BadInput(problems)
    return {
        "title": " ".join(facts.title.split()),
        "rules": facts.rules.strip(),
        "first_day": facts.first_day,
        "last_day": facts.last_day,
        "ask_until": facts.ask_until,
        "user_kinds": list(facts.user_kinds),
        "school_region": facts.school_region,
        "goals": {name: points for name, points in sorted(facts.goals.items()) if points != USUAL[name]},
        "seed": facts.seed,
    }


def _same(held: SeasonRound, told: dict[str, Any]) -> None:
    """What groups went by when they asked."""
    if any(getattr(held, name) != told[name] for name in ("first_day", "last_day", "user_kinds")):
        raise Refused(_("Groups have asked for this season already, so its days and who may ask stand."))
    if told["ask_until"] < held.ask_until:
        raise Refused(_("The deadline was announced. It can be made later, not earlier."), field="ask_until")


def _chosen(rooms: Iterable[Room], municipality: str) -> list[Room]:
    chosen = list(Room.objects.filter(pk__in=[room.pk for room in rooms]).select_related("place"))
    for room in chosen:
        told = {"name": f"{room.name}, {room.place.name}"}
        if room.place.municipality_code != municipality:
            raise Refused(_("%(name)s is in another municipality.") % told, field="rooms")
        if room.booking_mode == BookingMode.NONE:
            raise Refused(_("%(name)s cannot be booked here, so it cannot be given out.") % told, field="rooms")
    return chosen


@contextmanager
def _title_once() -> Iterator[None]:
    """Says in words that the name is taken, when the database says so."""
    try:
        yield
    except IntegrityError as error:
        if "title" not in str(error):
            raise
        raise Refused(_("There is a round with this name already. Choose another name."), field="title") from error
