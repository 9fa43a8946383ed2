"""What if: worked by hand on the small town, against solving everything, and every way to ask wrongly."""

from typing import Any

import numpy as np
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import cast
from tests.coordination.town import EAST, EMPTY, WEST, norm, offer, town

from wijkhart.analysis.coverage import apply, solve
from wijkhart.areas.models import Area
from wijkhart.coordination.changes import MOST, Asked, asked_in, query_of
from wijkhart.coordination.models import CoverageNorm
from wijkhart.coordination.queries.changing import stage_of, steps_of
from wijkhart.coordination.queries.problem import coverage_problem
from wijkhart.coordination.queries.what_if import outcome_of
from wijkhart.directory.models import Service

pytestmark = pytest.mark.django_db
CODE = "GM0307"
PAGE = f"/gemeenten/{CODE}/wat-als/"
ADD = {"naam": "Koor", "thema": ["meeting"], "groep": ["seniors"], "dagdeel": ["morning"], "mensen": "10", "keer": "1"}


@pytest.fixture
def coffee() -> Service:
    """20 places a week in the middle of West, where 50 seniors need one; East has 80 and nothing of its own."""
    town()
    norm()
    norm(group="youth", measure="", share=0.1, theme="health")
    make.target_group("everyone")
    return offer("Koffie", 150_500, groups=("seniors",), example=True)


def asked(**values: Any) -> list[Asked]:
    query = QueryDict(mutable=True)
    for name, value in values.items():
        query.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
    return asked_in(query)


def outcome(**values: Any) -> Any:
    inputs = coverage_problem(CODE)
    steps = steps_of(stage_of(inputs), asked(**values))
    assert [step.problem for step in steps] == [""] * len(steps)
    return outcome_of(inputs, steps)


def problems(**values: Any) -> list[str]:
    return [step.problem for step in steps_of(stage_of(coverage_problem(CODE)), asked(**values))]


def main_of(answer: Any) -> str:
    text = str(answer.content.decode())
    return text[text.index("<main") : text.index("</main")]


def test_closing_the_only_coffee_takes_its_twenty_places(coffee: Service) -> None:
    found = outcome(dicht=coffee.pk)
    assert (found.need, found.before, found.gained, found.lost) == pytest.approx((130, 20, 0, 20), abs=0.01)
    assert found.themes == ("meeting",)
    assert sum(cell.lost for cell in found.cells if cell.area == WEST) > 10


def test_a_second_time_a_week_serves_twenty_more(coffee: Service) -> None:
    assert outcome(anders=f"{coffee.pk}~~~2~").after == pytest.approx(40, abs=0.01)
    assert outcome(anders=f"{coffee.pk}~25~~~").after == pytest.approx(25, abs=0.01)
    assert outcome(anders=f"{coffee.pk}~~1~0~").after == pytest.approx(20, abs=0.01)
    assert outcome(anders=f"{coffee.pk}~~~0~1").lost == pytest.approx(20, abs=0.01), "nobody comes in the evening"


def test_moving_it_east_serves_the_east(coffee: Service) -> None:
    """Reach 800 m: from the far side of East nobody of West is near enough."""
    place = make.place("Huis Oost", x=151_999.0, y=400_500.0)
    found = outcome(verplaats=f"{coffee.pk}~{place.pk}")
    assert found.gained == pytest.approx(found.lost, abs=0.01)
    assert found.after == pytest.approx(20, abs=0.01)
    assert sum(cell.after for cell in found.cells if cell.area == WEST) == pytest.approx(0, abs=0.01)
    assert sum(cell.gained for cell in found.cells if cell.area == EAST) > 10


def test_a_place_that_closes_takes_all_that_does_not_move(coffee: Service) -> None:
    assert coffee.place is not None
    second = offer("Soep", 150_500, groups=("seniors",), capacity=5)
    Service.objects.filter(pk=second.pk).update(place=coffee.place)
    other = make.place("Huis Midden", x=150_600.0, y=400_500.0)
    both = outcome(plekdicht=coffee.place_id)
    assert (both.before, both.after) == pytest.approx((25, 0), abs=0.01)
    moved = outcome(plekdicht=coffee.place_id, verplaats=f"{coffee.pk}~{other.pk}")
    assert (moved.before, moved.after) == pytest.approx((25, 20), abs=0.01)


def test_something_at_home_is_for_its_wijk_or_for_all(coffee: Service) -> None:
    """10 of the 80 in East, or 13 anywhere; half of the places go to a theme that nobody there comes for."""
    here = outcome(erbij=f"Bezoek~meeting~seniors~{EAST}~morning~10~1")
    assert (here.gained, here.lost) == pytest.approx((10, 0), abs=0.01)
    assert outcome(erbij=f"Bezoek~meeting~everyone~{CODE}~morning,afternoon~13~0.5").gained == pytest.approx(
        13, abs=0.01
    )
    assert outcome(erbij=f"Bezoek~meeting,health~seniors~{EAST}~morning~10~1").gained == pytest.approx(5, abs=0.01)


