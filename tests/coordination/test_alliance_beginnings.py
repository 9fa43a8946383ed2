"""What an alliance begins with: an issue, a white spot or an overlap with its players; and the examples."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import scene
from tests.cast import Cast, cast
from tests.coordination import joining
from tests.coordination.town import AGES, WEST, district, norm, offer

from wijkhart.agenda.models import Agenda
from wijkhart.coordination.actions import (
    load_example_alliances,
    recompute_coverage,
)
from wijkhart.coordination.models import Alliance, Overlap
from wijkhart.coordination.queries.beginnings import beginning_of
from wijkhart.coordination.queries.candidates import gain_of
from wijkhart.coordination.queries.player import Player
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed
from wijkhart.themes.models import TargetGroup

pytestmark = pytest.mark.django_db
BY = joining.BY


@pytest.fixture(autouse=True)
def town() -> None:
    joining.town()


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_coordinator_walks_from_an_issue_to_an_alliance(people: Cast) -> None:
    issue = scene.issue(scene.agenda())
    client, start = people.alice.client(), reverse("alliance_start", args=[make.AMERSFOORT])
    page = client.get(start, {"punt": str(issue.pk), "speler": "Bewoners van de Wielstraat"}).content.decode()
    assert "Rond het agendapunt" in page
    assert "Bewoners van de Wielstraat" in page
    typed = {
        "title": issue.title,
        "purpose": "Elke week samen eten.",
        "district_code": make.LIENDERT,
        "theme": "meeting",
        "target_group": "seniors",
        "issue": str(issue.pk),
        "lead": "",
        "others": "Bewoners van de Wielstraat\n- De Kerk\nde kerk\n\n",
    }
    assert client.post(f"{start}?punt={issue.pk}", typed).status_code == 302
    made = Alliance.objects.get()
    assert (made.issue, made.gap) == (issue, False)
    assert [one.name for one in made.partners.all()] == ["Bewoners van de Wielstraat", "De Kerk"]
    listed = client.get(reverse("alliance_list", args=[make.AMERSFOORT]), {"punt": str(issue.pk)}).content.decode()
    assert "Samen eten" in listed
    door = client.get(issue.get_absolute_url()).content.decode()
    assert f"{reverse('alliance_list', args=[make.AMERSFOORT])}?punt={issue.pk}" in door


@pytest.mark.parametrize(
    "asked", [{"punt": "x"}, {"overlap": str(uuid4())}, {"wijk": "x", "thema": "x"}, {"speler": ""}]
)
def test_what_the_address_cannot_mean_is_left_out(people: Cast, asked: dict[str, str]) -> None:
    begun = beginning_of(people.alice.actor, make.AMERSFOORT, asked)
    assert (begun.issue, begun.gap, begun.overlap, begun.candidates) == (None, None, None, [])
    assert people.alice.client().get(reverse("alliance_start", args=[make.AMERSFOORT]), asked).status_code == 200


def test_from_a_white_spot_the_players_stand_ready_with_what_is_in_it(people: Cast) -> None:
    TargetGroup.objects.filter(pk="seniors").update(age_from=65)
    district(WEST, 150_000, 1000, **AGES, lonely_65plus=50.0)
    norm()
    here = offer("Open tafel", 150_500, capacity=500, groups=("everyone",), themes=("meeting",))
    recompute_coverage(by=BY, municipality=make.AMERSFOORT)
    key = str(here.provider_id)
    asked = {"wijk": WEST, "thema": "meeting", "groep": "seniors", "speler": key}
    begun = beginning_of(people.alice.actor, make.AMERSFOORT, asked)
    assert begun.gap is not None
    assert begun.initial["players"] == [key]
    [found] = [one for one in begun.candidates if one.key == key]
    assert "plekken per week over (Open tafel)" in found.gain.replace("\N{NO-BREAK SPACE}", " ")
    client, start = people.alice.client(), reverse("alliance_start", args=[make.AMERSFOORT])
    typed = {
        "title": "Samen",
        "purpose": "Samen eten.",
        "district_code": WEST,
        "theme": "meeting",
        "target_group": "seniors",
        "players": [key],
    }
    assert client.post(f"{start}?wijk={WEST}&thema=meeting&groep=seniors", typed).status_code == 302
    made = Alliance.objects.get()
    assert made.gap
    one = made.partners.get()
    assert (one.organisation_id, one.gain, one.state) == (here.provider_id, found.gain, "thought")
    spot = client.get(reverse("gap_detail", args=[make.AMERSFOORT, WEST, "meeting", "seniors"])).content.decode()
    assert "Hier wordt al aan gewerkt" in spot
    assert f"speler={key}" in spot
    visitor = Client().get(reverse("gap_detail", args=[make.AMERSFOORT, WEST, "meeting", "seniors"])).content.decode()
    assert "Hier wordt al aan gewerkt" not in visitor
    assert "speler=" not in visitor


def test_from_an_overlap_its_players_stand_ready(people: Cast) -> None:
    twin = str(people.foundation.pk)
    service = {"provider_id": twin, "provider": "Stichting Welzijn", "name": "Soep", "example": False}
    overlap = Overlap.objects.create(
        municipality_code=make.AMERSFOORT, key="x", theme=make.theme(), target_group=make.target_group("seniors"),
        part_of_day="morning", capacity=2, need=1, facts={"services": [service, {**service, "name": "Koffie"}]},
    )  # fmt: skip
    begun = beginning_of(people.alice.actor, make.AMERSFOORT, {"overlap": str(overlap.pk)})
    assert begun.overlap == overlap
    assert [(one.name, one.why) for one in begun.candidates] == [("Stichting Welzijn", "biedt Soep en Koffie")]


def test_what_is_in_it_is_computed_from_what_a_player_has_left() -> None:
    club = Player("organisation", "Club", "/", True, "same", 100, services=("Open tafel",), free=12)
    hall = Player("place", "Zaal", "/", None, "room", 100, rooms=("Zaal",), hours=((2, "afternoon"),))
    shut = Player("place", "Zaal", "/", None, "ask", 100)
    assert gain_of(club) == "U heeft 12 plekken per week over (Open tafel). Hier zijn mensen die dit zoeken."
    assert "vrij in de middag op woensdag" in gain_of(hall)
    assert "leren uw gebouw kennen" in gain_of(shut)
    many = Player("organisation", "Club", "/", True, "same", 100, services=("x" * 200, "y" * 200), free=12)
    assert len(gain_of(many)) <= 300


def test_without_example_agendas_there_are_no_example_alliances() -> None:
    assert load_example_alliances(by=BY, municipality=make.AMERSFOORT) == []
    with pytest.raises(NotAllowed):
        load_example_alliances(by=ANONYMOUS, municipality=make.AMERSFOORT)


def test_the_examples_are_marked_and_loaded_once(client: Client) -> None:
    for key in ("youth_work", "football", "school", "mosque", "church", "residents", "welfare"):
        make.organisation(f"Voorbeeld {key}", source="example", source_id=f"{make.AMERSFOORT}:{key}", example=True)
    scene.agenda(example=True)
    make.area(scene.EAST, name="Oost")
    adopted = scene.agenda(district=scene.EAST, example=True)
    youth = {"theme": make.theme("culture_sport"), "target_group": make.target_group("youth")}
    issue = scene.issue(adopted, "Iets te doen voor jongeren", **youth)
    make.target_group("everyone")
    Agenda.objects.filter(pk=adopted.pk).update(state="adopted")
    made = load_example_alliances(by=BY, municipality=make.AMERSFOORT)
    assert [(one.state, one.example, one.grant) for one in made] == [
        ("running", True, ""),
        ("finished", True, ""),
        ("forming", True, ""),
    ]
    assert (made[0].issue, made[0].partners.filter(state="yes").count()) == (issue, 3)
    assert sorted(made[2].partners.values_list("state", flat=True)) == ["asked", "talk"]
    assert load_example_alliances(by=BY, municipality=make.AMERSFOORT) == []
    page = client.get(made[0].get_absolute_url()).content.decode()
    assert "Dit is een voorbeeld" in page
    assert 'content="noindex"' in page
    assert "combinatiefunctionaris" in page
