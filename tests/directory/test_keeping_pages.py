"""The pages on which somebody enters, changes, closes and follows an entry, as a browser posts them."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.forms import Field, MultipleChoiceField
from django.utils import timezone
from tests import make
from tests.cast import Cast, Person, cast
from tests.directory.keeping import TUESDAYS, offer, offered

from wijkhart.directory.actions import change_service
from wijkhart.directory.facts import facts_of, offer_of
from wijkhart.directory.forms.editing import ServiceForm
from wijkhart.directory.models import ChangeState, LifeCycle, Service, ServiceChange
from wijkhart.times.actions import Change, Slot, Timetable

pytestmark = pytest.mark.django_db
ESSENTIALS = {
    "name": "Soep op dinsdag",
    "themes": ["meeting"],
    "target_groups": ["seniors"],
    "where": "place",
    "place": "Het Middelpunt",
    "slot1_often": "1",
    "slot1_day": "1",
    "slot1_from": "12:00",
    "slot1_to": "13:30",
    "starts_on": "2026-11-03",
    "price": "2,50",
    "kind": "activity",
    "function": "meeting",
    "line": "0",
    "level": "district",
    "collective": "yes",
    "aimed_at": "general",
    "availability": "unknown",
    "published": "on",
}

DAILY = Timetable(TUESDAYS.starts_on, [Slot("FREQ=DAILY", time(9), time(10))])


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort", y=463_000.0)
    make.area(make.LIENDERT, name="Liendert")
    make.place("Het Middelpunt")
    offer()
    return cast()


def enter(person: Person, **facts: Any) -> Any:
    organisation = person.membership.organisation
    return person.client().post("/aanbod/nieuw/", {**ESSENTIALS, "provider": str(organisation.pk), **facts})


def trust(people: Cast) -> None:
    people.foundation.trusted = True
    people.foundation.save()


def test_the_essentials_are_enough(people: Cast) -> None:
    trust(people)
    page = people.dina.client().get("/aanbod/nieuw/").content.decode()
    assert "Drie minuten is genoeg" in page
    assert '<option value="Het Middelpunt">' in page
    assert enter(people.dina).status_code == 302
    made = Service.objects.get()
    assert (made.name, made.price, made.provider) == ("Soep op dinsdag", Decimal("2.50"), people.foundation)
    assert made.place
    assert made.place.name == "Het Middelpunt"
    assert [(one.weekday, one.per_week) for one in made.times.all()] == [(1, 1.0)]
    assert made.changes.get().verb == "offered"


def test_of_who_is_not_trusted_it_waits_and_stands_in_the_own_list(people: Cast) -> None:
    answer = enter(people.dina)
    assert answer.url == "/mijn-aanbod/"
    assert not Service.objects.exists()
    mine = people.dina.client().get("/mijn-aanbod/").content.decode()
    assert "Soep op dinsdag" in mine
    assert "wacht op het wijkteam" in mine
    change = ServiceChange.objects.get()
    assert people.joris.client().post(f"/wijzigingen/{change.pk}/intrekken/").status_code == 404
    people.dina.client().post(f"/wijzigingen/{change.pk}/intrekken/")
    assert "Soep op dinsdag" not in people.dina.client().get("/mijn-aanbod/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "<b>Soep</b>"}, "HTML-code"),
        ({"name": ""}, "Dit veld is verplicht"),
        ({"place": "Nergens"}, "We kennen deze plek niet"),
        ({"place": ""}, "Vul de plek in"),
        ({"themes": []}, "Kies er minstens een"),
        ({"slot1_to": ""}, "maak de hele regel leeg"),
        ({"slot1_to": "11:00"}, "Het einde ligt voor het begin"),
        ({"starts_on": "2026-11-03", "ends_on": "2026-11-01"}, "de laatste dag"),
        ({"slot1_day": "2", "starts_on": "2026-11-03", "ends_on": "2026-11-03"}, "nooit"),
        ({"not_on": "kerst"}, "is geen datum"),
        ({"price": "gratis"}, "getal"),
        ({"minimum_age": "60", "maximum_age": "12"}, "hoogste leeftijd"),
        ({"slot2_often": "1", "slot2_day": "1", "slot2_from": "12:00", "slot2_to": "13:30"}, "twee keer"),
    ],
)
def test_bad_input_has_a_message_and_loses_nothing(people: Cast, wrong: dict[str, Any], message: str) -> None:
    trust(people)
    answer = enter(people.dina, description="Blijft staan", **wrong)
    assert answer.status_code == 200
    told = answer.content.decode()
    assert message.lower() in told.lower()
    assert "wh-error-summary" in told
    assert "Blijft staan" in told
    assert not Service.objects.exists()


def test_a_place_by_a_part_of_its_name_and_two_of_one_name(people: Cast) -> None:
    trust(people)
    enter(people.dina, place="middelp")
    assert Service.objects.get().place
    make.place("Het Middelpunt Noord")
    assert "Welke bedoelt u" in enter(people.dina, place="middelp").content.decode()


@pytest.mark.parametrize(
    ("often", "rule"), [("2", "INTERVAL=2;BYDAY=TU"), ("m1", "BYDAY=1TU"), ("m-1", "FREQ=MONTHLY;BYDAY=-1TU")]
)
def test_how_often(people: Cast, often: str, rule: str) -> None:
    trust(people)
    enter(people.dina, slot1_often=often, where="home", place="")
    schedule = Service.objects.get().schedule
    assert schedule
    assert rule in schedule.rules.get().recurrence


def test_no_fixed_times_at_home_and_without_school_holidays(people: Cast) -> None:
    trust(people)
    enter(people.dina, slot1_day="", slot1_from="", slot1_to="", where="home", place="", district_code=make.LIENDERT)
    made = Service.objects.get()
    assert (made.schedule, made.at_home, made.district_code) == (None, True, make.LIENDERT)
    enter(people.dina, name="Twee", not_in_school_holidays="on", not_on="24-11-2026, 2026-12-01")
    schedule = Service.objects.get(name="Twee").schedule
    assert schedule
    assert (schedule.skips_school_holidays, schedule.holiday_region) == (True, "midden")
    assert [one.on for one in schedule.exceptions.all()] == [date(2026, 11, 24), date(2026, 12, 1)]


def posted(person: Person, service: Service, **facts: Any) -> dict[str, Any]:
    """What a browser sends back of the form as it is shown."""
    now = Service.objects.get(pk=service.pk)
    form = ServiceForm(None, person.actor, now.municipality_code, offer_of(now))
    told: dict[str, Any] = {"version": str(now.version)}
    for bound in form:
        value = bound.value()
        if value is not False and value not in (None, "", []):
            told[bound.name] = _as_sent(bound.field, bound.field.prepare_value(value))
    return {**told, "version": str(now.version), **facts}


def _as_sent(field: Field, value: Any) -> Any:
    if isinstance(field, MultipleChoiceField):
        return value
    shown = field.widget.format_value(value)
    return shown[0] if isinstance(shown, list) else shown or "on"


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"timetable": None},
        {"timetable": DAILY},
    ],
)
def test_a_form_that_is_sent_back_as_it_is_changes_nothing(people: Cast, facts: dict[str, Any]) -> None:
    place = make.place("Zaal Noord")
    rich = {
        "description": "Kom",
        "languages": ["en"],
        "minimum_age": 55,
        "website": "https://x.example",
        "online": True,
    }
    service = offered(people, trusted=True, place=place, district_code=make.LIENDERT, **rich, **facts)
    form = ServiceForm(posted(people.dina, service), people.dina.actor, "GM0307", offer_of(service))
    assert form.is_valid(), form.errors
    assert facts_of(form.offer()) == facts_of(offer_of(service))


def test_changing_shows_what_somebody_else_saved_meanwhile_and_loses_nothing(people: Cast) -> None:
    service = offered(people, trusted=True, place=make.place("Zaal"))
    mine = posted(people.dina, service, price="1,00", name="Mijn naam")
    theirs = replace(offer_of(service), price=Decimal(3))
    change_service(by=people.alice.actor, service=service, offer=theirs, version=1)
    client = people.dina.client()
    told = client.post(f"/aanbod/{service.pk}/wijzigen/", mine)
    page = told.content.decode()
    assert "Iemand anders heeft dit ook gewijzigd" in page
    assert "€\xa03,00" in page
    assert 'value="Mijn naam"' in page
    assert 'name="version" value="2"' in page
    assert Service.objects.get().name == "Open tafel"
    assert client.post(f"/aanbod/{service.pk}/wijzigen/", {**mine, "version": "2"}).status_code == 302
    assert (Service.objects.get().name, Service.objects.get().price) == ("Mijn naam", Decimal("1.00"))


def test_the_form_begins_with_what_still_waits(people: Cast) -> None:
    service = offered(people, place=make.place("Zaal"))
    client = people.dina.client()
    client.post(f"/aanbod/{service.pk}/wijzigen/", posted(people.dina, service, name="Wacht nog"))
    page = client.get(f"/aanbod/{service.pk}/wijzigen/").content.decode()
    assert 'value="Wacht nog"' in page
    assert "Er wacht nog een wijziging van u" in page
    assert Service.objects.get().name == "Open tafel"


def test_times_richer_than_the_form_stay_as_they_are(people: Cast) -> None:
    service = offered(people, trusted=True, timetable=DAILY, place=make.place("Zaal"))
    client = people.dina.client()
    assert "passen niet in dit formulier" in client.get(f"/aanbod/{service.pk}/wijzigen/").content.decode()
    client.post(f"/aanbod/{service.pk}/wijzigen/", posted(people.dina, service, name="Anders"))
    now = Service.objects.get()
    assert now.name == "Anders"
    assert now.schedule
    assert now.schedule.rules.get().recurrence == "FREQ=DAILY"


def test_a_reason_and_an_extra_date_survive_an_edit(people: Cast) -> None:
    first, second = date(2026, 12, 29), date(2026, 12, 30)
    slot = TUESDAYS.slots[0]
    changes = [Change(first, reason="Kerst"), Change(second, False, slot.starts_at, slot.ends_at)]
    times = Timetable(TUESDAYS.starts_on, TUESDAYS.slots, changes=changes)
    service = offered(people, trusted=True, timetable=times, place=make.place("Zaal"))
    facts = posted(people.dina, service, name="Anders")
    people.dina.client().post(f"/aanbod/{service.pk}/wijzigen/", facts)
    kept = Service.objects.get().schedule
    assert kept
    assert [(one.on, one.cancelled, one.reason) for one in kept.exceptions.all()] == [
        (first, True, "Kerst"),
        (second, False, ""),
    ]


def test_closing_pausing_and_opening_on_the_page(people: Cast) -> None:
    service = offered(people, trusted=True)
    client = people.dina.client()
    path = f"/aanbod/{service.pk}/"
    client.post(f"{path}sluiten/", {"how": "pause", "version": "1"})
    assert Service.objects.get().life_cycle == LifeCycle.PAUSED
    client.post(f"{path}heropenen/", {"starts_on": f"{timezone.localdate():%Y-%m-%d}", "version": "2"})
    assert Service.objects.get().life_cycle == LifeCycle.RUNNING
    client.post(f"{path}sluiten/", {"how": "end", "version": "3"})
    assert Service.objects.get().life_cycle == LifeCycle.ENDED
    assert "al gestopt" in client.get(f"{path}sluiten/").content.decode()
    assert "Open het weer" in client.get(path).content.decode()


def test_the_history_names_people_only_to_who_may_know_them(people: Cast) -> None:
    service = offered(people, trusted=True, place=make.place("Zaal"))
    people.dina.client().post(f"/aanbod/{service.pk}/wijzigen/", posted(people.dina, service, price="1,00"))
    path = f"/aanbod/{service.pk}/geschiedenis/"
    own = people.dina.client().get(path).content.decode()
    assert "Door u." in own
    assert "€\xa04,00" in own
    assert "€\xa01,00" in own
    assert "Zet terug" in own
    for stranger in (people.lena, people.charlie, people.joris):
        assert stranger.client().get(path).status_code == 403
    change = ServiceChange.objects.get(verb="changed")
    assert people.charlie.client().post(f"/wijzigingen/{change.pk}/terugzetten/").status_code == 404
    people.dina.client().post(f"/wijzigingen/{change.pk}/terugzetten/")
    assert Service.objects.get().price == Decimal("4.00")


def test_the_queue_shows_the_difference_and_decides(people: Cast) -> None:
    service = offered(people, place=make.place("Zaal"))
    people.dina.client().post(f"/aanbod/{service.pk}/wijzigen/", posted(people.dina, service, price="1,00"))
    change = ServiceChange.objects.get(state=ChangeState.WAITING)
    client = people.alice.client()
    assert "Open tafel" in client.get("/gemeenten/GM0307/wijzigingen/").content.decode()
    path = f"/gemeenten/GM0307/wijzigingen/{change.pk}/"
    page = client.get(path).content.decode()
    assert "€\xa04,00" in page
    assert "€\xa01,00" in page
    assert "Dit veld is verplicht" in client.post(path, {"besluit": "weigeren"}).content.decode()
    assert client.post(path, {"besluit": "iets"}).status_code == 200
    other = replace(offer_of(service), price=Decimal(3))
    change_service(by=people.farid.actor, service=service, offer=other, version=1)
    assert "houd wat er nu staat: €\xa03,00" in client.get(path).content.decode()
    assert client.post(path, {"besluit": "overnemen"}).status_code == 200
    assert client.post(path, {"besluit": "overnemen", "price": "take"}).status_code == 302
    assert Service.objects.get().price == Decimal("1.00")
    for stranger in (people.dina, people.charlie, people.lena):
        assert stranger.client().get(path).status_code == 403


def test_what_stands_on_the_page_of_an_entry_depends_on_who_looks(people: Cast) -> None:
    service = offered(people)
    path = service.get_absolute_url()
    assert "Wijzig dit aanbod" in people.dina.client().get(path).content.decode()
    assert "Dit aanbod is van mijn organisatie" in people.joris.client().get(path).content.decode()
    assert "Dit aanbod bijhouden" not in people.lena.client().get(path).content.decode()


def test_my_list_filters_sorts_and_downloads(people: Cast) -> None:
    offered(people, trusted=True, name="Bingo")
    offered(people, trusted=True, name="Aardappels", life_cycle="paused")
    client = people.dina.client()
    assert "Bingo" not in client.get("/mijn-aanbod/", {"staat": "paused"}).content.decode()
    file = client.get("/mijn-aanbod/", {"uitvoer": "csv", "sorteer": "-naam"}).content.decode("utf-8-sig")
    assert file.index("Bingo") < file.index("Aardappels")
    assert client.get("/mijn-aanbod/", {"van": "x", "vers": "x", "pagina": "9"}).status_code == 200
    assert "U houdt nog geen aanbod bij" in people.lena.client().get("/mijn-aanbod/").content.decode()
