"""What a weighing says of themes per wijk, for who divides hours and money."""

import pytest
from tests import make
from tests.agenda import city

from wijkhart.agenda.queries.weighing import weights_of_themes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> None:
    city.town()


def test_without_a_weighing_nothing_is_known_and_that_is_said() -> None:
    found = weights_of_themes(make.AMERSFOORT)
    assert (found.weights, found.of) == ({}, None)
    assert found.source


def test_a_theme_weighs_as_its_heaviest_issue_in_that_wijk() -> None:
    """Weights 50, 50, 0. Eten: wijken 10, people 7000. Geld in North: wijken 5, people 4000."""
    city.advised(city.NORTH, "Eten", "Geld")
    city.advised(city.EAST, "Eten")
    made = city.published(city.weighing(many=2))
    found = weights_of_themes(make.AMERSFOORT)
    assert found.of == made
    assert made.title in found.source
    assert found.weights == {
        (city.NORTH, "meeting"): 1.0,
        (city.EAST, "meeting"): 1.0,
        (city.NORTH, "money"): pytest.approx(0.5 * 0.5 + 0.5 * 4000 / 7000),
    }


def test_a_draft_says_nothing_and_published_goes_before_a_newer_frozen_one() -> None:
    city.advised(city.NORTH, "Eten")
    city.advised(city.NORTH, "Geld", year=city.TODAY.year + 1)
    draft = city.weighing(city.TODAY.year + 1)
    assert weights_of_themes(make.AMERSFOORT).of is None
    later = city.frozen(draft)
    assert weights_of_themes(make.AMERSFOORT).of == later
    assert "nog niet openbaar" in weights_of_themes(make.AMERSFOORT).source
    now = city.published(city.weighing())
    assert weights_of_themes(make.AMERSFOORT).of == now
    assert weights_of_themes(make.DEVENTER).of is None
