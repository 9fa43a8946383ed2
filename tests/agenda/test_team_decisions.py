"""Decisions of a wijk team: each with an owner and a day, and what came of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import scene, table
from tests.cast import cast

from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.actions.team_decisions import change_decision, record_decision, settle_decision
from wijkhart.agenda.models import DecisionState, TeamDecision
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
PAGE = f"/wijken/{make.LIENDERT}/team/"
LIST = f"/gemeenten/{make.AMERSFOORT}/besluiten/"
YESTERDAY, TOMORROW = scene.TODAY - timedelta(days=1), scene.TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def town() -> None:
    scene.town()


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": " "}, "Wat is besloten"),
        ({"owner_name": " "}, "Wie zorgt hiervoor"),
        ({"decided_on": TOMORROW, "due": TOMORROW}, "moet nog komen"),
        ({"decided_on": YESTERDAY, "due": YESTERDAY - timedelta(days=1)}, "vóór het besluit"),
    ],
)
def test_what_cannot_be_is_refused_with_advice(facts: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        table.decision(table.team(), **facts)
    assert not TeamDecision.objects.exists()


def test_owner_meeting_and_issue_are_of_this_wijk() -> None:
    made, east = table.team(), table.team(code=scene.EAST)
    here, city = scene.issue(scene.agenda()), scene.issue(scene.agenda(district=""))
    there = scene.issue(scene.agenda(district=scene.EAST))
    with pytest.raises(BadInput, match="ander team"):
        table.decision(made, meeting=table.meeting(east))
    with pytest.raises(BadInput, match="andere wijk"):
        table.decision(made, issue=there)
    with pytest.raises(BadInput, match="niet allebei"):
        table.decision(made, owner=make.organisation())
    with pytest.raises(Refused, match="werkt niet in deze gemeente"):
        table.decision(made, owner=make.organisation(municipality=make.DEVENTER), owner_name="")
    assert table.decision(made, issue=here).issue == here
    assert table.decision(made, issue=city).issue == city


@pytest.mark.parametrize("who", ["bob", "charlie", "hans", "lena"])
def test_only_who_keeps_teams_there_writes_decisions(who: str) -> None:
    made, actor = table.team(published=True), getattr(cast(), who).actor
    kept = table.decision(made)
    with pytest.raises(NotAllowed):
        record_decision(by=actor, team=made, facts=table.decided())
    with pytest.raises(NotAllowed):
        change_decision(by=actor, decision=kept, facts=table.decided(), version=kept.version)
    with pytest.raises(NotAllowed):
        settle_decision(by=actor, decision=kept, state="done", outcome="", version=kept.version)


def test_a_decision_names_no_person_unless_the_writer_is_sure() -> None:
    made = table.team()
    words = "Mevrouw Pietersen belt de buren"
    with pytest.raises(NamesAPerson):
        table.decision(made, words)
    assert record_decision(by=scene.BY, team=made, facts=table.decided(words), sure=True).text == words


def test_what_is_inside_stays_inside(client: Client) -> None:
    made, people = table.team(published=True), cast()
    shown, kept = table.decision(made, "Voor iedereen"), table.decision(made, "Onder ons", public=False)
    for who in (client, people.charlie.client(), people.lena.client()):
        for url in (PAGE, LIST, f"{LIST}?uitvoer=csv"):
            seen = text(who, url)
            assert "Voor iedereen" in seen
            assert "Onder ons" not in seen
        assert who.get(f"/besluiten/{kept.pk}/").status_code == 404
    assert "Onder ons" in text(people.hans.client(), PAGE)
    assert "Onder ons" in text(people.hans.client(), f"/besluiten/{kept.pk}/")
    assert people.hans.client().get(f"/besluiten/{shown.pk}/afronden/").status_code == 403


def test_around_a_public_decision_stands_only_what_may_be_seen(client: Client) -> None:
    """A closed meeting and an issue of a draft are not named to residents; professionals see both."""
    made = table.team(published=True)
    issue = scene.issue(scene.agenda(), "Nog geheim punt")
    held = table.meeting(made, days=-3)
    kept = table.decision(made, meeting=held, issue=issue)
    url = f"/besluiten/{kept.pk}/"
    assert "Nog geheim punt" not in text(client, url) + text(client, PAGE)
    assert str(held.pk) not in text(client, url)
    inside = text(cast().hans.client(), url)
    assert "Nog geheim punt" in inside
    assert str(held.pk) in inside


def test_settling_says_what_came_of_it_and_may_be_set_back(client: Client) -> None:
    kept = table.decision(table.team(published=True), due=YESTERDAY)
    assert kept.late
    with pytest.raises(Refused, match="waarom het niet is gedaan"):
        settle_decision(by=scene.BY, decision=kept, state="dropped", outcome=" ", version=1)
    with pytest.raises(Refused, match="lijst"):
        settle_decision(by=scene.BY, decision=kept, state="lost", outcome="x", version=1)
    done = settle_decision(by=scene.BY, decision=kept, state="dropped", outcome="Geen zaal.", version=1)
    assert (done.settled_on, done.late) == (scene.TODAY, False)
    assert "Geen zaal." in text(client, f"/besluiten/{kept.pk}/")
    with pytest.raises(Refused, match="is afgerond"):
        change_decision(by=scene.BY, decision=done, facts=table.decided(), version=2)
    again = settle_decision(by=scene.BY, decision=done, state="open", outcome="", version=2)
    assert (again.settled_on, again.late) == (None, True)
    changed = change_decision(by=scene.BY, decision=again, facts=table.decided("Anders", due=TOMORROW), version=3)
    assert (changed.text, changed.late) == ("Anders", False)


def test_late_is_after_its_day_and_only_while_it_is_to_do(client: Client) -> None:
    made = table.team(published=True)
    table.decision(made, "Vandaag nog", due=scene.TODAY)
    table.decision(made, "Gisteren al", due=YESTERDAY)
    done = table.decision(made, "Gedaan", due=YESTERDAY)
    settle_decision(by=scene.BY, decision=done, state=DecisionState.DONE, outcome="", version=1)
    seen = text(client, f"{LIST}?laat=on")
    assert "Gisteren al" in seen
    assert "Vandaag nog" not in seen
    assert "Gedaan" not in seen
    assert text(client, PAGE).count("te laat") == 1


def test_the_list_is_filtered_sorted_and_exported(client: Client) -> None:
    made, east = table.team(published=True), table.team(published=True, code=scene.EAST)
    club = make.organisation("Sportclub Vooruit")
    table.decision(made, "Eerste", owner=club, owner_name="", due=TOMORROW)
    table.decision(east, "Tweede", due=scene.TODAY)
    assert text(client, LIST).index("Tweede") < text(client, LIST).index("Eerste")
    backward = text(client, f"{LIST}?sorteer=-klaar")
    assert backward.index("Eerste") < backward.index("Tweede")
    for query, found, gone in (
        (f"wijk={scene.EAST}", "Tweede", "Eerste"),
        ("wie=vooruit", "Eerste", "Tweede"),
        ("wie=ouders", "Tweede", "Eerste"),
    ):
        seen = text(client, f"{LIST}?{query}")
        assert found in seen
        assert gone not in seen
    assert "Wis de filters" in text(client, f"{LIST}?staat=done")
    file = client.get(f"{LIST}?uitvoer=csv&wijk={scene.EAST}").content.decode("utf-8-sig")
    assert "Tweede;Oost;Ouders" in file
    assert "Eerste" not in file
    club.published = False
    club.save()
    assert "Eerste" not in text(client, f"{LIST}?wie=vooruit"), "no hidden name can be guessed by the filter"


def test_an_empty_list_says_what_will_stand_there(client: Client) -> None:
    assert "zodra een team openbaar is" in text(client, LIST)


def test_the_issue_says_what_was_decided_about_it() -> None:
    issue = scene.issue(scene.agenda())
    page, people = reverse("issue_detail", args=[issue.pk]), cast()
    write = f"{PAGE}besluiten/nieuw/?punt={issue.pk}"
    assert write not in text(people.alice.client(), page), "no team yet"
    table.decision(table.team(), "De kok zoeken", issue=issue)
    assert "De kok zoeken" in text(people.hans.client(), page)
    assert write not in text(people.hans.client(), page)
    assert write in text(people.alice.client(), page)
    assert f'value="{issue.pk}" selected' in text(people.alice.client(), write)


def test_a_decision_from_a_meeting_begins_with_its_day_and_goes_back_there() -> None:
    made, alice = table.team(), cast().alice.client()
    held = table.meeting(made, days=-3)
    url = f"{PAGE}besluiten/nieuw/"
    seen = text(alice, f"{url}?overleg={held.pk}")
    day = f"{scene.TODAY - timedelta(days=3):%Y-%m-%d}"
    assert f'value="{held.pk}" selected' in seen
    assert day in seen
    assert alice.get(f"{url}?overleg=onzin").status_code == 200
    typed = {"text": "Koken", "owner_name": "Ouders", "due": f"{TOMORROW:%Y-%m-%d}", "decided_on": day}
    answer = alice.post(url, {**typed, "meeting": str(held.pk), "public": "on"})
    assert answer.url == f"/overleggen/{held.pk}/"  # type: ignore[attr-defined]
    assert TeamDecision.objects.get().public


def test_two_who_settle_a_decision_lose_nothing() -> None:
    kept, alice = table.decision(table.team()), cast().alice.client()
    settle_decision(by=scene.BY, decision=kept, state="dropped", outcome="Van een ander.", version=1)
    url, typed = f"/besluiten/{kept.pk}/afronden/", {"state": "done", "outcome": "Van mij.", "version": "1"}
    said = alice.post(url, typed).content.decode()
    assert "Iemand anders wijzigde dit besluit" in said
    assert "Van een ander." in said
    assert "Van mij." in said
    kept.refresh_from_db()
    assert kept.outcome == "Van een ander."
    assert alice.post(url, {**typed, "version": "2"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.outcome) == ("done", "Van mij.")


def test_two_who_change_a_decision_lose_nothing() -> None:
    kept, alice = table.decision(table.team()), cast().alice.client()
    change_decision(by=scene.BY, decision=kept, facts=table.decided("Van een ander"), version=1)
    day = f"{TOMORROW:%Y-%m-%d}"
    typed = {"text": "Van mij", "owner_name": "Ouders", "due": day, "decided_on": f"{scene.TODAY:%Y-%m-%d}"}
    said = alice.post(f"/besluiten/{kept.pk}/wijzigen/", {**typed, "version": "1"}).content.decode()
    assert "Van een ander" in said
    assert "Van mij" in said
    assert TeamDecision.objects.get().text == "Van een ander"
