"""The map beside the board, and wijken side by side."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import cast
from tests.coordination.town import EAST, EMPTY, WEST, norm, offer, town

from wijkhart.areas.models import Area
from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.coordination.queries.board import district_sums
from wijkhart.coordination.queries.city_map import city_map, sum_in_words
from wijkhart.coordination.queries.comparison import LONGEST, comparison_of, together
from wijkhart.coordination.words import QUARTER_LOOKUPS, quarter_label, quarter_of
from wijkhart.core.actors import System

BOARD, COMPARE = reverse("gap_list", args=["GM0307"]), reverse("gap_compare", args=["GM0307"])


@pytest.fixture
def run(db: None) -> CoverageRun:
    """Seniors: 50 in need west, 80 east; coffee has 20 places west, for them only.

    Young people (12 to 25) 0.1 x (4 + 10 + 1.5) %: 15.5 west, 31 east.
    """
    town()
    norm()
    norm(group="youth", measure="", share=0.1)
    offer("Koffie", 150_500, groups=("seniors",), example=True)
    made = recompute_coverage(by=System("test"), municipality="GM0307")
    chances = {(WEST, "seniors"): 0.2, (EAST, "seniors"): 0.95, (WEST, "youth"): 0.5, (EAST, "youth"): 0.7}
    for (code, group), chance in chances.items():
        row = CoverageResult.objects.get(area__code=code, target_group_id=group)
        row.low, row.high, row.worst_quarter = (row.unserved or 0) - 5, (row.unserved or 0) + 10, chance
        row.helps = [
            {
                "kind": "group", "place": "0", "place_name": "Huis Koffie", "part": "evening", "metres": 120,
                "places": 20, "gain": 7, "total": 18.5,
            }
        ]  # fmt: skip
        row.closes = {"need": {"factor": 0.71, "figure": 39.3}, "capacity": None, "own": {"places": 31}}
        row.save()
    return made


def sums_of(run: CoverageRun) -> tuple[float, float]:
    rows = CoverageResult.objects.filter(run=run, area__code=EAST)
    return sum(row.need or 0 for row in rows), sum(row.unserved or 0 for row in rows)


def test_the_wijken_add_up_and_an_empty_one_is_not_nobody_without_a_place(run: CoverageRun) -> None:
    sums = district_sums(run)
    assert [one.area.code for one in sums] == [EAST, WEST, EMPTY]
    assert (sums[0].need, sums[0].unserved) == pytest.approx(sums_of(run))
    assert (sums[2].unserved, sums[2].share, sum_in_words(sums[2])) == (None, None, "hier woont niemand")
    youth = district_sums(run, "meeting", "youth")
    assert youth[0].share == pytest.approx(100), "the coffee is not for them"
    assert "100\N{NO-BREAK SPACE}% van de mensen met een vraag" in sum_in_words(youth[0])


def test_a_need_that_is_not_known_is_said_and_not_added(run: CoverageRun) -> None:
    row = CoverageResult.objects.get(area__code=WEST, target_group_id="seniors")
    row.need = row.unserved = None
    row.save()
    west = next(one for one in district_sums(run) if one.area.code == WEST)
    assert (west.unknown, west.unserved) == (1, pytest.approx(15.5))
    assert "1 vraag niet bekend" in sum_in_words(west)
    CoverageResult.objects.filter(area__code=WEST).update(need=None, unserved=None)
    west = next(one for one in district_sums(run) if one.area.code == WEST)
    assert (west.unserved, sum_in_words(west)) == (None, "de vraag is niet bekend")


def test_the_map_colours_people_or_their_share(run: CoverageRun) -> None:
    sums = district_sums(run, "meeting", "seniors")
    people, shares = city_map(sums), city_map(sums, "aandeel")
    assert {shape.code: shape.band for shape in people.shapes} == {WEST: 0, EAST: 1, EMPTY: None}
    assert people.bands[-1].high == max(one.unserved or 0 for one in sums)
    assert shares.bands[-1].high == max(one.share or 0 for one in sums)
    assert {shape.url for shape in people.shapes} == {f"?wijk={code}" for code in (WEST, EAST, EMPTY)}


def test_the_board_shows_map_and_table_for_the_theme_and_group_asked_for(run: CoverageRun, client: Client) -> None:
    answer = client.get(BOARD, {"thema": "meeting", "groep": "youth", "kaart": "aandeel"})
    assert answer.context["about"] == "meeting, youth"
    east = answer.context["districts"][0][0]
    assert (east.area.code, round(east.unserved)) == (EAST, 31)
    assert answer.context["by_share"]
    assert 'class="map"' in answer.content.decode()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("zeker", {(EAST, "seniors")}),
        ("waarschijnlijk", {(EAST, "youth")}),
        ("onzeker", {(WEST, "youth")}),
        ("waarschijnlijk-niet", {(WEST, "seniors")}),
        ("zeker-niet", set()),
    ],
)
def test_the_board_filters_by_how_certain_the_worst_quarter_is(
    run: CoverageRun, client: Client, word: str, expected: set[tuple[str, str]]
) -> None:
    rows = client.get(BOARD, {"zekerheid": word}).context["rows"]
    assert {(row.area.code, row.target_group_id) for row, *_more in rows} == expected
    assert all(quarter == quarter_label(row.worst_quarter) for row, _why, _percent, quarter in rows)


@given(st.floats(0, 1))
def test_every_chance_has_exactly_one_word(chance: float) -> None:
    tests = {"gte": chance.__ge__, "gt": chance.__gt__, "lt": chance.__lt__, "lte": chance.__le__}
    fitting = [word for word, bounds in QUARTER_LOOKUPS.items() if all(tests[n](b) for n, b in bounds.items())]
    assert fitting == [quarter_of(chance)]


def test_a_chance_that_was_not_computed_has_no_word() -> None:
    assert quarter_label(None) == ""


def test_the_file_holds_the_interval_what_helps_and_what_closes(run: CoverageRun, client: Client) -> None:
    lines = b"".join(client.get(BOARD, {"uitvoer": "csv", "wijk": EAST, "groep": "youth"})).decode("utf-8-sig")
    headings, values = (line.split(";") for line in lines.strip().splitlines())
    told = dict(zip(headings, values, strict=True))
    assert (told["Zonder plek, laag"], told["Zonder plek, hoog"]) == ("26", "41")
    assert told["Kans op het zwaarste kwart (%)"].startswith("70")
    assert told["Helpt het meest: waar"] == "Huis Koffie"
    assert told["Helpt het meest: dagdeel"] == "avond"
    assert told["Gaat dicht als de vraag keer dit getal is"] == "0,71"
    assert told["Gaat dicht met meer plekken bij"] == ""
    assert told["Gaat dicht met iets nieuws van zoveel plekken per week"] == "31"


def test_a_white_spot_has_a_page_and_an_unknown_one_has_none(run: CoverageRun, client: Client) -> None:
    def page(code: str, theme: str, group: str) -> str:
        return reverse("gap_detail", args=["GM0307", code, theme, group])

    text = client.get(page(EAST, "meeting", "seniors")).content.decode()
    assert "zeker wel" in text
    assert "Het aanbod is voorbeeld" in text
    assert "hier woont niemand" in client.get(page(EMPTY, "meeting", "seniors")).content.decode()
    assert client.get(page(EAST, "money", "seniors")).status_code == 404
    assert client.get(page("WK015001", "meeting", "seniors")).status_code == 404


def test_before_anything_was_computed_there_is_no_white_spot(db: None, client: Client) -> None:
    town()
    assert client.get(reverse("gap_detail", args=["GM0307", EAST, "meeting", "seniors"])).status_code == 404
    assert "nog niets berekend" in client.get(COMPARE).content.decode()


def test_sums_of_a_side_by_hand() -> None:
    rows = [
        CoverageResult(need=10, unserved=4, low=2, high=5, accessibility=0.5),
        CoverageResult(need=30, unserved=6, low=5, high=9, accessibility=0.9),
        CoverageResult(need=None, unserved=None),
    ]
    whole = together(rows)
    assert (whole.need, whole.unserved, whole.low, whole.high, whole.unknown) == (40, 10, 7, 14, 1)
    assert whole.percent == 25
    assert whole.accessibility == pytest.approx((10 * 0.5 + 30 * 0.9) / 40)
    assert together([rows[2]]).unserved is None
    assert together([*rows, CoverageResult(need=1, unserved=1)]).low is None, "an interval of some is none of all"


def test_bars_are_on_one_scale_and_the_worst_come_first(run: CoverageRun) -> None:
    areas = [Area.objects.get(code=code) for code in (WEST, EAST)]
    compared = comparison_of(run, areas)
    assert [side.area.code for side in compared.sides] == [WEST, EAST]
    west, east = (side.whole.unserved or 0 for side in compared.sides)
    assert [length for _cell, length in compared.lines[0].cells] == [round(west / east * LONGEST), LONGEST]
    assert [row.target_group_id for row in compared.sides[1].worst] == ["seniors", "youth"]


def test_two_wijken_stand_side_by_side_for_everyone(run: CoverageRun, client: Client) -> None:
    answer = client.get(COMPARE, {"wijk": [WEST, EAST]})
    text = answer.content.decode()
    assert [side.area.code for side in answer.context["compared"].sides] == [WEST, EAST]
    assert "zeker wel" in text
    assert "Het aanbod is voorbeeld" in text
    lines = b"".join(client.get(COMPARE, {"wijk": [WEST, EAST], "uitvoer": "csv"})).decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:3] == ["Thema", "Wijk 01: met een vraag", "Wijk 01: zonder plek"]
    assert [line.split(";")[0] for line in lines[1:]] == ["alle thema's", "meeting"]
    need, unserved = sums_of(run)
    assert lines[1].split(";")[5:7] == [str(round(need)), str(round(unserved))]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ([WEST], "U koos één wijk"),
        ([WEST, WEST], "U koos één wijk"),
        ([f"WK03070{n}" for n in range(1, 6)], "Meer dan 4 passen niet"),
        ([WEST, "WK015001"], "WK015001” is geen wijk"),
    ],
)
def test_too_few_too_many_or_unknown_wijken_are_told_what_to_choose(
    run: CoverageRun, client: Client, asked: list[str], words: str
) -> None:
    for number in (3, 4, 5):
        Area.objects.create(
            code=f"WK03070{number}", level="district", name=f"W{number}", municipality_code="GM0307",
            valid_from="2024-01-01",
        )  # fmt: skip
    answer = client.get(COMPARE, {"wijk": asked})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert answer.context["compared"] is None
    assert answer.context["form"]["wijk"].value() == asked
    assert answer.content.decode().count("checked") == len({code for code in asked if code.startswith("WK0307")})


def test_without_a_choice_it_asks_for_one_and_shows_no_error(run: CoverageRun, client: Client) -> None:
    text = client.get(COMPARE).content.decode()
    assert "Kies 2, 3 of 4 wijken" in text
    assert "wh-error-summary" not in text


def test_somebody_of_another_municipality_sees_what_a_visitor_sees(run: CoverageRun, client: Client) -> None:
    charlie = cast().charlie.client()
    assert charlie.get(COMPARE, {"wijk": [WEST, EAST]}).status_code == 200
    assert "Bereken opnieuw" not in charlie.get(BOARD).content.decode()
