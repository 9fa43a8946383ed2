"""The pages of season rounds: what is shown to whom, forms that lose nothing, and the answer that a club reads."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast
from tests.places.building import centre, room
from tests.seasons.season import ask, closed, hours, planned, published, season_of

from wijkhart.core.jobs.models import Job
from wijkhart.places.models import Room
from wijkhart.seasons.models import Objection, RoundState, SeasonPlan, SeasonRequest, SeasonRound
from wijkhart.seasons.queries.shares import shares_of
from wijkhart.seasons.queries.week import rooms_in, sessions_of, week_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area()
    make.theme()
    make.target_group()
    return cast()


@pytest.fixture
def hall(people: Cast) -> Room:
    return room(centre(), "Zaal", seats=30)


def text(client: Client, name: str, *arguments: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=arguments) + query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def asked(who: Cast, hall: Room, **other: str) -> dict[str, str]:
    """What a secretary types."""
    told = {
        "organisation": str(who.foundation.pk),
        "title": "Taalcafé",
        "user_kind": "subsidised",
        "people": "12",
        "times": "1",
        "at_least": "1",
        "minutes": "120",
        "weeks": "every",
        "elsewhere": "on",
        "rank_1": f"r:{hall.pk}",
        "window_count": "1",
        "window_1_weekday": "1",
        "window_1_begins": "19:00",
        "window_1_ends": "22:00",
        "window_1_degree": "wish",
        "do": "save",
    }
    return {**told, **other}


def test_a_draft_is_for_planners_and_an_open_round_for_everybody(people: Cast, hall: Room) -> None:
    draft = season_of([hall], opened=False, title="Geheim")
    shown = reverse("season_round_detail", args=[draft.pk])
    assert "Geheim" not in text(Client(), "season_round_list", make.AMERSFOORT)
    assert Client().get(shown).status_code == 404
    assert people.alice.client().get(shown).status_code == 200
    opened = season_of([hall], title="Winter")
    page = text(Client(), "season_round_detail", opened.pk)
    assert "Organisatie met subsidie" in page
    assert "1.000" in page
    assert "Vraag een ruimte" not in page, "a visitor has no organisation to ask for"
    assert "Vraag een ruimte" in text(people.dina.client(), "season_round_detail", opened.pk)
    assert "Winter" in text(Client(), "season_round_list", make.AMERSFOORT, query=f"?plek={hall.place_id}")
    assert Client().get(reverse("place_seasons", args=[hall.place_id])).status_code == 302


def test_a_planner_makes_opens_and_closes_a_round(people: Cast, hall: Room) -> None:
    alice = people.alice.client()
    told = {"title": "Herfst", "first_day": "2027-09-06", "last_day": "2028-06-11", "ask_until": "2027-09-20"}
    goals = {f"goal_{name}": "100" for name in ("subsidised", "non_subsidised", "commercial", "wished", "rank")}
    goals |= {f"goal_{name}": "10" for name in ("fair", "last", "same_room", "edge", "useful")}
    add = reverse("season_round_add", args=[make.AMERSFOORT])
    page = alice.post(add, {**told, **goals, "rooms": [str(hall.pk)], "seed": "1"}).content.decode()
    assert "Kies een dag voor maandag 6 september 2027" in page
    assert 'value="Herfst"' in page, "nothing typed is lost"
    alice.post(add, {**told, **goals, "ask_until": "2027-06-01", "rooms": [str(hall.pk)], "seed": "1"})
    made = SeasonRound.objects.get()
    assert made.goals["subsidised"] == 100
    assert list(made.rooms.all()) == [hall]
    step = reverse("season_round_step", args=[made.pk])
    assert people.dina.client().post(step, {"stap": "open", "version": "1"}).status_code in (403, 404)
    alice.post(step, {"stap": "open", "version": str(made.version)})
    made.refresh_from_db()
    assert made.state == RoundState.OPEN
    assert alice.post(step, {"stap": "iets"}).status_code == 404


def test_a_secretary_asks_and_loses_nothing_by_a_mistake(people: Cast, hall: Room) -> None:
    season, dina = season_of([hall]), people.dina.client()
    form = reverse("season_round_ask", args=[season.pk])
    page = dina.post(form, asked(people, hall, window_1_ends="", people="")).content.decode()
    assert "Vul in tot hoe laat." in page
    assert 'value="Taalcafé"' in page
    page = dina.post(form, asked(people, hall, window_1_ends="20:00")).content.decode()
    assert "korter dan de 120 minuten" in page, "what the action refuses stands at the row of hours"
    page = dina.post(form, asked(people, hall, do="window_add")).content.decode()
    assert "window_2_weekday" in page
    assert 'value="19:00"' in page
    assert "nog niet bewaard" in page
    assert not SeasonRequest.objects.exists()
    dina.post(form, asked(people, hall))
    made = SeasonRequest.objects.get()
    assert made.organisation == people.foundation
    assert [(one.weekday, one.begins, one.ends) for one in made.windows.all()] == [(1, time(19), time(22))]
    assert made.ranks.get().room == hall
    assert "Taalcafé" in text(dina, "season_request_mine")
    assert "Taalcafé" not in text(people.joris.client(), "season_request_mine")
    assert people.kees.client().get(reverse("season_request_detail", args=[made.pk])).status_code == 404


def test_a_request_is_changed_and_withdrawn(people: Cast, hall: Room) -> None:
    season, dina = season_of([hall]), people.dina.client()
    dina.post(reverse("season_round_ask", args=[season.pk]), asked(people, hall))
    made = SeasonRequest.objects.get()
    edit = reverse("season_request_edit", args=[made.pk])
    assert 'value="Taalcafé"' in dina.get(edit).content.decode()
    dina.post(edit, asked(people, hall, title="Taalcafé voor ouders", version=str(made.version)))
    made.refresh_from_db()
    assert made.title == "Taalcafé voor ouders"
    page = dina.post(edit, asked(people, hall, title="Anders", version="1")).content.decode()
    assert "Iemand anders" in page, "somebody who read an old version is told"
    dina.post(reverse("season_request_withdraw", args=[made.pk]), {"version": str(made.version)})
    made.refresh_from_db()
    assert made.state == "withdrawn"


def test_a_second_request_belongs_to_the_first(people: Cast, hall: Room) -> None:
    season, dina = season_of([hall]), people.dina.client()
    form = reverse("season_round_ask", args=[season.pk])
    assert "Hoort dit bij een andere aanvraag" not in dina.get(form).content.decode()
    dina.post(form, asked(people, hall))
    first = SeasonRequest.objects.get()
    assert "Hoort dit bij een andere aanvraag" in dina.get(form).content.decode()
    dina.post(form, asked(people, hall, title="Jeugd", companion=str(first.pk), beside="after", shortest="90"))
    second = SeasonRequest.objects.get(title="Jeugd")
    assert (second.companion, second.beside, second.shortest) == (first, "after", 90)
    page = text(dina, "season_request_detail", second.pk)
    assert "Taalcafé</a>" in page
    assert "90 minuten" in page


def test_the_answer_says_why_and_the_club_takes_what_is_free(people: Cast, hall: Room) -> None:
    season, dina = season_of([hall]), people.dina.client()
    ask(season, "Koor", minutes=240, hours=hours("18:00-22:00"), user_kind="subsidised")
    late = asked(people, hall, window_1_begins="18:00", user_kind="commercial")
    dina.post(reverse("season_round_ask", args=[season.pk]), late)
    mine = SeasonRequest.objects.get(title="Taalcafé")
    assert "Koor" not in text(dina, "season_request_detail", mine.pk), "not before it is published"
    published(season)
    page = text(dina, "season_request_detail", mine.pk)
    assert "Er is geen ruimte voor deze aanvraag" in page
    assert "Koor (Club Koor)" in page
    reason = SeasonRound.objects.get().plan.reasons.get(request=mine)  # type: ignore[union-attr]
    offer = reason.alternatives[0]
    wanted = {"room": offer["room"], "weekday": str(offer["weekday"]), "starts": offer["starts"]}
    take = reverse("season_request_take", args=[mine.pk])
    assert dina.post(take, {**wanted, "starts": "soms"}).status_code == 404
    assert dina.post(take, {**wanted, "room": "x"}).status_code == 404
    assert people.joris.client().post(take, wanted).status_code == 403, "who reads rounds does not take"
    assert people.lena.client().post(take, wanted).status_code == 404
    dina.post(take, wanted)
    assert "U hebt een ruimte" in text(dina, "season_request_detail", mine.pk)
    calendar = text(dina, "season_request_calendar", mine.pk)
    assert calendar.count("BEGIN:VEVENT") == 4, "four weeks without a holiday"
    assert "STATUS:TENTATIVE" in calendar
    plan = SeasonRound.objects.get().plan
    assert plan is not None
    public = text(Client(), "season_plan_sessions", plan.pk)
    assert "Koor" in public
    assert "Vastzetten" not in public


def test_a_shorter_session_has_the_same_button_and_the_answer_tells_the_first_wish(people: Cast, hall: Room) -> None:
    """The club wants 19-21 on Tuesday best, and can on Wednesday; the choir leaves an hour on Tuesday."""
    season, dina = season_of([hall]), people.dina.client()
    ask(season, "Koor", hours=hours("20:00-22:00"), user_kind="subsidised")
    ask(season, "Dans", hours=hours("19:00-21:00", day=2), user_kind="subsidised")
    can = {"window_count": "2", "window_2_weekday": "2", "window_2_begins": "19:00", "window_2_ends": "21:00"}
    wants = asked(people, hall, window_1_ends="21:00", user_kind="commercial", window_2_degree="can", **can)
    dina.post(reverse("season_round_ask", args=[season.pk]), wants)
    mine = SeasonRequest.objects.get(title="Taalcafé")
    published(season)
    page = text(dina, "season_request_detail", mine.pk)
    assert "Waarom niet uw eerste wens?" in page
    assert page.index("zonder Koor (Club Koor)") < page.index("Waarom niet alles wat u vroeg?"), "not Dans"
    assert "60 minuten korter: dinsdag 19.00 uur tot 20.00 uur in Zaal" in page
    assert 'name="minutes" value="60"' in page
    take = reverse("season_request_take", args=[mine.pk])
    wanted = {"room": str(hall.pk), "weekday": "1", "starts": "19:00"}
    assert dina.post(take, {**wanted, "minutes": "een"}).status_code == 404
    dina.post(take, {**wanted, "minutes": "60"})
    page = text(dina, "season_request_detail", mine.pk)
    assert "Samen 60 minuten per week korter dan gevraagd." in page
    assert "19.00 uur - 20.00 uur" in page


def test_an_objection_is_made_and_answered(people: Cast, hall: Room) -> None:
    season, dina, alice = season_of([hall]), people.dina.client(), people.alice.client()
    dina.post(reverse("season_round_ask", args=[season.pk]), asked(people, hall))
    mine = SeasonRequest.objects.get()
    published(season)
    url = reverse("season_request_object", args=[mine.pk])
    assert people.joris.client().get(url).status_code == 403
    assert people.lena.client().get(url).status_code == 404
    dina.post(url, {"text": "Het is te laat op de avond."})
    made = Objection.objects.get()
    assert "te laat op de avond" in text(alice, "objection_answer", made.pk)
    assert people.dina.client().get(reverse("objection_answer", args=[made.pk])).status_code == 403
    answer = reverse("objection_answer", args=[made.pk])
    alice.post(answer, {"answer": ""})
    assert Objection.objects.get().state == "open"
    alice.post(answer, {"state": "rejected", "answer": "Eerder is alles bezet.", "version": str(made.version)})
    assert "Eerder is alles bezet." in text(dina, "season_request_detail", mine.pk)
    page = text(alice, "season_round_final", season.pk)
    assert "Waarom boekt u voordat de tijd voor bezwaar voorbij is?" in page
    alice.post(reverse("season_round_final", args=[season.pk]), {"early_why": "Iedereen is akkoord.", "version": "9"})
    assert Job.objects.get(kind="seasons.finalise").params["early_why"] == "Iedereen is akkoord."


def test_a_planner_pins_moves_and_compares(people: Cast, hall: Room) -> None:
    season, alice = season_of([hall]), people.alice.client()
    ask(season, "Schaken")
    plan = planned(closed(season))
    session = plan.sessions.get()
    pin = reverse("season_plan_pin", args=[plan.pk, session.pk])
    answer = alice.post(pin, {"stap": "pin", "version": str(plan.version), "terug": "https://boef.example/"})
    assert answer.headers["Location"] == reverse("season_plan_sessions", args=[plan.pk]), "no way to elsewhere"
    session.refresh_from_db()
    assert session.pinned
    move = reverse("season_plan_move", args=[plan.pk, session.pk])
    wanted = {"room": str(hall.pk), "weekday": "2", "starts": "19:00"}
    page = alice.get(move, wanted).content.decode()
    assert "Wat dit doet" in page
    assert "gaat in tegen wat deze groep vroeg" in page
    assert SeasonPlan.objects.get().sessions.get().weekday == 1, "looking changes nothing"
    plan.refresh_from_db()
    alice.post(move, {**wanted, "version": str(plan.version)})
    assert plan.sessions.get().weekday == 1, "not without saying that it is known"
    alice.post(move, {**wanted, "version": str(plan.version), "knowingly": "on"})
    assert plan.sessions.get().weekday == 2
    assert Job.objects.filter(kind="seasons.explain").exists()
    alice.post(reverse("season_plan_copy", args=[plan.pk]))
    copy = SeasonPlan.objects.get(number=2)
    assert "Er verandert niets" in text(alice, "season_plan_compare", copy.pk, query=f"?met={plan.pk}")
    alice.post(reverse("season_plan_again", args=[plan.pk]), {"seconds": "5"})
    assert Job.objects.get(kind="seasons.compute").params["few_changes"] is True
    assert "De computer zoekt" in text(alice, "season_round_plans", season.pk)
    assert people.dina.client().get(move).status_code == 404


def test_what_does_not_add_up_is_told_before_a_plan(people: Cast, hall: Room) -> None:
    season, alice = season_of([hall]), people.alice.client()
    ask(season, "Reuzenkoor", people=500)
    page = text(alice, "season_round_check", season.pk)
    assert "Reuzenkoor" in page
    assert "500" in page
    assert people.dina.client().get(reverse("season_round_check", args=[season.pk])).status_code == 403


def test_the_week_of_a_room_and_the_shares_by_hand(people: Cast, hall: Room) -> None:
    """Open nine to ten in the evening; chess on Tuesday from seven to nine, yoga asked the same two hours."""
    season = season_of([hall])
    ask(season, "Schaken", user_kind="subsidised")
    ask(season, "Yoga", user_kind="commercial")
    plan = planned(closed(season))
    assert rooms_in(plan) == [hall]
    evening = week_of(plan, hall, sessions_of(plan))[2].cells[1]
    assert [one.request.title for one in evening.sessions] == ["Schaken"]
    assert evening.free == ((time(18), time(19)), (time(21), time(22)))
    morning = week_of(plan, hall, sessions_of(plan))[0].cells[1]
    assert morning.free == ((time(9), time(12)),)
    kinds, parties, total = shares_of(plan)
    assert [(one.name, one.asked, one.granted) for one in kinds] == [
        ("organisatie met subsidie", 2.0, 2.0),
        ("bedrijf, of met winst", 2.0, 0.0),
    ]
    assert (total.percent, total.nothing, total.wished_percent) == (50.0, 1, 100.0)
    assert {one.name for one in parties} == {"Club Schaken", "Club Yoga"}
    assert "50" in text(people.alice.client(), "season_plan_shares", plan.pk)
    assert "Yoga" in text(people.alice.client(), "season_plan_unmet", plan.pk)
    assert "Yoga" in text(people.alice.client(), "season_round_requests", season.pk, query="?uitvoer=csv")
