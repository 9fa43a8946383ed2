"""Handing an activity over to residents: with steps, to one taker at a time, until the entry says so too."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import make
from tests.agenda import scene
from tests.cast import Cast, cast

from wijkhart.accounts.models import Organisation
from wijkhart.coordination.actions import (
    HandoverFacts,
    add_handover_step,
    change_handover,
    change_handover_step,
    finish_handover,
    load_example_handovers,
    mark_handover_step,
    remove_handover_step,
    start_handover,
    stop_handover,
)
from wijkhart.coordination.handover_steps import first_steps
from wijkhart.coordination.models import Alliance, Handover, HandoverState
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.directory.actions import change_service
from wijkhart.directory.facts import offer_of
from wijkhart.directory.models import ChangeState, Service

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
TODAY = timezone.localdate()
DUE = TODAY + timedelta(days=60)
LIST = f"/gemeenten/{make.AMERSFOORT}/overdrachten/"


@pytest.fixture
def people() -> Cast:
    scene.town()
    return cast()


@pytest.fixture
def service(people: Cast) -> Service:
    place = make.place("Buurthuis", district_code=make.LIENDERT)
    return make.service("Koffietafel", provider=people.foundation, line=1, place=place)


def told(**facts: object) -> HandoverFacts:
    return HandoverFacts(**{"due": DUE, "taker_name": "Bewoners van de koffietafel", **facts})


def started(service: Service, **facts: object) -> Handover:
    return start_handover(by=SYSTEM, service=service, facts=told(**facts))


def all_done(handover: Handover) -> Handover:
    handover.steps.filter(due__lte=handover.due).update(done_on=TODAY)
    return handover


def test_the_first_steps_are_spread_evenly_and_looking_back_comes_after_the_day() -> None:
    steps = first_steps(date(2026, 1, 1), date(2026, 3, 2))
    assert [day for _title, day in steps] == [
        date(2026, 1, 11),
        date(2026, 1, 21),
        date(2026, 1, 31),
        date(2026, 2, 10),
        date(2026, 2, 20),
        date(2026, 3, 2),
        date(2026, 6, 2),
    ]
    assert steps[1][0] == "Sleutel en toegang regelen"


def test_a_coordinator_begins_on_the_page_and_gets_the_steps(people: Cast, service: Service) -> None:
    client = people.alice.client()
    page = client.get(f"{LIST}nieuw/?aanbod={service.pk}")
    assert f'value="{service.pk}" selected' in page.content.decode()
    assert not Handover.objects.exists()
    client.post(f"{LIST}nieuw/", {"service": service.pk, "taker_name": "Buren", "due": DUE.isoformat()})
    made = Handover.objects.get()
    assert (made.taker_name, made.steps.count(), made.municipality_code) == ("Buren", 7, make.AMERSFOORT)
    told_there = client.get(f"/overdrachten/{made.pk}/").content.decode()
    assert "Sleutel en toegang regelen" in told_there
    assert "0 van 7" in told_there


def test_only_one_handover_of_an_offer_goes_on_at_a_time(people: Cast, service: Service) -> None:
    first = started(service)
    with pytest.raises(Refused, match="al overgedragen"):
        started(service)
    stop_handover(by=SYSTEM, handover=first, version=1, outcome="De groep viel uit elkaar.")
    assert started(service).steps.count() == 7


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"taker_name": "  "}, "taker_name"),
        ({"due": TODAY - timedelta(days=1)}, "due"),
        ({"due": TODAY}, "due"),
        ({"due": date(9999, 12, 1)}, "due"),
        ({"supported_until": DUE + timedelta(days=9)}, "supported_by"),
    ],
)
def test_facts_that_cannot_be_are_refused_with_the_field(
    service: Service, facts: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        started(service, **facts)
    assert [one.field for one in refused.value.problems] == [field]
    assert not Handover.objects.exists()


def test_organisations_and_alliances_are_of_this_town_and_help_comes_after_the_day(
    people: Cast, service: Service
) -> None:
    elsewhere = Alliance.objects.create(
        municipality_code=make.DEVENTER, title="X", theme=make.theme(), target_group=make.target_group("seniors")
    )
    wrong = {"taker": people.other_town, "supported_by": people.other_town, "alliance": elsewhere}
    with pytest.raises(BadInput) as refused:
        started(service, **wrong, supported_until=DUE - timedelta(days=1))
    assert {one.field for one in refused.value.problems} == {"taker", "supported_by", "alliance", "supported_until"}
    with pytest.raises(BadInput, match="al"):
        started(service, taker=people.foundation)
    with pytest.raises(BadInput) as refused:
        started(service, supported_by=people.foundation)
    assert [one.field for one in refused.value.problems] == ["supported_until"]


@pytest.mark.parametrize(
    "facts", [{"line": 0}, {"line": 1, "aimed_at": "vulnerable"}, {"line": 1, "life_cycle": "ended"}]
)
def test_only_a_general_offer_of_line_1_that_runs_can_be_handed_over(people: Cast, facts: dict[str, object]) -> None:
    with pytest.raises(Refused, match="algemeen aanbod"):
        started(make.service("Iets anders", provider=people.foundation, **facts))


def test_an_offer_of_another_town_is_not_in_the_list_and_refused(people: Cast) -> None:
    there = make.service("Deventer koffie", provider=people.other_town, municipality_code=make.DEVENTER, line=1)
    with pytest.raises(NotAllowed):
        start_handover(by=people.alice.actor, service=there, facts=told())
    page = people.alice.client().post(
        f"{LIST}nieuw/", {"service": there.pk, "taker_name": "Buren", "due": DUE.isoformat()}
    )
    assert page.status_code == 200
    assert "Deventer koffie" not in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Handover.objects.exists()


def test_steps_are_added_changed_marked_and_removed(service: Service) -> None:
    made = started(service)
    with pytest.raises(Refused, match="past niet"):
        add_handover_step(by=SYSTEM, handover=made, title="X", due=TODAY - timedelta(days=1), version=1)
    with pytest.raises(Refused, match="past niet"):
        add_handover_step(by=SYSTEM, handover=made, title="X", due=DUE + timedelta(days=400), version=1)
    with pytest.raises(Refused, match="Zeg wat"):
        add_handover_step(by=SYSTEM, handover=made, title=" ", due=DUE, version=1)
    step = add_handover_step(by=SYSTEM, handover=made, title="Kas tellen", due=DUE, version=1)
    change_handover_step(by=SYSTEM, step=step, title="Kas samen tellen", due=TODAY, version=2)
    done = mark_handover_step(by=SYSTEM, step=step, done=True, says="Het klopt.", version=3)
    assert (done.title, done.done_on, done.says) == ("Kas samen tellen", TODAY, "Het klopt.")
    with pytest.raises(Refused, match="Deze stap is klaar"):
        remove_handover_step(by=SYSTEM, step=step, version=4)
    assert mark_handover_step(by=SYSTEM, step=step, done=False, says="", version=4).done_on is None
    remove_handover_step(by=SYSTEM, step=step, version=5)
    made.refresh_from_db()
    assert (made.steps.count(), made.version) == (7, 6)


def test_the_second_of_two_sees_the_first_and_loses_nothing(people: Cast, service: Service) -> None:
    made = started(service)
    change_handover(by=SYSTEM, handover=made, facts=told(taker_name="De wandelclub"), version=1)
    given = {"taker_name": "Het koor", "due": DUE.isoformat(), "version": 1}
    page = people.alice.client().post(f"/overdrachten/{made.pk}/wijzigen/", given).content.decode()
    assert "De wandelclub" in page
    assert "Het koor" in page
    assert "intussen gewijzigd" in page
    made.refresh_from_db()
    assert made.taker_name == "De wandelclub"
    people.alice.client().post(f"/overdrachten/{made.pk}/wijzigen/", {**given, "version": 2})
    made.refresh_from_db()
    assert made.taker_name == "Het koor"


def test_two_who_mark_one_step_do_not_overwrite_each_other(people: Cast, service: Service) -> None:
    made = started(service)
    step = made.steps.all()[0]
    mark_handover_step(by=SYSTEM, step=step, done=True, says="Vier mensen.", version=1)
    page = people.alice.client().post(
        f"/overdrachten/{made.pk}/stappen/{step.pk}/", {"done": "nee", "says": "Nog niemand.", "version": 1}
    )
    text = page.content.decode()
    assert "Vier mensen." in text
    assert "Nog niemand." in text
    step.refresh_from_db()
    assert step.says == "Vier mensen."


def test_finishing_sets_the_exit_of_the_entry_and_opens_the_page_to_everybody(people: Cast, service: Service) -> None:
    until = DUE + timedelta(days=90)
    made = started(service, supported_by=people.foundation, supported_until=until)
    page = f"/overdrachten/{made.pk}/"
    assert Client().get(page).status_code == 404
    with pytest.raises(Refused, match="Niet elke stap"):
        finish_handover(by=people.alice.actor, handover=made, version=1)
    all_done(made)
    done = finish_handover(by=people.alice.actor, handover=made, version=1)
    assert done.change is not None
    assert done.change.state == ChangeState.LIVE
    service.refresh_from_db()
    assert (service.exit, service.exit_on, service.exit_note) == ("handed_over", TODAY, made.taker_name)
    assert (service.supported_by, service.supported_until) == (people.foundation, until)
    assert "Bewoners van de koffietafel" in Client().get(page).content.decode()


def test_a_step_that_is_not_needed_is_said_and_looking_back_is_marked_later(service: Service) -> None:
    made = started(service)
    done = finish_handover(by=SYSTEM, handover=made, version=1, outcome="Zij deden het al zelf.").handover
    look_back = made.steps.get(due__gt=made.due)
    assert mark_handover_step(by=SYSTEM, step=look_back, done=True, says="Het loopt.", version=2).done_on == TODAY
    with pytest.raises(Refused, match="is afgelopen"):
        add_handover_step(by=SYSTEM, handover=done, title="Nog iets", due=DUE, version=3)


def test_the_change_of_a_provider_that_is_not_trusted_waits_and_pushes_nothing_aside(
    people: Cast, service: Service
) -> None:
    made = all_done(started(service))
    offer = offer_of(service)
    waiting = change_service(
        by=people.dina.actor,
        service=service,
        offer=type(offer)(**{**_fields(offer), "how_to_join": "Loop binnen."}),
        version=service.version,
    )
    client = people.dina.client()
    told_there = client.post(f"/overdrachten/{made.pk}/klaar/", {"version": 1}).content.decode()
    assert "wacht op goedkeuring" in told_there
    waiting.refresh_from_db()
    assert waiting.state == ChangeState.WAITING
    waiting.state = ChangeState.REFUSED
    waiting.save()
    answer = client.post(f"/overdrachten/{made.pk}/klaar/", {"version": 1}, follow=True).content.decode()
    assert "goedgekeurd" in answer
    made.refresh_from_db()
    service.refresh_from_db()
    assert (made.state, service.exit) == (HandoverState.DONE, "")


def _fields(offer: object) -> dict[str, object]:
    return {name: getattr(offer, name) for name in offer.__dataclass_fields__}  # type: ignore[attr-defined]


def test_a_broker_keeps_it_but_the_entry_is_for_who_may_change_that(people: Cast, service: Service) -> None:
    made = all_done(started(service))
    assert people.ines.client().get(f"/overdrachten/{made.pk}/wijzigen/").status_code == 200
    assert people.ines.client().get(f"/overdrachten/{made.pk}/klaar/").status_code == 403
    with pytest.raises(NotAllowed, match="aanbieder"):
        finish_handover(by=people.ines.actor, handover=made, version=1)


def test_stopping_takes_a_reason_and_leaves_the_entry(people: Cast, service: Service) -> None:
    made = started(service)
    with pytest.raises(Refused, match="Zeg waarom"):
        stop_handover(by=SYSTEM, handover=made, version=1, outcome=" ")
    page = f"/overdrachten/{made.pk}/stoppen/"
    people.alice.client().post(page, {"outcome": "Niemand had tijd.", "version": 1})
    made.refresh_from_db()
    service.refresh_from_db()
    assert (made.state, made.outcome, service.exit) == (HandoverState.STOPPED, "Niemand had tijd.", "")


@pytest.mark.parametrize("who", ["lena", "charlie"])
def test_residents_and_another_town_see_and_change_nothing_of_one_that_goes_on(
    people: Cast, service: Service, who: str
) -> None:
    made = started(service)
    person = getattr(people, who)
    assert person.client().get(f"/overdrachten/{made.pk}/").status_code == 404
    assert person.client().get(LIST).status_code == 403
    with pytest.raises(NotAllowed):
        stop_handover(by=person.actor, handover=made, version=1, outcome="x")


def test_a_provider_keeps_its_own_and_does_not_start(people: Cast, service: Service) -> None:
    made = started(service)
    step = made.steps.all()[0]
    mark_handover_step(by=people.dina.actor, step=step, done=True, says="", version=1)
    with pytest.raises(NotAllowed):
        mark_handover_step(by=people.joris.actor, step=step, done=False, says="", version=2)
    with pytest.raises(NotAllowed):
        start_handover(by=people.dina.actor, service=service, facts=told())
    assert people.dina.client().get(f"{LIST}nieuw/").status_code == 403


def test_a_worker_reads_the_list_without_a_place_to_begin(people: Cast, service: Service) -> None:
    assert "Koffietafel" in people.alice.client().get(LIST).content.decode()
    page = people.hans.client().get(LIST)
    assert page.status_code == 200
    assert "Koffietafel" not in page.content.decode()


def test_the_list_is_narrowed_by_wijk_and_lateness_and_taken_away_as_a_file(people: Cast, service: Service) -> None:
    late = started(service)
    east = make.place("Hal", district_code=scene.EAST)
    walk = make.service("Wandelen", provider=people.foundation, line=1, place=east)
    in_time = started(walk, taker_name="Wandelaars")
    in_time.steps.filter(title__startswith="Sleutel").update(due=TODAY - timedelta(days=3), done_on=TODAY)
    late.steps.filter(title__startswith="Sleutel").update(due=TODAY - timedelta(days=3))
    for asked in (f"wijk={make.LIENDERT}", "telaat=ja"):
        answer = people.alice.client().get(f"{LIST}?{asked}&uitvoer=csv")
        body = b"".join(answer) if answer.streaming else answer.content
        assert "Koffietafel" in body.decode("utf-8-sig")
        assert "Wandelaars" not in body.decode("utf-8-sig")


def test_the_examples_are_marked_and_loaded_once(people: Cast) -> None:
    Organisation.objects.filter(pk=people.foundation.pk).update(example=True)
    for name in ("Eten", "Koffie", "Wandelen"):
        make.service(name, provider=people.foundation, line=1, example=True)
    made = load_example_handovers(by=SYSTEM, municipality=make.AMERSFOORT)
    assert [(one.example, one.state) for one in Handover.objects.order_by("state")] == [(True, "done"), (True, "going")]
    assert len(made) == 2
    going = Handover.objects.get(state="going")
    assert [step.late for step in going.steps.all()[:4]] == [False, False, True, False]
    assert load_example_handovers(by=SYSTEM, municipality=make.AMERSFOORT) == []
    with pytest.raises(NotAllowed):
        load_example_handovers(by=people.hans.actor, municipality=make.AMERSFOORT)


def test_the_page_of_an_alliance_leads_to_its_handovers(people: Cast, service: Service) -> None:
    alliance = Alliance.objects.create(
        municipality_code=make.AMERSFOORT,
        title="Samen koffie",
        theme=make.theme(),
        target_group=make.target_group("seniors"),
        state="running",
        starts_on=TODAY,
    )
    made = started(service, alliance=alliance)
    page = people.alice.client().get(alliance.get_absolute_url()).content.decode()
    assert made.get_absolute_url() in page
    assert f"{LIST}nieuw/?alliantie={alliance.pk}" in page
    assert made.get_absolute_url() not in Client().get(alliance.get_absolute_url()).content.decode()
    assert alliance.title in people.alice.client().get(made.get_absolute_url()).content.decode()
