"""A small round for the tests: one hall in one place, in a season of four weeks without a holiday."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone
from tests.places.building import BY, centre, room, some_tuesday

from wijkhart.places.models import Place, Room
from wijkhart.seasons.actions import close_round, make_round, open_round, plan_greedily, publish_plan, submit_request
from wijkhart.seasons.actions.explaining import keep_reasons
from wijkhart.seasons.models import Degree, RoundState, SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.request_facts import Hours, RequestFacts
from wijkhart.seasons.round_facts import RoundFacts
from wijkhart.times.queries import public_holidays

AMERSFOORT = "GM0307"
MONDAY, TUESDAY, WEDNESDAY = 0, 1, 2


def quiet_monday(weeks: int = 4) -> date:
    """The first Monday some weeks ahead that begins so many weeks without a holiday or a clock change."""
    day = some_tuesday() - timedelta(days=1)
    while any(_odd(day + timedelta(days=n)) for n in range(7 * weeks)):
        day += timedelta(weeks=1)
    return day


def _odd(day: date) -> bool:
    changes = day.weekday() == 6 and day.month in (3, 10) and day.day > 24
    return changes or day in public_holidays(day.year)


def season_of(rooms: Iterable[Room], *, opened: bool = True, weeks: int = 4, **facts: Any) -> SeasonRound:
    """A round of these rooms; free_percent of the norm is 15 unless a test sets another."""
    first = facts.pop("first_day", None) or quiet_monday(weeks)
    told = {
        "title": "Winter",
        "first_day": first,
        "last_day": first + timedelta(weeks=weeks, days=-1),
        "ask_until": timezone.localdate() + timedelta(days=7),
    }
    made = make_round(by=BY, municipality=AMERSFOORT, facts=RoundFacts(**{**told, **facts}), rooms=rooms)
    return open_round(by=BY, season=made, version=made.version) if opened else made


def hours(*spans: str, degree: str = Degree.WISH, day: int = TUESDAY) -> tuple[Hours, ...]:
    """ "19:00-22:00" on one day."""
    return tuple(
        Hours(day, time.fromisoformat(begin), time.fromisoformat(end), degree)
        for begin, end in (one.split("-") for one in spans)
    )


def ask(season: SeasonRound, title: str = "Schaken", **facts: Any) -> SeasonRequest:
    """Twelve people who want two hours on Tuesday evening, anywhere."""
    told: dict[str, Any] = {
        "title": title,
        "name": f"Club {title}",
        "minutes": 120,
        "people": 12,
        "hours": hours("19:00-21:00"),
        "elsewhere": True,
    }
    return submit_request(by=BY, season=season, facts=RequestFacts(**{**told, **facts}))


def hall(**facts: Any) -> Room:
    """A room for thirty that is open every day from nine to ten in the evening."""
    return room(centre(), "Zaal", **{"seats": 30, **facts})


def closed(season: SeasonRound) -> SeasonRound:
    """After the deadline, whatever the day is."""
    SeasonRound.objects.filter(pk=season.pk).update(ask_until=timezone.localdate() - timedelta(days=1))
    season.refresh_from_db()
    return close_round(by=BY, season=season, version=season.version) if season.state == RoundState.OPEN else season


def planned(season: SeasonRound) -> SeasonPlan:
    """The plan of the public order, with its reasons."""
    made = plan_greedily(by=BY, season=season)
    keep_reasons(by=BY, plan=made)
    return made


def published(season: SeasonRound, plan: SeasonPlan | None = None) -> SeasonRound:
    """Everybody knows the plan."""
    shut = closed(season)
    return publish_plan(by=BY, plan=plan or planned(shut), version=shut.version)


def no_norm(place: Place) -> None:
    """Nothing is kept for the unexpected."""
    place.use_norms.create(municipality_code=place.municipality_code, free_percent=0, days_before=14)


def stands(plan: SeasonPlan) -> list[tuple[str, int, str, str]]:
    """Title, day, begin and end of each session."""
    rows = plan.sessions.select_related("request").order_by("weekday", "starts", "request__title")
    return [(row.request.title, row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}") for row in rows]
