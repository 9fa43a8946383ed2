"""How wijken stand against the target pictures: each measure by hand, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils import timezone
from tests import make
from tests.agenda import scene
from tests.cast import Cast, cast

from wijkhart.agenda.actions import (
    TargetFacts,
    add_target,
    edit_target,
    load_targets,
    measure_target,
    set_target_active,
)
from wijkhart.agenda.models import AgendaStep, TargetPicture, TeamSeat, WijkAnalysis, WijkTeam
from wijkhart.areas.models import Area
from wijkhart.coordination.models import Alliance
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.models import Service
from wijkhart.portal.queries.targets import Stand, Standing, due_of, stand_of, standings_in

pytestmark = pytest.mark.django_db
BY = System("test")
TODAY = timezone.localdate()


@pytest.fixture
def people() -> Cast:
    scene.town()
    load_targets(by=BY, municipality=make.AMERSFOORT)
    return cast()


def target(key: str) -> TargetPicture:
    return TargetPicture.objects.get(key=key)


def standing(key: str, district: str = make.LIENDERT) -> Standing:
    (one,) = standings_in(ANONYMOUS, make.AMERSFOORT, district=district, targets=[target(key)])
    return one


def team(started: date = TODAY - timedelta(days=30), *, published: bool = True) -> WijkTeam:
    return WijkTeam.objects.create(
        municipality_code=make.AMERSFOORT, district_code=make.LIENDERT, starts_on=started, published=published
    )


def services(*states: str, **facts: Any) -> None:
    for number, state in enumerate(states):
        made = make.service(f"Aanbod {number}", district_code=make.LIENDERT, published=True, **facts)
        Service.objects.filter(pk=made.pk).update(freshness=state)


def facts(**told: Any) -> TargetFacts:
    return TargetFacts(**{"title": "Groener", "measured_by": "Bomen geteld", "months": 12, **told})


@pytest.mark.parametrize(
    ("value", "due", "expected"),
    [
        (80, TODAY - timedelta(days=1), Stand.REACHED),
        (79.9, TODAY, Stand.ON_TRACK),
        (79.9, TODAY - timedelta(days=1), Stand.LATE),
        (79.9, None, Stand.UNKNOWN),
        (None, TODAY, Stand.UNKNOWN),
        (80, None, Stand.REACHED),
    ],
)
def test_a_stand_follows_from_value_norm_and_day(value: float | None, due: date | None, expected: Stand) -> None:
    assert stand_of(value, 80, due, TODAY) == expected


def test_the_start_set_is_the_eight_and_what_stands_there_is_left(people: Cast) -> None:
    rows = TargetPicture.objects.all()
    assert sorted({row.number for row in rows}) == list(range(1, 9))
    set_target_active(by=BY, target=target("map"), active=False, version=1)
    assert load_targets(by=BY, municipality=make.AMERSFOORT) == []
    assert not target("map").active


def test_dates_run_from_the_start_of_each_wijk(people: Cast) -> None:
    assert standing("agenda").due is None
    assert "nog niet gestart" in standing("agenda").reason
    team(date(2026, 1, 31))
    assert standing("agenda").due == date(2028, 1, 31)
    assert due_of(target("agenda"), date(2026, 1, 31)) == date(2026, 1, 31) + relativedelta(months=24)
    assert standing("agenda", scene.EAST).due is None


def test_a_team_has_the_wijk_in_view_with_three_seats_of_today_and_a_published_analysis(people: Cast) -> None:
    here = team()
    for since, until in ((-20, None), (-20, None), (-20, -1)):
        TeamSeat.objects.create(
            team=here,
            group="Buurt",
            since=TODAY + timedelta(days=since),
            until=TODAY + timedelta(days=until) if until else None,
        )
    WijkAnalysis.objects.create(
        municipality_code=make.AMERSFOORT,
        district_code=make.LIENDERT,
        number=1,
        actor_id="system:test",
        published_on=TODAY,
    )
    assert standing("team").stand == Stand.ON_TRACK
    assert standing("team").reason.startswith("2 deelnemers")
    TeamSeat.objects.create(team=here, group="School", since=TODAY)
    assert standing("team").stand == Stand.REACHED
    WijkAnalysis.objects.update(published_on=None)
    assert standing("team").stand == Stand.ON_TRACK


def test_the_map_is_the_part_that_is_confirmed_and_four_entries_say_nothing(people: Cast) -> None:
    team()
    services("fresh", "fresh", "due", "stale")
    assert standing("map").stand == Stand.UNKNOWN
    assert "te weinig" in standing("map").reason
    services("fresh")
    one = standing("map")
    assert (one.measured.value, one.stand) == (80.0, Stand.REACHED)
    assert "4 van de 5" in one.reason
    services("stale")
    assert standing("map").stand == Stand.ON_TRACK


def test_an_agenda_counts_once_it_is_adopted(people: Cast) -> None:
    team(TODAY - relativedelta(months=25))
    made = scene.agenda()
    assert standing("agenda").stand == Stand.LATE
    type(made).objects.filter(pk=made.pk).update(state="adopted")
    AgendaStep.objects.create(agenda=made, state="adopted", done_on=TODAY)
    assert standing("agenda").stand == Stand.REACHED
    assert standing("agenda").measured.on == TODAY


def test_alliances_for_young_people_count_while_they_work(people: Cast) -> None:
    team()
    group = make.target_group("youth")
    type(group).objects.filter(pk="youth").update(age_to=25)
    alliance = Alliance.objects.create(
        municipality_code=make.AMERSFOORT,
        district_code=make.LIENDERT,
        title="Jongeren op het veld",
        purpose="Samen",
        theme=make.theme(),
        target_group=group,
    )
    assert standing("youth").stand == Stand.ON_TRACK
    Alliance.objects.filter(pk=alliance.pk).update(state="running", starts_on=TODAY)
    assert standing("youth").stand == Stand.REACHED
    assert "Jongeren op het veld" in standing("youth").reason


def test_a_heart_is_a_community_centre_or_a_place_with_an_offer_for_everybody(people: Cast) -> None:
    make.place("Sporthal", district_code=make.LIENDERT, kind="sport")
    assert standing("heart").measured.value == 0
    church = make.place("Adventkerk", district_code=make.LIENDERT, kind="faith")
    everyone = make.target_group("everyone", everyone=True)
    made = make.service("Open koffie", place=church, function="meeting", aimed_at="general", published=True)
    made.target_groups.set([everyone])
    assert standing("heart").reason == "Adventkerk."
    make.place("Wijkcentrum", district_code=make.LIENDERT, kind="community")
    assert standing("heart").measured.value == 2


def test_the_use_of_rooms_is_unknown_where_none_can_be_booked(people: Cast) -> None:
    team()
    assert standing("rooms").stand == Stand.UNKNOWN
    assert "Hier is geen ruimte te boeken in Wijkhart" in standing("rooms").reason


def test_people_measure_the_others_and_the_newest_counts(people: Cast) -> None:
    team()
    assert standing("instrument").reason == "Nog niet gemeten."
    told = {"by": BY, "target": target("instrument"), "district": make.LIENDERT}
    measure_target(**told, value=1, measured_on=TODAY - timedelta(days=9), says="Raadsbesluit 12")
    measure_target(**told, value=0, measured_on=TODAY, says="Toch niet gebruikt")
    assert standing("instrument").stand == Stand.ON_TRACK
    assert "Toch niet gebruikt" in standing("instrument").reason
    assert "Raadsbesluit 12" in Client().get(f"/streefbeelden/{target('instrument').pk}/").content.decode()


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"value": 2}, "ja of nee"),
        ({"measured_on": TODAY + timedelta(days=1)}, "nog komen"),
        ({"says": " "}, "waar dat staat"),
        ({"district": "WK015001"}, "niet in deze gemeente"),
    ],
)
def test_a_finding_that_cannot_be_is_refused(people: Cast, told: dict[str, Any], words: str) -> None:
    good = {"district": make.LIENDERT, "value": 1, "measured_on": TODAY, "says": "Gezien"}
    with pytest.raises(Refused, match=words):
        measure_target(by=BY, target=target("instrument"), **{**good, **told})


def test_what_wijkhart_measures_is_not_overruled(people: Cast) -> None:
    with pytest.raises(Refused, match="meet dit doel zelf"):
        measure_target(
            by=BY, target=target("map"), district=make.LIENDERT, value=99, measured_on=TODAY, says="Volgens mij"
        )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"unit": "percent", "norm": 101}, "norm"),
        ({"unit": "yes_no", "norm": 2}, "norm"),
        ({"due": TODAY}, "months"),
        ({"months": None}, "months"),
        ({"months": 0}, "months"),
        ({"title": " "}, "title"),
        ({"automatic": "magic"}, "automatic"),
    ],
)
def test_a_target_that_cannot_be_is_refused_by_field(people: Cast, told: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_target(by=BY, municipality=make.AMERSFOORT, facts=facts(**told))
    assert field in {one.field for one in refused.value.problems}


def test_who_may_and_who_may_not(people: Cast) -> None:
    made = add_target(by=people.bob.actor, municipality=make.AMERSFOORT, facts=facts())
    measure_target(
        by=people.alice.actor, target=made, district=make.LIENDERT, value=1, measured_on=TODAY, says="Geteld"
    )
    for one in (people.alice, people.ines, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            edit_target(by=one.actor, target=made, facts=facts(title="Anders"), version=made.version)


def test_the_second_of_two_sees_the_first(people: Cast) -> None:
    made = target("heart")
    edit_target(by=BY, target=made, facts=facts(title="Eén hart per wijk"), version=made.version)
    page = people.bob.client().post(
        f"/streefbeelden/{made.pk}/wijzigen/",
        {
            "title": "Twee harten",
            "number": 7,
            "measured_by": "x",
            "unit": "count",
            "norm": 2,
            "months": 60,
            "version": 1,
        },
    )
    told = page.content.decode()
    assert "intussen gewijzigd" in told
    assert "Eén hart per wijk" in told
    assert "Twee harten" in told


def test_residents_read_where_their_wijk_stands_and_take_it_away(people: Cast) -> None:
    team()
    page = Client().get(f"/wijken/{make.LIENDERT}/streefbeelden/").content.decode()
    for words in ("kloppend hart", "op koers", "De data tellen vanaf die dag", "Hier is geen ruimte te boeken"):
        assert words in page
    board = Client().get(f"/gemeenten/{make.AMERSFOORT}/streefbeelden/").content.decode()
    assert "Liendert" in board
    told = Client().get(f"/gemeenten/{make.AMERSFOORT}/streefbeelden/?uitvoer=csv").content.decode("utf-8-sig")
    wijken = Area.objects.current().districts().within(make.AMERSFOORT).count()
    assert len(told.strip().splitlines()) == 1 + 9 * wijken


def test_a_target_that_was_put_away_no_longer_counts_and_can_come_back(people: Cast) -> None:
    made = target("heart")
    set_target_active(by=BY, target=made, active=False, version=made.version)
    assert Client().get(f"/streefbeelden/{made.pk}/").status_code == 404
    assert "heart" not in {one.target.key for one in standings_in(ANONYMOUS, make.AMERSFOORT)}
    assert "Terughalen" in people.bob.client().get(f"/streefbeelden/{made.pk}/").content.decode()


def test_one_target_can_be_narrowed_to_how_wijken_stand(people: Cast) -> None:
    team()
    page = Client().get(f"/streefbeelden/{target('heart').pk}/?stand=op-koers").content.decode()
    assert "Liendert" in page.split("<tbody>")[1]
    assert "Oost" not in page.split("<tbody>")[1]
