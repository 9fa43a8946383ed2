"""Meetings of a wijk team: planning them on the clock of the room, minutes, and calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from tests import make
from tests.agenda import scene, table
from tests.agenda.test_signals_at_once import at_once
from tests.cast import cast

from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.actions.team_meetings import (
    cancel_meeting,
    change_meeting,
    instants_of,
    plan_meeting,
    write_minutes,
)
from wijkhart.agenda.models import TeamMeeting
from wijkhart.agenda.team_calendar import subscription_token
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
PAGE = f"/wijken/{make.LIENDERT}/team/"
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""The nights in which the clock skips and repeats an hour."""


@pytest.fixture(autouse=True)
def town() -> None:
    scene.town()


def form(**facts: str) -> dict[str, str]:
    day = f"{timezone.localdate() + timedelta(days=7):%Y-%m-%d}"
    return {"day": day, "starts": "19:30", "ends": "21:00", "where": "Buurthuis", "about": "Het plein", **facts}


def events(client: Client, url: str) -> list[dict[str, str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
    return [{key: str(value) for key, value in one.items()} for one in found]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"starts": "21:00", "ends": "19:30"}, "na het begin"),
        ({"starts": "19:30", "ends": "19:30"}, "na het begin"),
        ({"day": SPRING, "starts": "02:30", "ends": "04:00"}, "bestaat niet"),
        ({"day": SPRING, "starts": "01:00", "ends": "02:00"}, "bestaat niet"),
        ({"day": date(1990, 1, 1)}, "te ver weg"),
        ({"where": " "}, "waar het team"),
        ({"about": " \n "}, "waar het overleg over gaat"),
        ({"where": "<b>Zaal</b>"}, "HTML"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(facts: dict[str, object], words: str) -> None:
    made = table.team()
    with pytest.raises(Refused, match=words):
        table.meeting(made, **facts)
    assert not TeamMeeting.objects.exists()


def test_an_hour_that_comes_twice_is_the_first_of_the_two() -> None:
    """In October 2.30 comes twice: at 0.30 and at 1.30 UTC. From 1.30 to 3.30 on the clock then takes three hours."""
    begin, end = instants_of(table.when(day=AUTUMN, starts="02:30", ends="03:30"))
    assert (begin, end) == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30, tzinfo=UTC))
    begin, end = instants_of(table.when(day=SPRING, starts="01:30", ends="03:30"))
    assert end - begin == timedelta(hours=1)


def test_a_team_sits_at_one_table_at_a_time() -> None:
    made, other = table.team(), table.team(code=scene.EAST)
    first = table.meeting(made)
    for starts, ends in (("19:00", "19:31"), ("20:59", "22:00"), ("20:00", "20:30"), ("19:00", "22:00")):
        with pytest.raises(Refused, match="komt al bij elkaar") as refused:
            table.meeting(made, starts=starts, ends=ends)
        assert refused.value.field == "starts"
    table.meeting(made, starts="21:00", ends="22:00")
    table.meeting(other)
    change_meeting(by=scene.BY, meeting=first, facts=table.when(starts="19:00"), version=first.version)
    first.refresh_from_db()
    cancel_meeting(by=scene.BY, meeting=first, reason="Te weinig mensen.", version=first.version)
    table.meeting(made, starts="19:00", ends="20:00")


def test_a_meeting_of_the_past_is_written_down_and_said_so() -> None:
    table.team()
    alice = cast().alice.client()
    day = f"{timezone.localdate() - timedelta(days=3):%Y-%m-%d}"
    said = alice.post(f"{PAGE}overleggen/nieuw/", form(day=day), follow=True).content.decode()
    assert "Het is al geweest" in said
    assert "Verslag schrijven" in said
    assert "Het overleg staat in de agenda" in alice.post(
        f"{PAGE}overleggen/nieuw/", form(), follow=True
    ).content.decode()  # fmt: skip


def test_what_is_typed_wrong_stays_typed() -> None:
    table.team()
    said = cast().alice.client().post(f"{PAGE}overleggen/nieuw/", form(ends="19:00")).content.decode()
    assert "na het begin" in said
    assert "Het plein" in said
    assert not TeamMeeting.objects.exists()