def test_only_what_is_touched_is_solved_and_it_is_the_same(coffee: Service) -> None:
    offer("Sport", 150_800, themes=("health",), groups=("youth",), capacity=9)
    offer("Wandelen", 151_200, themes=("health", "meeting"), capacity=30)
    norm(group="adults", measure="", share=0.02)
    inputs = coverage_problem(CODE)
    steps = steps_of(stage_of(inputs), asked(dicht=coffee.pk, erbij=f"Koor~meeting~adults~{WEST}~afternoon~12~2"))
    found = outcome_of(inputs, steps)
    before = solve(inputs.problem)
    after = solve(apply(inputs.problem, [change for step in steps for change in step.changes]))
    change = (after.served - before.served).sum()
    assert found.gained - found.lost == pytest.approx(change, abs=0.01)
    rows = [index for index, row in enumerate(inputs.problem.rows) if row.theme == "meeting"]
    np.testing.assert_allclose(found.before, before.served[:, rows].sum(), atol=0.01)
    assert {cell.theme for cell in found.cells} == {"meeting"}


def test_a_change_survives_its_address(coffee: Service) -> None:
    wanted = asked(erbij=f"Eén & 2~meeting~seniors~{EAST}~morning~10~1", dicht=[coffee.pk], anders=f"{coffee.pk}~3~~~")
    assert asked_in(QueryDict(query_of(wanted))) == wanted
    assert Asked.of("add", name="a~b").values[0] == "a-b"


ELSEWHERE = "Deze plek bestaat niet in deze gemeente."


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"dicht": "nergens"}, "Dit aanbod bestaat niet in deze gemeente."),
        ({"dicht": "{deventer}"}, "Dit aanbod bestaat niet in deze gemeente."),
        ({"dicht": "{vague}"}, "Vaag telt nu niet mee"),
        ({"dicht": "{coffee}~x"}, "niet te lezen"),
        ({"dicht": ["{coffee}", "{coffee}"]}, "stopt al door een andere verandering"),
        ({"plekdicht": "nergens"}, ELSEWHERE),
        ({"plekdicht": "{far}"}, ELSEWHERE),
        ({"plekdicht": "{draft}"}, ELSEWHERE),
        ({"plekdicht": "{quiet}"}, "geen aanbod dat meetelt"),
        ({"verplaats": "{coffee}~{far}"}, ELSEWHERE),
        ({"verplaats": "{coffee}~{nowhere}"}, "niet bekend waar"),
        ({"verplaats": "{coffee}~{house}"}, "Het is al in"),
        ({"verplaats": "{coffee}"}, "niet te lezen"),
        ({"anders": "{coffee}~-5~~~"}, "heel getal zijn van 1 tot en met 1.000"),
        ({"anders": "{coffee}~0~~~"}, "heel getal zijn van 1 tot en met 1.000"),
        ({"anders": "{coffee}~99999999999~~~"}, "heel getal zijn van 1 tot en met 1.000"),
        ({"anders": "{coffee}~~-1~~"}, "van 0 tot en met 21"),
        ({"anders": "{coffee}~~nan~~"}, "van 0 tot en met 21"),
        ({"anders": "{coffee}~~veel~~"}, "van 0 tot en met 21"),
        ({"anders": "{coffee}~~0~0~0"}, "blijft er niets van over"),
        ({"anders": "{coffee}~~~~"}, "Zo is het nu al"),
        ({"erbij": "K~kites~seniors~{house}~morning~10~1"}, "uit de lijst"),
        ({"erbij": "K~~seniors~{house}~morning~10~1"}, "uit de lijst"),
        ({"erbij": "K~meeting~giants~{house}~morning~10~1"}, "groepen uit de lijst"),
        ({"erbij": "K~meeting~seniors~{far}~morning~10~1"}, ELSEWHERE),
        ({"erbij": "K~meeting~seniors~WK015001~morning~10~1"}, ELSEWHERE),
        ({"erbij": "K~meeting~seniors~{house}~night~10~1"}, "ochtend, middag of avond"),
        ({"erbij": "K~meeting~seniors~{house}~morning~0~1"}, "heel getal zijn van 1 tot en met 1.000"),
        ({"erbij": "K~meeting~seniors~{house}~morning~10~0"}, "meer dan 0"),
        ({"erbij": "K~meeting~seniors~{house}~morning~10~22"}, "van 0 tot en met 21"),
        ({"erbij": "Lang " * 30 + "~meeting~seniors~{house}~morning~10~1"}, "hooguit 60 tekens"),
        ({"erbij": ""}, "niet te lezen"),
    ],
)
def test_what_cannot_be_says_so_and_the_rest_stays(coffee: Service, values: dict[str, Any], words: str) -> None:
    vague = offer("Vaag", 150_500, capacity=None)
    facts = {
        "coffee": coffee.pk, "house": coffee.place_id, "vague": vague.pk,
        "deventer": make.service("Ver", municipality_code="GM0150").pk,
        "far": make.place("Ver", "GM0150", x=1.0, y=1.0).pk,
        "draft": make.place("Stil", published=False, x=1.0, y=1.0).pk, "quiet": make.place("Leeg", x=1.0, y=1.0).pk,
        "nowhere": make.place("Zoek").pk,
    }  # fmt: skip
    filled = {
        name: [one.format(**facts) for one in (value if isinstance(value, list) else [value])]
        for name, value in values.items()
    }
    people = cast()
    good = f"Bezoek~meeting~seniors~{EAST}~morning~10~1"
    answer = people.alice.client().get(PAGE, {**filled, "erbij": [*filled.get("erbij", []), good]})
    assert answer.status_code == 200
    text = main_of(answer)
    assert "Niet elke verandering kan" in text
    assert words in text
    assert [step.problem == "" for step, _words, _url in answer.context["steps"]].count(True) >= 1
    assert answer.context["picture"].total.gained >= 10 or "stopt al" in words


