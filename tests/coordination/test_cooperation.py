"""Cooperation as a network: what counts from which day, who sees what, and the pages that show it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.coordination import joining

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models import Agenda, TaskGroup
from wijkhart.agenda.models.team import TeamSeat, WijkTeam
from wijkhart.areas.models import Area
from wijkhart.coordination.actions import (
    add_partner,
    begin_alliance,
    end_alliance,
    let_partner_go,
    load_example_cooperation,
    record_answer,
)
from wijkhart.coordination.cooperation_examples import COOPERATION
from wijkhart.coordination.models import Alliance, AlliancePartner
from wijkhart.coordination.queries.cooperation import KINDS, TOGETHER, Asked, cooperation_of, figures_of
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import NotAllowed

pytestmark = pytest.mark.django_db
TODAY, BY = joining.TODAY, joining.BY
PAGE = ("cooperation_detail", [make.LIENDERT])
CITY = ("cooperation_list", [make.AMERSFOORT])


@pytest.fixture(autouse=True)
def town() -> None:
    joining.town()


@pytest.fixture
def people() -> Cast:
    return cast()


def liendert() -> Area:
    return Area.objects.get(code=make.LIENDERT)


def running(*organisations: Organisation, days: int = 100, **more: Any) -> Alliance:
    """An alliance of these that works for so many days."""
    names = [one.name for one in organisations]
    told = {"agreement": "Zo doen we het.", "until": TODAY + timedelta(days=90), **more}
    made = joining.alliance(*names, **told)
    for one in organisations:
        AlliancePartner.objects.filter(alliance=made, name=one.name).update(organisation=one)
        joining.says(made, one.name, "yes")
    made = begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=made.version)
    Alliance.objects.filter(pk=made.pk).update(starts_on=TODAY - timedelta(days=days))
    AlliancePartner.objects.filter(alliance=made).update(answered_at=joining.long_ago(days))
    made.refresh_from_db()
    return made


def offering(name: str, **facts: Any) -> Organisation:
    """An organisation with an offer in Liendert that everybody can find."""
    made = make.organisation(name, **facts)
    make.service(f"Aanbod van {name}", provider=made, district_code=make.LIENDERT)
    return made


def pairs(actor: Actor = ANONYMOUS, day: date = TODAY, kinds: frozenset[str] = TOGETHER, theme: str = "") -> list[str]:
    """Who works with whom, in words."""
    shared = cooperation_of(actor, liendert(), Asked(day, kinds, theme)).shared
    return [f"{row.first.name} + {row.second.name}" for row in shared]


def test_a_case_by_hand() -> None:
    church, mosque, club, _library = (offering(name) for name in ("Kerk", "Moskee", "Club", "Bieb"))
    running(church, mosque)
    running(mosque, club, days=10)
    counted = figures_of(BY, liendert(), TODAY)
    assert (counted.players, counted.pairs, counted.density) == (4, 2, 2 * 2 / (4 * 3))
    assert (counted.groups, counted.largest, counted.bridges, counted.cut_players, counted.alone) == (1, 3, 2, 1, 1)
    before = figures_of(BY, liendert(), TODAY - timedelta(days=50))
    assert (before.players, before.pairs, before.alone) == (4, 1, 2)
    assert figures_of(BY, Area.objects.get(code=make.AMERSFOORT), TODAY).pairs == 2


def test_the_lead_takes_part_and_nobody_twice() -> None:
    church, mosque, lead = (offering(name) for name in ("Kerk", "Moskee", "Welzijn"))
    running(church, mosque, lead=lead)
    assert pairs() == ["Kerk + Moskee", "Kerk + Welzijn", "Moskee + Welzijn"]
    running(church, mosque, lead=church, title="Nog iets")
    assert pairs().count("Kerk + Moskee") == 2
    assert figures_of(BY, liendert(), TODAY).pairs == 3


def test_what_is_being_brought_together_is_no_cooperation_yet() -> None:
    joining.ready()
    assert pairs() == pairs(BY) == []


def test_an_alliance_counts_until_the_day_it_ended() -> None:
    made = running(offering("Kerk"), offering("Moskee"))
    done = end_alliance(by=BY, alliance=made, state="finished", outcome="Het is gelukt.", version=made.version)
    assert done.ended_on == TODAY
    assert pairs() == []
    assert pairs(day=TODAY - timedelta(days=1)) == ["Kerk + Moskee"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Alliance.objects.filter(pk=done.pk).update(ended_on=None)


def test_who_stopped_is_in_the_past_of_professionals_only() -> None:
    made = running(offering("Kerk"), offering("Moskee"), offering("Club"))
    yesterday = TODAY - timedelta(days=1)
    let_partner_go(by=BY, partner=joining.partner(made, "Club"))
    assert joining.partner(made, "Club").left_on == TODAY
    assert pairs() == pairs(BY) == ["Kerk + Moskee"]
    assert pairs(BY, yesterday) == ["Club + Kerk", "Club + Moskee", "Kerk + Moskee"]
    assert pairs(day=yesterday) == ["Kerk + Moskee"]


def test_who_never_said_yes_has_no_day_of_stopping() -> None:
    made = joining.alliance()
    joining.token(made)
    let_partner_go(by=BY, partner=joining.partner(made))
    assert joining.partner(made).left_on is None
    add_partner(by=BY, alliance=made, facts=joining.player())
    joining.says(made, "De Kerk", "yes")
    let_partner_go(by=BY, partner=joining.partner(made))
    again = add_partner(by=BY, alliance=made, facts=joining.player())
    assert (again.left_on, again.state) == (None, "thought")


def test_who_says_yes_later_counts_from_that_day() -> None:
    made = running(offering("Kerk"), offering("Moskee"))
    add_partner(by=BY, alliance=made, facts=joining.player("Buren"))
    record_answer(by=BY, partner=joining.partner(made, "Buren"), answer="yes")
    assert pairs(day=TODAY - timedelta(days=1)) == ["Kerk + Moskee"]
    assert pairs() == ["Buren + Kerk", "Buren + Moskee", "Kerk + Moskee"]


def test_a_task_group_counts_with_the_names_that_can_be_joined() -> None:
    lead, _one, _two = offering("Welzijn"), offering("Moskee De Bron"), offering("School Oost")
    offering("School West")
    agenda = Agenda.objects.create(
        municipality_code=make.AMERSFOORT, district_code=make.LIENDERT, state="adopted",
        starts_on=TODAY - timedelta(days=90), ends_on=TODAY + timedelta(days=90),
    )  # fmt: skip
    group = TaskGroup.objects.create(agenda=agenda, title="Spoor 1", lead=lead, members="moskee (bestuur), School")
    found = cooperation_of(ANONYMOUS, liendert(), Asked(TODAY))
    assert [(row.first.name, row.second.name) for row in found.shared] == [
        ("Moskee De Bron", "School"),
        ("Moskee De Bron", "Welzijn"),
        ("School", "Welzijn"),
    ]
    assert [one.name for one in found.alone] == ["School Oost", "School West"]
    assert pairs(kinds=KINDS["allianties"]) == []
    TaskGroup.objects.filter(pk=group.pk).update(ended_on=TODAY)
    assert pairs() == []


def test_a_seat_counts_when_asked_until_after_its_last_day() -> None:
    team = WijkTeam.objects.create(
        municipality_code=make.AMERSFOORT, district_code=make.LIENDERT, starts_on=TODAY, published=False
    )
    TeamSeat.objects.create(team=team, organisation=offering("Welzijn"), since=TODAY - timedelta(days=9))
    TeamSeat.objects.create(team=team, group="Ouders", since=TODAY - timedelta(days=9), until=TODAY)
    seats = KINDS["wijkteam"]
    assert pairs(BY) == []
    assert pairs(BY, kinds=seats) == ["Ouders + Welzijn"]
    assert pairs(BY, TODAY + timedelta(days=1), seats) == []
    assert pairs(kinds=seats) == []
    WijkTeam.objects.update(published=True)
    assert pairs(kinds=seats) == ["Ouders + Welzijn"]


def test_only_the_wijk_the_municipality_and_the_theme_that_are_asked() -> None:
    church, mosque = offering("Kerk"), offering("Moskee")
    running(church, mosque, district_code="", title="Voor de hele stad")
    assert pairs() == []
    assert figures_of(BY, Area.objects.get(code=make.AMERSFOORT), TODAY).pairs == 1
    running(church, mosque)
    assert pairs(theme="meeting") == ["Kerk + Moskee"]
    assert pairs(theme="work") == []
    Alliance.objects.update(municipality_code=make.DEVENTER)
    assert pairs(BY) == []


def test_the_public_reads_the_network_and_not_who_stands_alone(client: Client, people: Cast) -> None:
    running(offering("Kerk"), offering("Moskee"))
    lonely = offering("Bieb")
    page = client.get(reverse(PAGE[0], args=PAGE[1])).content.decode()
    assert "Kerk" in page
    assert "<svg" in page
    assert "Bieb" not in page
    seen = people.alice.client().get(reverse(PAGE[0], args=PAGE[1])).content.decode()
    assert "Bieb" in seen
    assert f"speler={lonely.pk}" in seen
    begun = people.alice.client().get(
        reverse("alliance_start", args=[make.AMERSFOORT]), {"wijk": make.LIENDERT, "speler": str(lonely.pk)}
    )
    assert "Bieb" in begun.content.decode()


def test_what_holds_it_together_is_said_in_words(client: Client) -> None:
    church, mosque, club = offering("Kerk"), offering("Moskee"), offering("Club")
    running(church, mosque, title="Samen eten")
    running(mosque, club, title="Samen spelen")
    page = client.get(reverse(PAGE[0], args=PAGE[1])).content.decode()
    assert "Zonder Moskee staan er 2 groepen los van elkaar." in page
    assert "Stoppen Club en Moskee met “Samen spelen”?" in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("2999-01-01", "Deze dag moet nog komen"),
        ("0001-01-01", "in het jaar 2000 of later"),
        ("gisteren", "geldige datum"),
    ],
)
def test_a_day_that_cannot_be_is_said_and_kept(client: Client, asked: str, words: str) -> None:
    for name, arguments in (PAGE, CITY):
        answer = client.get(reverse(name, args=arguments), {"dag": asked, "soort": "onzin", "thema": "onzin"})
        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert asked in answer.content.decode()


def test_the_day_in_the_address_counts(client: Client) -> None:
    running(offering("Kerk"), offering("Moskee"), days=5)
    early = f"{TODAY - timedelta(days=6):%Y-%m-%d}"
    assert "niets opgeschreven" in client.get(reverse(PAGE[0], args=PAGE[1]), {"dag": early}).content.decode()


def test_ties_and_figures_go_out_as_files(client: Client) -> None:
    running(offering("Kerk"), offering("Moskee"))
    ties = client.get(reverse(PAGE[0], args=PAGE[1]), {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert ties.splitlines()[0].startswith("Wie;Met wie;Waaraan;Soort;Sinds")
    assert ties.splitlines()[1].startswith("Kerk;Moskee;Samen eten;alliantie;")
    figures = client.get(reverse(PAGE[0], args=PAGE[1]), {"uitvoer": "csv", "wat": "cijfers"})
    lines = figures.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 8 + 1
    assert lines[-1].split(";")[1:] == ["2", "1", "100,0", "1", "2", "1", "0", "0"]
    city = client.get(reverse(CITY[0], args=CITY[1]), {"uitvoer": "csv", "wat": "banden"}).content.decode("utf-8-sig")
    assert "Kerk;Moskee" in city


def test_the_wijken_beside_each_other_filter_sort_and_go_out(client: Client) -> None:
    make.area("WK030711", name="Randenbroek")
    offering("Bieb")
    running(offering("Kerk"), offering("Moskee"))
    address = reverse(CITY[0], args=CITY[1])
    wijken = client.get(address, {"uitvoer": "csv"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in wijken[1:]] == ["Liendert", "Randenbroek"]
    turned = client.get(address, {"uitvoer": "csv", "sorteer": "paren"}).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1] for line in turned[1:]] == ["Randenbroek", "Liendert"]
    for asked, expected in (
        ({"toon": "alleen"}, ["Liendert"]),
        ({"toon": "niemand"}, ["Randenbroek"]),
        ({"toon": "houvast"}, []),
        ({"wijk": "rand"}, ["Randenbroek"]),
    ):
        found = client.get(address, {"uitvoer": "csv", **asked}).content.decode("utf-8-sig").splitlines()
        assert [line.split(";")[1] for line in found[1:]] == expected
    assert "Wis de filters" in client.get(address, {"wijk": "zzz"}).content.decode()


def test_where_nothing_is_known_the_page_says_what_to_do(client: Client) -> None:
    for name, arguments in (PAGE, CITY):
        assert "breng spelers bij elkaar" in client.get(reverse(name, args=arguments)).content.decode()
    assert client.get("/wijken/WK999999/samenwerking/").status_code == 404
    assert client.get("/gemeenten/WK030710/samenwerking/").status_code == 404


def test_the_examples_are_marked_and_loaded_once() -> None:
    for key in {player.key for words in COOPERATION for player in words.players}:
        make.organisation(f"Voorbeeld {key}", source="example", source_id=f"{make.AMERSFOORT}:{key}", example=True)
    for theme, group in (words.about for words in COOPERATION):
        make.theme(theme)
        make.target_group(group)
    assert load_example_cooperation(by=BY, municipality=make.AMERSFOORT) == []
    WijkTeam.objects.create(
        municipality_code=make.AMERSFOORT, district_code=make.LIENDERT, starts_on=TODAY, example=True
    )
    made = load_example_cooperation(by=BY, municipality=make.AMERSFOORT)
    assert [one.state for one in made].count("finished") == 1
    assert all(one.example for one in made)
    assert load_example_cooperation(by=BY, municipality=make.AMERSFOORT) == []
    counted = figures_of(ANONYMOUS, liendert(), timezone.localdate())
    assert (counted.groups, counted.bridges, counted.cut_players) == (2, 2, 3)
    with pytest.raises(NotAllowed):
        load_example_cooperation(by=ANONYMOUS, municipality=make.AMERSFOORT)