def test_residents_see_open_meetings_of_a_public_team_only(client: Client) -> None:
    made = table.team(published=True)
    inside, outside = table.meeting(made), table.meeting(made, days=14, open_to_all=True, where="Grote zaal")
    people = cast()
    for who in (client, people.charlie.client(), people.lena.client()):
        assert who.get(f"/overleggen/{inside.pk}/").status_code == 404
        seen = who.get(PAGE).content.decode()
        assert "Grote zaal" in seen
        assert str(inside.pk) not in seen
        assert who.get(f"/overleggen/{outside.pk}/").status_code == 200
    assert people.hans.client().get(f"/overleggen/{inside.pk}/").status_code == 200
    assert people.hans.client().get(f"/overleggen/{inside.pk}/verslag/").status_code == 403
    with pytest.raises(NotAllowed):
        plan_meeting(by=people.hans.actor, team=made, facts=table.when())
    with pytest.raises(NotAllowed):
        write_minutes(by=people.charlie.actor, meeting=inside, minutes="Iets.", version=inside.version)


def test_minutes_name_no_person_unless_the_writer_is_sure(client: Client) -> None:
    made = table.team(published=True)
    held = table.meeting(made, days=-3, open_to_all=True)
    words = "Mevrouw Pietersen vertelde over haar buurman."
    with pytest.raises(NamesAPerson):
        write_minutes(by=scene.BY, meeting=held, minutes=words, version=held.version)
    alice, url = cast().alice.client(), f"/overleggen/{held.pk}/verslag/"
    said = alice.post(url, {"minutes": words, "version": held.version}).content.decode()
    assert "Wijst uw tekst" in said
    assert "Mevrouw Pietersen" in said
    held.refresh_from_db()
    assert held.minutes == ""
    assert alice.post(url, {"minutes": "De club opent de zaal.", "version": held.version}).status_code == 302
    assert "De club opent de zaal." in client.get(f"/overleggen/{held.pk}/").content.decode()
    held.refresh_from_db()
    assert alice.post(url, {"minutes": words, "version": held.version, "sure": "on"}).status_code == 302


def test_minutes_come_after_the_beginning_and_not_of_what_did_not_go_on() -> None:
    made = table.team()
    coming, held = table.meeting(made), table.meeting(made, days=-3)
    with pytest.raises(Refused, match="moet nog komen"):
        write_minutes(by=scene.BY, meeting=coming, minutes="Iets.", version=coming.version)
    with pytest.raises(Refused, match="te lang"):
        write_minutes(by=scene.BY, meeting=held, minutes="a" * 8001, version=held.version)
    with pytest.raises(Refused, match="Zeg waarom"):
        cancel_meeting(by=scene.BY, meeting=coming, reason=" ", version=coming.version)
    off = cancel_meeting(by=scene.BY, meeting=coming, reason="Geen zaal.", version=coming.version)
    for act in (
        lambda: cancel_meeting(by=scene.BY, meeting=off, reason="Nog eens.", version=off.version),
        lambda: change_meeting(by=scene.BY, meeting=off, facts=table.when(), version=off.version),
        lambda: write_minutes(by=scene.BY, meeting=off, minutes="Iets.", version=off.version),
    ):
        with pytest.raises(Refused, match="is afgezegd"):
            act()
    kept = write_minutes(by=scene.BY, meeting=held, minutes="Iets.", version=held.version)
    with pytest.raises(Refused, match="is gehouden"):
        cancel_meeting(by=scene.BY, meeting=kept, reason="Toch niet.", version=kept.version)


def test_minutes_of_a_closed_meeting_do_not_become_public_by_opening_it() -> None:
    held = table.meeting(table.team(published=True), days=-3)
    kept = write_minutes(by=scene.BY, meeting=held, minutes="Onder ons.", version=held.version)
    with pytest.raises(Refused, match="blijft binnen"):
        change_meeting(by=scene.BY, meeting=kept, facts=table.when(-3, open_to_all=True), version=kept.version)


def test_two_who_write_minutes_lose_nothing() -> None:
    held = table.meeting(table.team(), days=-3)
    write_minutes(by=scene.BY, meeting=held, minutes="Van een ander.", version=held.version)
    url, typed = f"/overleggen/{held.pk}/verslag/", {"minutes": "Van mij.", "version": str(held.version)}
    alice = cast().alice.client()
    said = alice.post(url, typed).content.decode()
    assert "Iemand anders wijzigde dit overleg" in said
    assert "Van een ander." in said
    assert "Van mij." in said
    held.refresh_from_db()
    assert held.minutes == "Van een ander."
    assert alice.post(url, {**typed, "version": str(held.version)}).status_code == 302