def test_too_many_changes_are_left_out_by_name(coffee: Service) -> None:
    many = [f"Koor {number}~meeting~seniors~{EAST}~morning~1~1" for number in range(MOST + 2)]
    found = problems(erbij=many)
    assert found[:MOST] == [""] * MOST
    assert all("Hooguit 12" in said for said in found[MOST:])
    assert len(found) == MOST + 2


def test_the_page_names_who_loses_as_plainly_as_who_gains(coffee: Service) -> None:
    client = cast().hans.client()
    answer = client.get(PAGE, {"dicht": coffee.pk, "erbij": f"Koor~meeting~seniors~{EAST}~morning~10~1"})
    text = main_of(answer)
    assert "Stop: Koffie (Huis Koffie), 20 plekken per week" in text
    assert "Erbij: Koor, bij mensen thuis in Wijk 02" in text
    assert "Wie krijgt een plek" in text
    assert "Wie verliest een plek" in text
    assert "Het aanbod is voorbeeld" in text
    assert "alsof één hand" in text
    assert "Bewaar dit als scenario" not in text, "a worker may ask, not keep"
    picture = answer.context["picture"]
    assert picture.total.after == picture.total.before + picture.total.gained - picture.total.lost
    assert sum(people for _name, people in picture.losses.areas) == picture.total.lost
    assert picture.headline.endswith("mensen verliezen hun plek.")


def test_each_change_has_a_link_that_takes_only_that_one_away(coffee: Service) -> None:
    client = cast().alice.client()
    answer = client.get(PAGE, {"dicht": coffee.pk, "erbij": f"Koor~meeting~seniors~{EAST}~morning~10~1"})
    for step, _words, without in answer.context["steps"]:
        left = asked_in(QueryDict(without.removeprefix("?")))
        assert step.asked not in left
        assert len(left) == 1
        assert client.get(PAGE + without).status_code == 200


@pytest.mark.parametrize(
    ("kind", "data", "parameter"),
    [
        ("erbij", {**ADD, "plek": EAST}, "erbij=Koor~meeting~seniors~WK030702~morning~10~1"),
        ("erbij", {**ADD, "plek": EAST, "keer": "0,25"}, "~10~0.25"),
        ("dicht", {"aanbod": "{coffee}"}, "dicht={coffee}"),
        ("plekdicht", {"plek": "{house}"}, "plekdicht={house}"),
        ("verplaats", {"aanbod": "{coffee}", "plek": "{other}"}, "verplaats={coffee}~{other}"),
        ("anders", {"aanbod": "{coffee}", "mensen": "30", "avond": "0,5"}, "anders={coffee}~30~~~0.5"),
    ],
)
def test_a_form_adds_its_change_to_the_address(
    coffee: Service, kind: str, data: dict[str, Any], parameter: str
) -> None:
    facts = {"coffee": coffee.pk, "house": coffee.place_id, "other": make.place("Elders", x=150_700.0, y=400_500.0).pk}
    filled = {name: value.format(**facts) if isinstance(value, str) else value for name, value in data.items()}
    kept = f"erbij=Eerst~meeting~seniors~{WEST}~morning~5~1"
    client = cast().ines.client()
    assert client.get(f"{PAGE}?{kept}&kies={kind}").status_code == 200
    answer = client.post(f"{PAGE}?{kept}&kies={kind}", filled)
    assert answer.status_code == 302
    assert parameter.format(**facts) in answer["Location"]
    assert kept in answer["Location"]
    assert "kies" not in answer["Location"]
    shown = client.get(answer["Location"])
    assert [step.problem for step, _words, _url in shown.context["steps"]] == ["", ""]


