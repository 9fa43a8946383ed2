"""The slow work as jobs, and the example round."""

from collections import Counter

import pytest
from tests import make
from tests.places.building import BY
from tests.seasons.season import ask, closed, hall, planned, published, season_of

from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job, JobState
from wijkhart.core.jobs.run import perform
from wijkhart.places.actions import load_example_rooms
from wijkhart.places.models import Booking, Room
from wijkhart.seasons.actions import load_example_round
from wijkhart.seasons.examples import draw, season_after
from wijkhart.seasons.models import SeasonPlan, SeasonReason, SeasonRequest
from wijkhart.seasons.request_facts import wrong_in_request
from wijkhart.seasons.tasks import COMPUTE, EXPLAIN, FINALISE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def done(kind: str, **params: object) -> Job:
    job = enqueue_job(by=BY, kind=kind, municipality="GM0307", params=params)
    perform(job.pk, job.attempt, threaded=False)
    job.refresh_from_db()
    return job


def test_searching_explaining_and_booking_are_jobs() -> None:
    season = season_of([hall()])
    ask(season)
    first = done(COMPUTE, season=str(season.pk), seconds=2)
    assert (first.state, first.error) == (JobState.DONE, "")
    plan = SeasonPlan.objects.get()
    assert (str(plan.pk), plan.job_id) == (first.result["plan"], first.pk)
    again = done(COMPUTE, season=str(season.pk), seconds=2, base=str(plan.pk), few_changes=True)
    assert again.result["message"] == "Plan 2 is ready: 1 of the 1 sessions that were asked."
    assert done(EXPLAIN, plan=str(plan.pk)).result["message"].startswith("0 requests got less")
    season = published(closed(season), planned(season))
    booked = done(FINALISE, season=str(season.pk), version=season.version, early_why="x")
    assert booked.result["message"].startswith("1 series with 4 dates were booked")
    assert Booking.objects.count() == 4


def test_what_was_removed_meanwhile_is_said() -> None:
    gone = "01900000-0000-7000-8000-000000000000"
    season = season_of([hall()])
    ask(season)
    assert done(COMPUTE, season=gone).error == "This round was removed."
    assert done(COMPUTE, season=str(season.pk), base=gone).error == "The plan to start from was removed."
    assert done(EXPLAIN, plan=gone).error == "This plan was removed."


def towns() -> None:
    make.area("GM0307", name="Amersfoort")
    for number in range(6):
        facts = {"x": 155_000.0 + 900 * number, "y": 463_000.0, "population": 9000 - number}
        make.area(f"WK03071{number}", name=f"Wijk {number}", **facts)


def test_the_example_round_is_open_marked_and_loaded_once() -> None:
    towns()
    load_example_rooms(by=BY, municipality="GM0307")
    made = load_example_round(by=BY, municipality="GM0307", requests=60)
    assert made is not None
    assert (made.state, made.example, made.requests.filter(example=True).count()) == ("open", True, 60)
    assert made.rooms.filter(parts=None).count() >= 20
    assert not made.rooms.exclude(place__example=True).exists()
    plan = SeasonPlan.objects.get()
    assert (plan.made_by, plan.granted > 60) == ("greedy", True)
    given = Counter(plan.sessions.values_list("request_id", flat=True))
    short = {one.pk for one in made.requests.all() if given[one.pk] < one.times}
    told = set(SeasonReason.objects.filter(plan=plan).values_list("request_id", flat=True))
    assert short
    assert short <= told, "who has less than asked reads why"
    assert load_example_round(by=BY, municipality="GM0307") is None
    assert SeasonRequest.objects.get(title__contains="chess").who == "Schaakclub De Toren (voorbeeld)"
    with pytest.raises(NotAllowed):
        load_example_round(by=ANONYMOUS, municipality="GM0307")


def test_what_was_drawn_is_what_a_group_could_ask_and_the_same_each_time() -> None:
    towns()
    load_example_rooms(by=BY, municipality="GM0307")
    made = load_example_round(by=BY, municipality="GM0307", requests=2)
    assert made is not None
    rooms = list(Room.objects.filter(pk__in=made.rooms.all()).select_related("place").order_by("name"))
    season = season_after(made.ask_until)
    drawn = draw(200, rooms, (made.first_day, made.last_day), 1)
    assert drawn == draw(200, rooms, (made.first_day, made.last_day), 1)
    assert [problem for one in drawn for problem in wrong_in_request(one.facts, made)] == []
    kinds = [one.facts.user_kind for one in drawn]
    assert 0.4 < kinds.count("subsidised") / 200 < 0.65
    assert season[0].weekday() == 0
