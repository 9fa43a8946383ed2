"""Rounds and requests: who may what, until when, and what is wrong with input."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import make
from tests.cast import cast
from tests.places.building import BY, centre, room
from tests.seasons.season import AMERSFOORT, ask, closed, hall, hours, quiet_monday, season_of

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.seasons.actions import (
    change_request,
    change_round,
    close_round,
    make_round,
    open_round,
    remove_round,
    set_bonus,
    submit_request,
    withdraw_request,
)
from wijkhart.seasons.models import Degree, RoundState, SeasonRequest, SeasonRound
from wijkhart.seasons.request_facts import Hours, RequestFacts
from wijkhart.seasons.round_facts import RoundFacts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def facts(**more: Any) -> RoundFacts:
    first = quiet_monday()
    told = {"title": "Winter", "first_day": first, "last_day": first + timedelta(days=27),
            "ask_until": timezone.localdate()}  # fmt: skip
    return RoundFacts(**{**told, **more})


def wanted(**more: Any) -> RequestFacts:
    told = {"title": "Chess", "name": "Club", "minutes": 120, "people": 9, "hours": hours("19:00-22:00"),
            "elsewhere": True}  # fmt: skip
    return RequestFacts(**{**told, **more})


def test_a_round_is_made_opened_and_closed_and_each_step_is_recorded() -> None:
    made = make_round(by=BY, municipality=AMERSFOORT, facts=facts(goals={"wished": 100, "rank": 5}), rooms=[hall()])
    assert (made.state, made.goals, made.rooms.count()) == ("draft", {"rank": 5}, 1)
    made = open_round(by=BY, season=made, version=1)
    assert made.asks
    assert closed(made).state == RoundState.CLOSED
    verbs = list(
        Entry.objects.filter(verb__startswith="season_round").order_by("number").values_list("verb", flat=True)
    )
    assert verbs == ["season_round.made", "season_round.opened", "season_round.closed"]


def test_only_planners_make_rounds() -> None:
    people = cast()
    for person in (people.bob, people.charlie, people.joris, people.dina, people.kees):
        with pytest.raises(NotAllowed):
            make_round(by=person.actor, municipality=AMERSFOORT, facts=facts())
    assert make_round(by=people.alice.actor, municipality=AMERSFOORT, facts=facts()).actor_id.startswith("user:")


def test_a_draft_is_seen_by_who_reads_rounds_there_and_an_open_round_by_everybody() -> None:
    people = cast()
    made = season_of([hall()], opened=False)
    sees = [one for one in people.people if SeasonRound.objects.visible_to(one.actor).exists()]
    assert sees == [people.alice, people.bob, people.farid, people.joris]
    assert not SeasonRound.objects.visible_to(ANONYMOUS).exists()
    open_round(by=BY, season=made, version=made.version)
    assert SeasonRound.objects.visible_to(ANONYMOUS).exists()


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"title": " "}, "title", "no name"),
        ({"title": "<b>x</b>"}, "title", "HTML"),
        ({"last_day": date(2000, 1, 1)}, "last_day", "ends before it begins"),
        ({"last_day": date(2099, 1, 1)}, "last_day", "at most a year"),
        ({"ask_until": date(2099, 1, 1)}, "ask_until", "could still ask"),
        ({"user_kinds": ("kings",)}, "user_kinds", "not on the list"),
        ({"school_region": "oost"}, "school_region", "not on the list"),
        ({"goals": {"glory": 1}}, "goals", "no goal"),
        ({"goals": {"rank": -1}}, "goal_rank", "0 to 100000"),
    ],
)
def test_what_is_wrong_with_a_round_is_said_with_its_field(wrong: dict[str, Any], field: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        make_round(by=BY, municipality=AMERSFOORT, facts=facts(**wrong))
    assert (field, True) in [(one.field, says in one.message) for one in caught.value.problems]
    assert not SeasonRound.objects.exists()


def test_rooms_of_elsewhere_and_rooms_that_cannot_be_booked_take_no_part() -> None:
    away = room(make.place("Ginds", "GM0150"))
    with pytest.raises(Refused, match="another municipality"):
        season_of([away])
    with pytest.raises(Refused, match="cannot be booked"):
        season_of([room(centre(), booking_mode="none")])
    with pytest.raises(Refused, match="no rooms"):
        season_of([])


def test_two_rounds_with_one_name_and_a_change_that_comes_too_late_are_refused() -> None:
    made = season_of([hall()])
    with pytest.raises(Refused, match="round with this name"):
        season_of([])
    change_round(by=BY, season=made, facts=facts(rules="New", ask_until=made.ask_until), version=made.version)
    with pytest.raises(Refused, match="Somebody else changed"):
        change_round(by=BY, season=made, facts=facts(), version=made.version)


def test_what_groups_go_by_stands_once_they_can_ask() -> None:
    made = season_of([hall()])
    same = facts(ask_until=made.ask_until)
    with pytest.raises(Refused, match="days and who may ask stand"):
        change_round(by=BY, season=made, facts=replace(same, user_kinds=("subsidised",)), version=made.version)
    earlier = replace(same, ask_until=made.ask_until - timedelta(days=1))
    with pytest.raises(Refused, match="not earlier"):
        change_round(by=BY, season=made, facts=earlier, version=made.version)
    with pytest.raises(Refused, match="Groups may ask until"):
        close_round(by=BY, season=made, version=made.version)
    with pytest.raises(Refused, match="cannot be done now"):
        remove_round(by=BY, season=made, version=made.version)


def test_a_member_asks_for_their_own_organisation_until_the_deadline_only() -> None:
    people, made = cast(), season_of([hall()])
    own = wanted(organisation=people.centre)
    for stranger in (people.dina.actor, people.lena.actor, people.charlie.actor, ANONYMOUS):
        with pytest.raises(NotAllowed):
            submit_request(by=stranger, season=made, facts=own)
    asked = submit_request(by=people.kees.actor, season=made, facts=own)
    assert (asked.who, asked.name, asked.windows.count()) == (people.centre.name, "", 1)
    seen: list[tuple[Actor, bool]] = [(people.kees.actor, True), (people.alice.actor, True), (people.joris.actor, True),
                                      (people.dina.actor, False), (people.charlie.actor, False)]  # fmt: skip
    assert [SeasonRequest.objects.visible_to(who).exists() for who, _sees in seen] == [sees for _who, sees in seen]
    late = closed(made)
    asked.refresh_from_db()
    with pytest.raises(Refused, match="deadline was"):
        change_request(by=people.kees.actor, request=asked, facts=own, version=asked.version)
    changed = change_request(by=people.alice.actor, request=asked, facts=replace(own, people=11), version=1)
    assert changed.people == 11
    assert submit_request(by=BY, season=late, facts=wanted()).who == "Club"


def test_a_request_is_changed_and_withdrawn_with_its_wishes() -> None:
    made, hall_ = season_of([one := hall()]), one
    asked = ask(made)
    facts_ = wanted(ranks=(hall_, hall_.place), elsewhere=False, hours=hours("18:00-20:00", "20:00-22:00", day=3))
    asked = change_request(by=BY, request=asked, facts=facts_, version=1)
    assert [one.rank for one in asked.ranks.all()] == [1, 2]
    assert {one.weekday for one in asked.windows.all()} == {3}
    with pytest.raises(Refused, match="Somebody else changed"):
        withdraw_request(by=BY, request=asked, version=1)
    withdraw_request(by=BY, request=asked, version=2)
    assert not made.requests.asked().exists()
    with pytest.raises(Refused, match="was withdrawn"):
        change_request(by=BY, request=asked, facts=facts_, version=3)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"title": ""}, "title", "Nobody can see"),
        ({"name": ""}, "organisation", "Say who asks"),
        ({"name": "ria@example.org"}, "name", "mail address"),
        ({"times": 8}, "times", "1 to 7 times"),
        ({"at_least": 2}, "at_least", "cannot be more"),
        ({"minutes": 50}, "minutes", "quarters of an hour"),
        ({"people": 0}, "people", "Nobody would come"),
        ({"user_kind": "king"}, "user_kind", "not on the list"),
        ({"equipment": ("sauna",)}, "equipment", "not on the list"),
        ({"hours": ()}, "hours", "name 0 days"),
        ({"times": 2, "at_least": 2}, "hours", "name 1 days, and need at least 2"),
        ({"hours": (Hours(1, timezone.datetime(2027, 1, 1, 20).time(), timezone.datetime(2027, 1, 1, 19).time()),)},
         "hours", "end comes before"),
        ({"minutes": 240}, "hours", "shorter than the 240 minutes"),
        ({"elsewhere": False}, "ranks", "name no room"),
        ({"last_day": date(2099, 1, 1)}, "first_day", "outside the season"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_request_is_said_with_its_field(wrong: dict[str, Any], field: str, says: str) -> None:
    made = season_of([hall()])
    with pytest.raises(BadInput) as caught:
        submit_request(by=BY, season=made, facts=wanted(**wrong))
    assert (field, True) in [(one.field, says in one.message) for one in caught.value.problems]
    assert not SeasonRequest.objects.exists()


def test_who_may_not_ask_and_a_room_that_takes_no_part() -> None:
    made = season_of([hall()], user_kinds=("subsidised",))
    with pytest.raises(BadInput, match="not for you"):
        submit_request(by=BY, season=made, facts=wanted())
    other = room(centre("Ginds"), "Andere zaal")
    with pytest.raises(BadInput, match="Andere zaal is not in this round"):
        submit_request(by=BY, season=made, facts=wanted(user_kind="subsidised", ranks=(other,)))


def test_hours_that_touch_make_one_stretch() -> None:
    made = season_of([hall()])
    spans = (*hours("19:00-20:00"), *hours("20:00-21:00", degree=Degree.CAN))
    assert ask(made, hours=spans).windows.count() == 2


def test_a_bonus_is_shown_with_its_reason() -> None:
    people, made = cast(), season_of([hall()])
    asked = ask(made)
    with pytest.raises(Refused, match="which white spot"):
        set_bonus(by=BY, request=asked, points=200, why=" ", version=1)
    with pytest.raises(Refused, match="0 to 1000"):
        set_bonus(by=BY, request=asked, points=2000, why="x", version=1)
    with pytest.raises(NotAllowed):
        set_bonus(by=people.kees.actor, request=asked, points=200, why="x", version=1)
    asked = set_bonus(
        by=people.alice.actor, request=asked, points=200, why="No language lessons in Liendert", version=1
    )
    assert (asked.bonus, asked.bonus_why) == (200, "No language lessons in Liendert")
