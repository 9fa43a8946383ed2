"""One picture, many forms: the page, the command line and JSON say the same."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override
from tests import make

from wijkhart.areas.models import Area
from wijkhart.core.actors import ANONYMOUS
from wijkhart.portal.formats import as_facts, as_text, render
from wijkhart.portal.queries import wijkbeeld

SQUARE = [[[0, 0], [1000, 0], [1000, 1000], [0, 1000], [0, 0]]]


@pytest.fixture
def liendert(db: None) -> Area:
    """Liendert with half of its loneliness known, a neighbour nobody lives in, and one example service."""
    country = make.area("NL", name="Nederland")
    town = make.area(make.AMERSFOORT, name="Amersfoort", population=161852)
    area = make.area(make.LIENDERT, name="Liendert", population=8345, outline=SQUARE)
    make.area("WK030732", name="Vathorst-Bovenduist", population=0, outline=SQUARE)
    make.area("WK030724", name="Nieuwland", population=14440, outline=SQUARE)
    make.measure("population", label_nl="Inwoners", unit="people", group="who", population="all")
    make.figure(area, 8345, "population", period=2024)
    for where, value in ((area, 55.3), (town, 46.3), (country, 46.9)):
        make.figure(where, value, "lonely", period=2020, estimate=True)
    place = make.place("Kerkgebouw De Bron", district_code=make.LIENDERT, x=500.0, y=500.0, kind="faith")
    service = make.service("Koffie-inloop", place=place, schedule=make.schedule(), example=True, published=True)
    make.service("Nog niet klaar", place=place, published=False)
    assert service.pk
    return area


def test_the_numbers_of_the_wijk_stand_beside_those_of_town_and_country(liendert: Area) -> None:
    row = next(row for row in wijkbeeld(ANONYMOUS, make.LIENDERT).fare if row.measure.key == "lonely")
    assert [cell.value for cell in row.cells] == [55.3, 46.3, 46.9]
    assert row.district.estimate
    assert row.district.period == 2020


def test_the_rank_counts_populated_wijken_only(liendert: Area) -> None:
    picture = wijkbeeld(ANONYMOUS, make.LIENDERT)
    assert (picture.rank, picture.of) == (2, 2)


def test_a_visitor_sees_published_supply_only(liendert: Area) -> None:
    facts = as_facts(wijkbeeld(ANONYMOUS, make.LIENDERT))
    names = [service["name"] for theme in facts["services"] for service in theme["services"]]
    assert names == ["Koffie-inloop"]
    assert facts["places"][0]["number"] == 1
    assert facts["example_supply"]


def test_where_nobody_lives_the_figure_is_unknown_with_that_reason_and_never_zero(liendert: Area) -> None:
    facts = as_facts(wijkbeeld(ANONYMOUS, "WK030732"))
    lonely = next(row for row in facts["how_they_fare"] if row["measure"] == "lonely")
    assert lonely["district"]["value"] is None
    assert lonely["district"]["missing"] == "no_inhabitants"


def test_text_json_and_page_carry_the_same_numbers(liendert: Area, client: Client) -> None:
    out = StringIO()
    call_command("wijkbeeld", make.LIENDERT, "--format", "json", stdout=out)
    facts = json.loads(out.getvalue())
    lonely = next(row for row in facts["how_they_fare"] if row["measure"] == "lonely")
    with override("nl"):
        text = as_text(wijkbeeld(ANONYMOUS, make.LIENDERT))
    page = re.sub(r"\s+", " ", client.get(f"/wijken/{make.LIENDERT}/").content.decode().replace("\xa0", " "))
    for where in ("district", "municipality", "country"):
        shown = f"{lonely[where]['value']:.1f}".replace(".", ",") + " %"
        assert shown in page
        assert shown in text.replace("\xa0", " ")
    assert "8.345" in page
    assert "8.345" in text


def test_example_supply_is_said_at_the_top_of_every_form(liendert: Area) -> None:
    picture = wijkbeeld(ANONYMOUS, make.LIENDERT)
    with override("nl"):
        facts, text, html = as_facts(picture), as_text(picture), render(picture, "html").decode()
    assert next(iter(facts)) == "notice"
    assert facts["notice"].startswith("Let op")
    assert "Let op" in " ".join(text.splitlines()[:5])
    assert html.index("Let op") < html.index("<h2>")


def test_the_map_on_paper_has_its_colours_inside_the_drawing(liendert: Area, client: Client) -> None:
    """The PDF library gives a drawing no style from outside: without it the map is black."""
    paper = render(wijkbeeld(ANONYMOUS, make.LIENDERT), "html").decode()
    drawing = paper[paper.index("<svg") : paper.index("</svg>")]
    assert ".map-here { fill:" in drawing
    assert "<style>" not in client.get(f"/wijken/{make.LIENDERT}/").content.decode()


def test_the_pdf_is_a_pdf(liendert: Area) -> None:
    pytest.importorskip("weasyprint", reason="Pango is not on this machine", exc_type=OSError)
    assert render(wijkbeeld(ANONYMOUS, make.LIENDERT), "pdf").startswith(b"%PDF-")


def test_an_unknown_code_says_what_is_known(liendert: Area) -> None:
    with pytest.raises(CommandError, match="WK030710 Liendert"):
        call_command("wijkbeeld", "WK030799")


def test_an_empty_database_says_how_to_fill_it(db: None) -> None:
    with pytest.raises(CommandError, match="make demo"):
        call_command("wijkbeeld", make.LIENDERT)
