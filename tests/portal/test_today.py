"""What is on today, nearby: nobody can go to what is over."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import cast
from tests.directory.test_queries import MONDAY, offered

from wijkhart.core.actors import ANONYMOUS
from wijkhart.portal.queries import home_of, today_of

pytestmark = pytest.mark.django_db
WIJK = "WK030710"


def names_at(clock: str) -> tuple[list[str], int, list[str]]:
    """What the home page shows at this moment in the Netherlands, with its count, and what a wijk shows."""
    town, wijk = make.area("GM0307"), make.area(WIJK)
    with mock.patch("django.utils.timezone.now", return_value=datetime.fromisoformat(f"{MONDAY}T{clock}+01:00")):
        home = home_of(ANONYMOUS, town, MONDAY)
        here = today_of(ANONYMOUS, wijk, MONDAY)
    return [one.service.name for one in home.today], home.today_count, [one.service.name for one in here]


@pytest.mark.parametrize(
    ("clock", "names"),
    [
        ("09:00", ["Ochtend", "Lunch", "Middag"]),
        ("11:59", ["Ochtend", "Lunch", "Middag"]),
        ("12:00", ["Lunch", "Middag"]),
        ("13:30", ["Middag"]),
        ("16:00", []),
    ],
)
def test_what_is_over_is_left_out_and_what_goes_on_stays(clock: str, names: list[str]) -> None:
    place = make.place(district_code=WIJK)
    for name, hours in (("Ochtend", (10, 12)), ("Lunch", (11, 13)), ("Middag", (14, 16))):
        offered(name, hours=hours, place=place)
    assert names_at(clock) == (names, len(names), names)


def test_the_page_says_so_when_all_is_over() -> None:
    make.area("GM0307", name="Amersfoort")
    make.area(WIJK)
    offered("Ochtend", place=make.place(district_code=WIJK))
    said = {}
    for hour in (9, 13):
        moment = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=UTC)
        with mock.patch("django.utils.timezone.now", return_value=moment):
            said[hour] = Client().get("/").content.decode()
    assert [("Ochtend" in one, "Vandaag is er niets meer" in one) for one in said.values()] == [
        (True, False),
        (False, True),
    ]


def test_who_acts_for_a_group_finds_its_season_requests_from_the_home_page() -> None:
    town, people, link = make.area("GM0307"), cast(), reverse("season_request_mine")
    with mock.patch("wijkhart.portal.views.areas.municipality_for_host", return_value=town):
        pages = [one.get("/").content.decode() for one in (people.dina.client(), Client())]
    assert [link in page for page in pages] == [True, False]
