"""An example round with many requests, for the demonstration. All is made up and marked so."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.places.actions import HoursFacts, add_room, register_place, set_place_hours
from wijkhart.places.facts import PlaceFacts, RoomFacts
from wijkhart.places.models import BookingMode, Place, Room
from wijkhart.places.week_text import slots_in
from wijkhart.seasons.actions.explaining import explain_plan
from wijkhart.seasons.actions.planning import plan_greedily
from wijkhart.seasons.actions.requests import submit_request
from wijkhart.seasons.actions.rounds import make_round, open_round
from wijkhart.seasons.clocks import on_clock
from wijkhart.seasons.examples import Drawn, draw, season_after, told
from wijkhart.seasons.models import Degree, RequestRank, RequestWindow, SeasonRequest, SeasonRound
from wijkhart.seasons.perms import may_plan
from wijkhart.seasons.request_facts import Hours, RequestFacts
from wijkhart.seasons.round_facts import RoundFacts
from wijkhart.times.actions import OpenSlot
from wijkhart.times.models import Region

SOURCE: Final = "example-season"
SEED: Final = 1
ASKING: Final = timedelta(days=21)
BATCH: Final = 300


def load_example_round(*, by: Actor, municipality: str, requests: int = 600) -> SeasonRound | None:
    """A made-up open round in the example rooms and some more, with a plan and its reasons; None when it is there."""
    if not may_plan(by, municipality) or not by.may("place.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if SeasonRound.objects.filter(municipality_code=municipality, example=True).exists():
        return None
    with transaction.atomic():
        _more_places(by, municipality)
        rooms = list(_rooms(municipality))
        first, last = season_after(timezone.localdate())
        facts = RoundFacts(
            title=_("Season %(from)s-%(to)s (example)") % {"from": first.year, "to": last.year},
            rules=_(
                "Groups with a subsidy go first, then groups without one, then companies. "
                "Every group keeps something; what is kept free is for questions that come up."
            ),
            first_day=first,
            last_day=last,
            ask_until=timezone.localdate() + ASKING,
            school_region=Region.MIDDLE,
            seed=SEED,
        )
        made = make_round(by=by, municipality=municipality, facts=facts, rooms=rooms)
        made.example = True
        made.save(update_fields=["example"])
        made = open_round(by=by, season=made, version=made.version)
        club = _chess_club(by, municipality, made, rooms)
        _keep(made, by, draw(requests - 1, rooms, (first, last), SEED))
        record(by, "season_request.imported", club, municipality=municipality)
    explain_plan(by=by, plan=plan_greedily(by=by, season=made))
    return made


def _rooms(municipality: str) -> list[Room]:
    places = Place.objects.filter(municipality_code=municipality, example=True)
    rows = Room.objects.filter(place__in=places).exclude(booking_mode=BookingMode.NONE).select_related("place")
    return list(rows.prefetch_related("parts").order_by("place__source_id", "name"))


def _more_places(by: Actor, municipality: str) -> None:
    """Places of the file, each in a wijk of its own as far as there are."""
    wijken = list(districts_of(municipality).order_by("-population", "code"))
    owner = Organisation.objects.filter(source="demo", source_id=f"{municipality}-foundation").first()
    for row in told()["place"]:
        wijk = wijken[row["wijk"] % len(wijken)] if wijken else None
        where: dict[str, Any] = {"town": wijk.name, "x": wijk.x, "y": wijk.y} if wijk else {}
        facts = PlaceFacts(
            name=row["name"], kind="community", step_free="yes", owner=owner, agreed=owner is not None, **where
        )
        place = register_place(by=by, municipality=municipality, facts=facts)
        place.example, place.source, place.source_id = True, SOURCE, f"{municipality}-{row['key']}"
        place.save()
        slots = tuple(OpenSlot(day, *slot) for day, text in enumerate(row["week"]) for slot in slots_in(text))
        place = set_place_hours(by=by, place=place, facts=HoursFacts(slots=slots))
        for number, (name, seats, area) in enumerate(row["rooms"]):
            equipment = ("kitchen", "coffee", "wifi") if number % 2 == 0 else ("wifi", "screen")
            room = RoomFacts(
                name=name,
                seats=seats,
                floor_area=area,
                equipment=equipment,
                booking_mode="request",
                setup_minutes=0,
                layouts={"rows": seats, "circle": max(6, seats // 2)},
            )
            add_room(by=by, place=place, facts=room)


def _chess_club(by: Actor, municipality: str, made: SeasonRound, rooms: list[Room]) -> SeasonRequest:
    """The club of which the demonstration tells: it wants a popular room on a popular evening."""
    facts: dict[str, Any] = {
        "name": "Schaakclub De Toren (voorbeeld)",
        "kind": OrganisationKind.OTHER,
        "formal": True,
        "subsidised": False,
        "home_municipality_code": municipality,
        "municipality_codes": f",{municipality},",
        "example": True,
    }
    key = {"source": "demo", "source_id": f"{municipality}-chess"}
    club = Organisation.objects.get_or_create(**key, defaults=facts)[0]
    place = rooms[0].place
    request = RequestFacts(
        title=_("Club evening of the chess club"),
        organisation=club,
        minutes=180,
        people=24,
        hours=(
            Hours(1, on_clock(76), on_clock(90), Degree.WISH),
            Hours(1, on_clock(74), on_clock(92), Degree.CAN),
            Hours(3, on_clock(76), on_clock(92), Degree.CAN),
        ),
        ranks=(place,),
        user_kind="non_subsidised",
        last_place=place,
    )
    return submit_request(by=by, season=made, facts=request)


def _keep(made: SeasonRound, by: Actor, drawn: list[Drawn]) -> None:
    """Write many requests at once."""
    why = _("Fills a white spot of the wijk (example).")
    rows, windows, ranks = [], [], []
    for one in drawn:
        bonus = {"bonus": one.bonus, "bonus_why": why if one.bonus else ""}
        row = SeasonRequest(round=made, actor_id=by.actor_id, example=True, **one.facts.fields, **bonus)
        rows.append(row)
        windows += [
            RequestWindow(request=row, weekday=hours.weekday, begins=hours.begins, ends=hours.ends, degree=hours.degree)
            for hours in one.facts.hours
        ]
        ranks += [
            RequestRank(request=row, rank=number, place=place)
            for number, place in enumerate(one.facts.ranks, 1)
            if isinstance(place, Place)
        ]
    SeasonRequest.objects.bulk_create(rows, batch_size=BATCH)
    RequestWindow.objects.bulk_create(windows, batch_size=BATCH)
    RequestRank.objects.bulk_create(ranks, batch_size=BATCH)