def test_two_who_move_a_meeting_lose_nothing() -> None:
    coming = table.meeting(table.team())
    change_meeting(by=scene.BY, meeting=coming, facts=table.when(where="Zaal B"), version=coming.version)
    said = (
        cast().alice.client().post(f"/overleggen/{coming.pk}/wijzigen/", form(where="Zaal A", version="1"))
    ).content.decode()
    assert "Zaal B" in said
    assert "Zaal A" in said
    coming.refresh_from_db()
    assert coming.where == "Zaal B"


def test_the_public_calendar_holds_open_meetings_in_amsterdam_time(client: Client) -> None:
    made = table.team(published=True)
    table.meeting(made, where="Achterkamer")
    coming = table.meeting(made, days=14, open_to_all=True)
    for who in (client, cast().alice.client()):
        (event,) = events(who, f"{PAGE}agenda.ics")
        assert event["UID"] == f"{coming.pk}@wijkhart"
        assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", "1")
        assert event["DESCRIPTION"] == "Het plein\nDe agenda"
        assert event["LOCATION"] == "Buurthuis"
        assert event["URL"] == f"http://testserver/overleggen/{coming.pk}/"
    raw = client.get(f"{PAGE}agenda.ics").content.decode()
    day = timezone.localdate() + timedelta(days=14)
    assert f"DTSTART;TZID=Europe/Amsterdam:{day:%Y%m%d}T193000" in raw
    assert "BEGIN:VTIMEZONE" in raw
    assert "\r\n" in raw
    off = cancel_meeting(by=scene.BY, meeting=coming, reason="Geen zaal.", version=coming.version)
    (event,) = events(client, f"{PAGE}agenda.ics")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", str(off.version))
    assert off.version == 2
    (event,) = events(client, f"/overleggen/{coming.pk}/agenda.ics")
    assert event["SUMMARY"].startswith("Afgezegd")


def test_colleagues_follow_all_meetings_by_a_secret_address_without_minutes_or_names(client: Client) -> None:
    made = table.team(published=True)
    table.seat(made, group="Ouders", person="Piet Jansen")
    held = table.meeting(made, days=-3, where="Achterkamer")
    write_minutes(by=scene.BY, meeting=held, minutes="Onder ons gezegd.", version=held.version)
    url = f"/teamagenda/{subscription_token(made)}/agenda.ics"
    (event,) = events(client, url)
    assert event["LOCATION"] == "Achterkamer"
    raw = client.get(url).content.decode()
    assert "Onder ons" not in raw
    assert "Jansen" not in raw
    assert client.get(f"/teamagenda/{subscription_token(made)}x/agenda.ics").status_code == 404
    assert client.get(f"/teamagenda/{made.pk}/agenda.ics").status_code == 404
    people = cast()
    assert url in people.hans.client().get(PAGE).content.decode()
    for who in (client, people.charlie.client(), people.lena.client()):
        assert "/teamagenda/" not in who.get(PAGE).content.decode()


def test_a_team_that_is_not_public_has_no_public_calendar(client: Client) -> None:
    table.meeting(table.team(), open_to_all=True)
    assert client.get(f"{PAGE}agenda.ics").status_code == 404


def test_a_meeting_is_one_page_for_the_table(client: Client) -> None:
    made = table.team(published=True)
    held = table.meeting(made, days=-3, open_to_all=True)
    write_minutes(by=scene.BY, meeting=held, minutes="De club opent de zaal.", version=held.version)
    table.decision(made, "De zaal gaat dinsdag open", meeting=held)
    table.decision(made, "Los besluit")
    seen = client.get(f"/overleggen/{held.pk}/").content.decode()
    for words in ("Het plein", "De agenda", "De club opent de zaal.", "De zaal gaat dinsdag open"):
        assert words in seen
    assert "Los besluit" not in seen


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_plan_at_the_same_time_get_one_meeting() -> None:
    made = table.team()
    assert at_once(lambda _word: table.meeting(made)) == ["done", "refused"]
    assert TeamMeeting.objects.count() == 1