def test_a_form_that_cannot_be_says_so_at_its_field_and_keeps_what_was_typed(coffee: Service) -> None:
    client = cast().alice.client()
    address = f"{PAGE}?dicht={coffee.pk}&kies=erbij"
    answer = client.post(address, {**ADD, "plek": EAST, "keer": "0"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["keer"]
    assert 'value="Koor"' in main_of(answer)
    assert len(answer.context["steps"]) == 1
    answer = client.post(address, {**ADD, "plek": "nergens", "dagdeel": []})
    assert set(answer.context["form"].errors) == {"plek", "dagdeel"}
    answer = client.post(f"{PAGE}?kies=anders", {"aanbod": str(coffee.pk)})
    assert "Zo is het nu al" in main_of(answer)


def test_an_address_fills_a_form_in_beforehand(coffee: Service) -> None:
    house = str(coffee.place_id)
    query = {"kies": "erbij", "thema": "meeting", "groep": "seniors,everyone", "plek": house, "mensen": "20"}
    form = cast().alice.client().get(PAGE, query).context["form"]
    assert form["thema"].value() == ["meeting"]
    assert form["groep"].value() == ["seniors", "everyone"]
    assert (form["plek"].value(), form["mensen"].value()) == (house, "20")
    assert not form.errors


def test_what_nobody_is_counted_for_is_said(coffee: Service) -> None:
    make.theme("money")
    text = main_of(cast().alice.client().get(PAGE, {"erbij": f"Geld~money~seniors~{EAST}~morning~10~1"}))
    assert "er is geen norm voor" in text
    assert "verandert er niets" in text


def test_the_outcome_is_a_file_too(coffee: Service) -> None:
    client = cast().alice.client()
    answer = client.get(PAGE, {"dicht": coffee.pk, "uitvoer": "csv"})
    text = b"".join(answer).decode("utf-8-sig")
    assert "Verliezen hun plek" in text.splitlines()[0]
    assert WEST in text
    for kind in ("ods", "xlsx"):
        assert client.get(PAGE, {"dicht": coffee.pk, "uitvoer": kind}).status_code == 200


def test_who_has_no_role_for_it_is_refused(coffee: Service, client: Client) -> None:
    people = cast()
    assert client.get(PAGE).status_code == 302
    for person in (people.lena, people.kees, people.eva, people.charlie):
        assert person.client().get(PAGE, {"dicht": coffee.pk}).status_code == 403
        assert person.client().post(f"{PAGE}?kies=dicht", {"aanbod": str(coffee.pk)}).status_code == 403
    assert people.alice.client().get(reverse("what_if", args=["GM9999"])).status_code == 404
    assert people.alice.client().get(reverse("what_if", args=["GM0150"])).status_code in {403, 404}


def test_without_norms_or_wijken_there_is_nothing_to_compute(coffee: Service) -> None:
    client = cast().alice.client()
    CoverageNorm.objects.all().delete()
    assert "nog niets om mee te rekenen" in main_of(client.get(PAGE, {"dicht": coffee.pk}))
    Area.objects.exclude(code=CODE).delete()
    assert "nog niets om mee te rekenen" in main_of(client.get(PAGE, {"kies": "erbij"}))


def test_without_any_supply_one_can_still_add() -> None:
    town()
    norm()
    client = cast().alice.client()
    assert client.get(PAGE, {"kies": "dicht"}).status_code == 200
    answer = client.get(PAGE, {"erbij": f"Koor~meeting~seniors~{EAST}~morning~10~1"})
    assert answer.context["picture"].total.gained == 10
    assert "Het aanbod is voorbeeld" not in main_of(answer)


def test_where_nobody_lives_nothing_changes(coffee: Service) -> None:
    answer = cast().alice.client().get(PAGE, {"erbij": f"Koor~meeting~seniors~{EMPTY}~morning~10~1"})
    assert "verandert er niets" in main_of(answer)
    assert answer.context["picture"].rows == []


def test_the_board_leads_here_for_who_may_ask(coffee: Service, client: Client) -> None:
    board, people = reverse("gap_list", args=[CODE]), cast()
    assert PAGE in main_of(people.greet.client().get(board))
    assert PAGE not in main_of(client.get(board))
