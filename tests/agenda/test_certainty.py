"""How sure an order is: the case of the document, the ends of weights, and the pages."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.agenda import city, scene

from wijkhart.agenda.actions import Piece, attach_evidence, fix_advice
from wijkhart.agenda.models import Agenda
from wijkhart.agenda.queries.certainty import FEWER, LARGE, SEED, certainty_of, ends_around
from wijkhart.agenda.queries.certainty_words import certainty_told
from wijkhart.agenda.queries.city_words import SPOKEN
from wijkhart.analysis.prioritising import Heard

WEIGHTS = (30, 30, 40)
BY_HAND = [
    Heard("youth", (8.0, 6.0, 40.0)),
    Heard("meals", (4.0, 8.0, 30.0)),
    Heard("money", (6.0, None, 10.0)),
    Heard("dutch", (None, None, None)),
]
TITLES = {"youth": "Jeugd", "meals": "Eten", "money": "Geld", "dutch": "Taal"}
NAMES = ("Cijfers", "Professionals", "Bewoners")


def test_the_case_of_the_document() -> None:
    """Youth is first of 5/6 of all weights; money passes meals with 0.146 of them."""
    found = certainty_of(BY_HAND, WEIGHTS)
    assert found.unheard == ("dutch",)
    youth, money = found.acceptable["youth"], found.acceptable["money"]
    assert youth.places[0] == pytest.approx(5 / 6, abs=found.margin)
    assert money.places[1] == pytest.approx(0.146, abs=found.margin)
    assert found.margin == pytest.approx(0.0098)
    assert [(turn.first, turn.second) for turn in found.turns] == [("youth", "meals"), ("meals", "money")]
    assert found.turns[0].swap.needed == pytest.approx((5 / 14) / (5 / 14 + 1 / 4))


def test_it_is_the_same_for_everyone_and_many_issues_take_fewer_draws() -> None:
    assert certainty_of(BY_HAND, WEIGHTS).acceptable == certainty_of(BY_HAND, WEIGHTS).acceptable
    assert certainty_of(BY_HAND, WEIGHTS).seed == SEED
    many = [Heard(str(number), (float(number), 1.0, 2.0)) for number in range(LARGE + 1)]
    assert certainty_of(many, WEIGHTS).draws == FEWER


def test_near_the_weights_of_now_less_changes() -> None:
    """Professionals would have to go from 30 to 58.8 percent: 28.8 points, out of reach of 10 and 20."""
    for around in (10, 20):
        found = certainty_of(BY_HAND, WEIGHTS, around=around)
        assert found.acceptable["youth"].places[0] == 1
        assert all(abs(turn.swap.needed - turn.swap.now) <= around / 100 for turn in found.turns)
    assert ends_around((100, 0, 0), 20) == [(0.8, 1.0), (0.0, 0.2), (0.0, 0.2)]
    assert certainty_of(BY_HAND, (100, 0, 0), around=10).ranked


@pytest.mark.parametrize("heard", [[], [Heard("dutch", (None, None, None))]])
def test_of_nothing_nothing_is_said(heard: list[Heard]) -> None:
    told = certainty_told(certainty_of(heard, WEIGHTS), TITLES, NAMES, NAMES)
    assert told.rows == ()
    assert "nog geen volgorde" in told.lead[0]


def test_it_is_said_in_words_and_never_rounded_to_always_or_never() -> None:
    told = certainty_told(certainty_of(BY_HAND, WEIGHTS), TITLES, NAMES, SPOKEN)
    assert (
        told.lead[0] == "Wij zetten de punten 10.000 keer op volgorde, elke keer met andere gewichten (alle gewichten)."
    )
    assert "“Jeugd” komt het vaakst op de eerste plaats: in 83" in told.lead[1]
    assert told.rows[2].central == "nooit eerste"
    assert told.unheard == ("Taal",)
    assert "gewicht van de inwoners van 30% naar meer dan 58,8% ging" in told.turns[0]
    close = [Heard("a", (1.0, 0.997)), Heard("b", (0.0, 1.0))]
    rows = certainty_told(certainty_of(close, (50, 50)), {"a": "A", "b": "B"}, NAMES[:2], NAMES[:2]).rows
    assert [row.places[0] for row in rows] == ["meer dan 99%", "minder dan 1%"]


@pytest.fixture
def advised() -> Agenda:
    scene.town()
    agenda, issues = scene.ordering()
    for issue, points in zip(issues, (9.0, 6.0, 3.0), strict=True):
        attach_evidence(by=scene.BY, issue=issue, piece=Piece("gap", "Vlek", "/x/", str(points), points=points))
    agenda.refresh_from_db()
    return fix_advice(by=scene.BY, agenda=agenda, told=scene.told(), version=agenda.version)


@pytest.mark.django_db
def test_everybody_reads_how_sure_the_order_of_a_wijk_is(advised: Agenda) -> None:
    address = reverse("agenda_certainty", args=[advised.pk])
    page = Client().get(address, {"gewichten": "20"}).content.decode()
    assert "gewichten binnen 20 punten van die van nu" in page
    assert "<svg" in page
    assert "startgetal 2001" in page
    assert Client().get(address, {"gewichten": "veel"}).status_code == 200
    file = Client().get(address, {"uitvoer": "csv"}).content.decode()
    assert "1;Eten;" in file


@pytest.mark.django_db
def test_a_draft_is_not_told_to_visitors() -> None:
    scene.town()
    agenda, _issues = scene.ordering()
    assert Client().get(reverse("agenda_certainty", args=[agenda.pk])).status_code == 404


@pytest.mark.django_db
def test_everybody_reads_how_sure_the_order_of_the_city_is() -> None:
    city.town()
    city.advised(city.NORTH, "Eten", "Geld", "Taal")
    made = city.published(city.weighing(), (40, 60, 0))
    page = Client().get(reverse("weighing_certainty", args=[made.pk])).content.decode()
    assert "Eten (Wijk 01)" in page
    city.advised(city.NORTH, "Geld", year=city.TODAY.year + 1)
    other = city.weighing(city.TODAY.year + 1)
    assert Client().get(reverse("weighing_certainty", args=[other.pk])).status_code == 404
