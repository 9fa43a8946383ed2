"""Coordinates in the sea or in degrees by mistake, postcodes that do not exist, HTML in texts."""

from typing import Any

import pytest
import shapely
from tests import make
from tests.cast import Cast, cast

from wijkhart.areas.models import Postcode
from wijkhart.core.errors import BadInput
from wijkhart.places.actions import register_place
from wijkhart.places.facts import PlaceFacts
from wijkhart.places.models import Place

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort", border=shapely.to_wkb(shapely.box(150_000, 458_000, 160_000, 470_000)))
    make.area("GM0150", name="Deventer", border=shapely.to_wkb(shapely.box(200_000, 470_000, 215_000, 480_000)))
    return cast()


def postcode(digits: str = "3812", municipality: str = "GM0307") -> None:
    Postcode.objects.create(
        digits=digits, place="x", municipality_code=municipality, latitude=52, longitude=5, x=1, y=1
    )


def said(people: Cast, **facts: Any) -> list[tuple[str, str, str]]:
    """What is wrong with a place of these facts: field, message, advice."""
    try:
        register_place(by=people.alice.actor, municipality="GM0307", facts=PlaceFacts(name="Plek", **facts))
    except BadInput as refused:
        assert not Place.objects.exists()
        return [(one.field, one.message, one.advice) for one in refused.problems]
    return []


@pytest.mark.parametrize(
    ("x", "y", "message", "advice"),
    [
        (52.1561, 5.3878, "graden", "X 155"),
        (5.3878, 52.1561, "graden", "Y 463"),
        (463_000, 155_000, "verwisseld", "X ligt tussen"),
        (-50_000, 700_000, "in zee of buiten het land", "X ligt tussen"),
        (1e308, 1e308, "in zee of buiten het land", "X ligt tussen"),
        (20_000, 500_000, "in zee, buiten het land, of in elk geval niet in Amersfoort", "Kijk X en Y na"),
        (205_000, 475_000, "ligt in Deventer, niet in Amersfoort", "Kijk X en Y na"),
    ],
)
def test_a_point_that_cannot_be_right(people: Cast, x: float, y: float, message: str, advice: str) -> None:
    [(field, told, help_)] = said(people, x=x, y=y)
    assert field == "x"
    assert message in told
    assert advice in help_


def test_a_point_in_the_municipality_or_just_over_its_simplified_border_is_fine(people: Cast) -> None:
    assert said(people, x=155_000, y=463_000) == []
    assert said(people, x=149_900, y=463_000) == []


def test_without_a_known_border_only_the_grid_counts() -> None:
    assert said(cast(), x=20_000, y=500_000) == []


def test_a_postcode_that_does_not_exist(people: Cast) -> None:
    assert said(people, postcode="9999ZZ") == []
    postcode()
    [(field, message, _advice)] = said_again(people, "9999ZZ")
    assert (field, message) == ("postcode", "Postcode 9999 bestaat hier niet.")
    assert said_again(people, "3812AB") == []
    assert [one[0] for one in said_again(people, "0123AB")] == ["postcode"]


def said_again(people: Cast, code: str) -> list[tuple[str, str, str]]:
    Place.objects.all().delete()
    return said(people, postcode=code)


def test_html_is_refused_not_stripped(people: Cast) -> None:
    [(field, message, advice)] = said(people, concept="Kom <b>binnen</b>")
    assert (field, message) == ("concept", "In deze tekst staat HTML-code.")
    assert "gewone tekst" in advice


def test_the_form_shows_it_at_the_field(people: Cast) -> None:
    told = {"name": "Plek", "kind": "other", "step_free": "unknown", "x": "52.1561", "y": "5.3878"}
    page = people.alice.client().post("/gemeenten/GM0307/plekken/nieuw/", told).content.decode()
    assert "Dit lijken graden, geen RD-meters." in page
    assert 'value="52.1561"' in page or 'value="52,1561"' in page
