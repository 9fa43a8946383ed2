"""The team of a wijk: beginning and showing it, its seats, and who is missing."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import scene, table
from tests.cast import cast

from wijkhart.accounts.roles import RIGHTS
from wijkhart.agenda.actions.holding import Stale
from wijkhart.agenda.actions.signals import NamesAPerson
from wijkhart.agenda.actions.team import edit_team, publish_team, start_team
from wijkhart.agenda.actions.team_seats import SeatFacts, add_seat, change_seat, end_seat, mark_of_seat
from wijkhart.agenda.models import TeamRole, TeamSeat, WijkTeam
from wijkhart.agenda.queries.team import missing_players, seats_of
from wijkhart.areas.models import Area
from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
PAGE = f"/wijken/{make.LIENDERT}/team/"


@pytest.fixture(autouse=True)
def town() -> None:
    scene.town()


def text(client: Client, url: str = PAGE) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_wijk_without_a_team_says_what_a_team_is_and_offers_to_begin_one(client: Client) -> None:
    seen = text(client)
    assert "Deze wijk heeft nog geen team" in seen
    assert "opent nooit een dossier" in seen
    assert "Meedoen is vrijwillig" in seen
    assert "team/beginnen/" not in seen
    people = cast()
    assert "team/beginnen/" in text(people.alice.client())
    assert "team/beginnen/" not in text(people.charlie.client())
    begun = people.alice.client().post(f"{PAGE}beginnen/", {"starts_on": "2026-01-05", "purpose": "Samen kijken."})
    assert begun.status_code == 302
    assert WijkTeam.objects.get().starts_on == date(2026, 1, 5)


def test_a_wijk_has_one_team() -> None:
    table.team()
    with pytest.raises(Refused, match="al een team"):
        table.team()
    assert cast().alice.client().get(f"{PAGE}beginnen/").status_code == 302


@pytest.mark.parametrize("day", [date(1999, 12, 31), scene.TODAY + timedelta(days=2000)])
def test_a_start_far_away_is_a_slip(day: date) -> None:
    with pytest.raises(Refused, match="te ver weg"):
        table.team(starts_on=day)


@pytest.mark.parametrize("who", ["bob", "charlie", "dina", "greet", "lena"])
def test_only_who_keeps_teams_there_does(who: str) -> None:
    made, actor = table.team(), getattr(cast(), who).actor
    with pytest.raises(NotAllowed):
        start_team(by=actor, district=Area.objects.get(code=scene.EAST), starts_on=scene.TODAY)
    with pytest.raises(NotAllowed):
        edit_team(by=actor, team=made, starts_on=scene.TODAY, purpose="", version=made.version)
    with pytest.raises(NotAllowed):
        publish_team(by=actor, team=made, published=False, version=made.version)
    with pytest.raises(NotAllowed):
        add_seat(by=actor, team=made, facts=SeatFacts(group="Buren"), since=scene.TODAY)
    assert not TeamSeat.objects.exists()


def test_a_team_becomes_public_once_somebody_sits_there_and_can_be_taken_back(client: Client) -> None:
    made = table.team(purpose="Wij kijken samen.")
    alice = cast().alice.client()
    alice.post(f"{PAGE}openbaar/", {"published": "1", "version": made.version})
    assert "Wij kijken samen." not in text(client)
    table.seat(made, group="Buren van het plein")
    alice.post(f"{PAGE}openbaar/", {"published": "1", "version": made.version})
    assert "Wij kijken samen." in text(client)
    made.refresh_from_db()
    alice.post(f"{PAGE}openbaar/", {"published": "0", "version": made.version - 1})
    assert "Wij kijken samen." in text(client), "an old page takes nothing back"
    alice.post(f"{PAGE}openbaar/", {"published": "0", "version": made.version})
    assert "Wij kijken samen." not in text(client)
    verbs = list(Entry.objects.filter(object_type="agenda.wijkteam").order_by("number").values_list("verb", flat=True))
    assert verbs == ["team.started", "team.published", "team.hidden"]


def test_two_who_change_a_team_lose_nothing() -> None:
    made = table.team(purpose="Eerst.")
    alice, url = cast().alice.client(), f"{PAGE}wijzigen/"
    edit_team(by=scene.BY, team=made, starts_on=made.starts_on, purpose="Van een ander.", version=made.version)
    typed = {"starts_on": f"{made.starts_on:%Y-%m-%d}", "purpose": "Van mij.", "version": str(made.version)}
    answer = alice.post(url, typed)
    said = answer.content.decode()
    assert "Iemand anders wijzigde dit team" in said
    assert "Van een ander." in said
    assert "Van mij." in said
    assert WijkTeam.objects.get().purpose == "Van een ander."
    assert alice.post(url, {**typed, "version": str(made.version + 1)}).status_code == 302
    assert WijkTeam.objects.get().purpose == "Van mij."


def test_a_seat_says_for_whom_in_which_role_with_which_say(client: Client) -> None:
    made = table.team(published=True)
    club = make.organisation("Sportclub Vooruit", kind="sport", formal=True)
    table.seat(made, organisation=club, role=TeamRole.BROKER, authority="Mag de zaal toezeggen.", person="Piet Jansen")
    seen = text(client)
    for words in ("Sportclub Vooruit", "sociaal makelaar", "Mag de zaal toezeggen.", "Buren van het plein"):
        assert words in seen
    assert "informeel" in seen
    people = cast()
    assert "Piet Jansen" not in seen
    assert "Piet Jansen" not in text(people.charlie.client())
    assert "Piet Jansen" not in text(people.lena.client())
    assert "Piet Jansen" in text(people.hans.client())


def test_a_seat_gives_no_right_on_anything() -> None:
    people = cast()
    before = {one.user.email: {right: one.actor.scope(right) for right in RIGHTS} for one in people.people}
    made = table.team(published=True)
    for one in (people.foundation, people.centre, people.town):
        table.seat(made, organisation=one, role=TeamRole.DIRECTION, person=people.lena.user.name, authority="Alles.")
    after = {one.user.email: {right: one.actor.scope(right) for right in RIGHTS} for one in people.people}
    assert after == before
    assert after["lena@example.org"] != after["alice@example.org"]


def test_a_seat_is_for_one_who_works_here_and_once_in_a_role() -> None:
    made = table.team()
    club = make.organisation("Sportclub Vooruit")
    for facts, words in (
        ({}, "Voor wie"),
        ({"organisation": club, "group": "Ook"}, "niet voor allebei"),
        ({"group": "Buren", "role": "chef"}, "geen rol"),
    ):
        with pytest.raises(BadInput, match=words):
            table.seat(made, **facts)
    for stranger in (make.organisation(municipality=make.DEVENTER), make.organisation(published=False)):
        with pytest.raises(Refused, match="werkt niet in deze gemeente"):
            table.seat(made, organisation=stranger)
    with pytest.raises(Refused, match="HTML"):
        table.seat(made, group="Buren", person="<b>Jan</b>")
    table.seat(made, organisation=club)
    table.seat(made, group="Buren")
    table.seat(made, organisation=club, role=TeamRole.BROKER)
    for twice in ({"organisation": club}, {"group": "buren"}):
        with pytest.raises(Refused, match="al een zetel"):
            table.seat(made, **twice)
    assert made.seats.count() == 3


def test_words_of_a_seat_that_name_a_person_are_asked_about() -> None:
    made, alice = table.team(), cast().alice.client()
    with pytest.raises(NamesAPerson):
        table.seat(made, group="Buren", authority="Overlegt met mevrouw Pietersen.")
    typed = {"group": "Buren", "role": "member", "authority": "Overlegt met mevrouw Pietersen.", "since": "2026-01-05"}
    said = alice.post(f"{PAGE}zetels/nieuw/", typed).content.decode()
    assert "Wijst uw tekst" in said
    assert 'name="sure"' in said
    assert not made.seats.exists()
    assert alice.post(f"{PAGE}zetels/nieuw/", {**typed, "sure": "on"}).status_code == 302
    assert made.seats.get().group == "Buren"


def test_a_change_from_a_day_keeps_what_was_readable(client: Client) -> None:
    made = table.team(published=True)
    seat = table.seat(made, group="Ouders", authority="Vraagt eerst na.", person="Piet Jansen")
    day = scene.TODAY - timedelta(days=10)
    facts = SeatFacts(group="Ouders", role=TeamRole.BROKER, authority="Beslist zelf.")
    after = change_seat(by=scene.BY, seat=seat, facts=facts, mark=mark_of_seat(seat), from_day=day)
    seat.refresh_from_db()
    assert (seat.until, after.since, after.pk == seat.pk) == (day - timedelta(days=1), day, False)
    seen = text(client)
    assert "Vraagt eerst na." in seen
    assert "Beslist zelf." in seen
    with pytest.raises(Refused, match="niet na het begin"):
        change_seat(by=scene.BY, seat=after, facts=facts, mark=mark_of_seat(after), from_day=day)


def test_what_was_written_down_wrong_is_put_right_in_place() -> None:
    seat = table.seat(table.team(), group="Oudres")
    change_seat(by=scene.BY, seat=seat, facts=SeatFacts(group="Ouders"), mark=mark_of_seat(seat))
    assert TeamSeat.objects.get().group == "Ouders"


def test_a_seat_ends_and_loses_the_name_but_stays_readable(client: Client) -> None:
    made = table.team(published=True)
    seat = table.seat(made, group="Ouders", authority="Vraagt na.", person="Piet Jansen")
    mark = mark_of_seat(seat)
    with pytest.raises(Refused, match="ligt vóór de eerste"):
        end_seat(by=scene.BY, seat=seat, until=table.A_YEAR_AGO - timedelta(days=1), mark=mark)
    end_seat(by=scene.BY, seat=seat, until=scene.TODAY - timedelta(days=1), mark=mark)
    seat.refresh_from_db()
    assert seat.person == ""
    assert "Wie hier eerder zaten" in text(client)
    assert "Vraagt na." in text(client)
    with pytest.raises(Refused, match="is beëindigd"):
        end_seat(by=scene.BY, seat=seat, until=scene.TODAY, mark=mark_of_seat(seat))
    assert table.seat(made, group="Ouders").pk != seat.pk


def test_the_name_on_a_seat_that_ended_by_itself_is_shown_to_nobody() -> None:
    made = table.team()
    seat = table.seat(made, group="Ouders", person="Piet Jansen")
    end_seat(by=scene.BY, seat=seat, until=scene.TODAY + timedelta(days=3), mark=mark_of_seat(seat))
    assert seats_of(scene.BY, made)[0][0].person == "Piet Jansen"
    TeamSeat.objects.update(until=scene.TODAY - timedelta(days=1))
    assert [row.person for row in seats_of(scene.BY, made)[1]] == [""]


def test_two_who_change_a_seat_lose_nothing() -> None:
    made = table.team()
    seat = table.seat(made, group="Ouders")
    mark, url = mark_of_seat(seat), f"{PAGE}zetels/{seat.pk}/"
    change_seat(by=scene.BY, seat=seat, facts=SeatFacts(group="Ouders", authority="Van een ander."), mark=mark)
    alice = cast().alice.client()
    typed = {"group": "Ouders", "role": "member", "authority": "Van mij.", "mark": mark}
    said = alice.post(f"{url}wijzigen/", typed).content.decode()
    assert "Iemand anders wijzigde deze zetel" in said
    assert "Van een ander." in said
    assert "Van mij." in said
    with pytest.raises(Stale):
        end_seat(by=scene.BY, seat=seat, until=scene.TODAY, mark=mark)
    assert TeamSeat.objects.get().authority == "Van een ander."
    now = mark_of_seat(TeamSeat.objects.get())
    assert alice.post(f"{url}wijzigen/", {**typed, "mark": now}).status_code == 302
    now = mark_of_seat(TeamSeat.objects.get())
    assert alice.post(f"{url}einde/", {"until": f"{scene.TODAY:%Y-%m-%d}", "mark": now}).status_code == 302
    assert TeamSeat.objects.get().until == scene.TODAY


def test_who_is_missing_counts_formal_and_informal_players_of_this_municipality(client: Client) -> None:
    made = table.team(published=True)
    club = make.organisation("Sportclub", kind="sport")
    for name in ("A", "B", "C", "D"):
        make.organisation(f"Bewoners {name}", kind="residents", formal=name == "A")
    make.organisation("Kerk in Deventer", make.DEVENTER, kind="faith")
    make.organisation("Nog niet openbaar", kind="housing", published=False)
    make.organisation("Van alles", kind="other")
    missing = missing_players(made, seats_of(ANONYMOUS, made)[0])
    said = [(kind.label, kind.formal, kind.informal, kind.more) for kind in missing.kinds]
    assert said == [("sportclub", 1, 0, False), ("bewonersgroep", 1, 3, True)]
    assert (missing.no_formal, missing.no_informal) == (True, False)
    table.seat(made, organisation=club)
    missing = missing_players(made, seats_of(ANONYMOUS, made)[0])
    assert [kind.label for kind in missing.kinds] == ["bewonersgroep"]
    assert not missing.no_formal
    assert "Wie zit niet aan tafel" not in text(client)
    assert "bewonersgroep" in text(cast().hans.client())


def test_an_organisation_that_left_the_public_map_is_not_named(client: Client) -> None:
    made = table.team(published=True)
    club = make.organisation("Sportclub Vooruit")
    table.seat(made, organisation=club)
    club.published = False
    club.save()
    assert "Sportclub Vooruit" not in text(client)
    assert "een organisatie die niet openbaar is" in text(client)


def test_the_agenda_of_the_wijk_leads_to_the_team_and_back(client: Client) -> None:
    agenda = reverse("district_agenda", args=[make.LIENDERT])
    assert PAGE in text(client, agenda)
    table.team(published=True)
    assert agenda in text(client)
