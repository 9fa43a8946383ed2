"""Scenarios: kept with their recipe, shown as computed, and side by side."""

from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast
from tests.coordination.town import EAST, WEST, norm, offer, town

from wijkhart import __version__
from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import keep_scenario, recompute_scenario, remove_scenario, update_scenario
from wijkhart.coordination.changes import asked_in
from wijkhart.coordination.models import CoverageNorm, Scenario
from wijkhart.coordination.queries.problem import coverage_problem
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.ids import new_id
from wijkhart.directory.models import Service

pytestmark = pytest.mark.django_db
CODE = "GM0307"
CHOIR = f"erbij=Koor~meeting~seniors~{EAST}~morning~10~1"


@pytest.fixture
def people() -> Cast:
    town()
    norm()
    offer("Koffie", 150_500, groups=("seniors",), example=True)
    return cast()


def kept(people: Cast, name: str = "Koor erbij", changes: str = CHOIR, note: str = "") -> Scenario:
    return keep_scenario(
        by=people.alice.actor, municipality=CODE, name=name, note=note, changes=asked_in(QueryDict(changes))
    )


def close_coffee() -> str:
    return f"dicht={Service.objects.get(name='Koffie').pk}"


def page(name: str, *more: object) -> str:
    return reverse(name, args=[CODE, *more])


def text_of(answer: Any) -> str:
    text = str(answer.content.decode())
    return text[text.index("<main") : text.index("</main")]


def test_a_scenario_keeps_its_changes_its_outcome_and_its_recipe(people: Cast) -> None:
    made = kept(people, note=" Vraag van de raad ")
    assert (made.name, made.note, made.software, made.actor_id) == (
        "Koor erbij", "Vraag van de raad", __version__, people.alice.actor.actor_id,
    )  # fmt: skip
    assert made.digest == coverage_problem(CODE).digest
    assert (made.result["gained"], made.result["lost"]) == pytest.approx((10, 0), abs=0.01)
    assert made.result["example_supply"] is True
    assert made.changes[0]["facts"]["name"] == "Koor"
    assert Entry.objects.get(verb="scenario.kept").object_id == str(made.pk)


@pytest.mark.parametrize(
    ("name", "note", "field"), [("  ", "", "name"), ("n" * 121, "", "name"), ("goed", "n" * 2001, "note")]
)
def test_a_name_and_a_note_must_fit(people: Cast, name: str, note: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        kept(people, name, note=note)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert not Scenario.objects.exists()


def test_a_name_is_used_once_in_a_municipality(people: Cast) -> None:
    first = kept(people)
    with pytest.raises(Refused, match="al een scenario met deze naam") as refused:
        kept(people, " Koor  erbij ")
    assert refused.value.field == "name"
    other = kept(people, "Anders")
    with pytest.raises(Refused, match="al een scenario"):
        update_scenario(by=people.alice.actor, scenario=other, version=1, name=first.name, note="")
    assert Scenario.objects.count() == 2
    assert Entry.objects.filter(verb__startswith="scenario.").count() == 2


@pytest.mark.parametrize("changes", ["", "dicht=nergens", f"{CHOIR}&dicht=nergens"])
def test_only_what_can_be_made_is_kept(people: Cast, changes: str) -> None:
    with pytest.raises(Refused):
        kept(people, changes=changes)
    assert not Scenario.objects.exists()


def test_others_may_read_but_not_keep_and_strangers_neither(people: Cast, client: Client) -> None:
    made = kept(people)
    actions: list[Any] = [
        lambda by: keep_scenario(by=by, municipality=CODE, name="x", note="", changes=asked_in(QueryDict(CHOIR))),
        lambda by: update_scenario(by=by, scenario=made, version=1, name="x", note=""),
        lambda by: recompute_scenario(by=by, scenario=made, version=1),
        lambda by: remove_scenario(by=by, scenario=made),
    ]
    for person in (people.hans, people.greet, people.dina, people.charlie, people.lena):
        for action in actions:
            with pytest.raises(NotAllowed):
                action(person.actor)
    detail, edit = page("scenario_detail", made.pk), page("scenario_edit", made.pk)
    for person in (people.hans, people.greet, people.dina):
        assert person.client().get(detail).status_code == 200
        assert "Haal weg" not in text_of(person.client().get(detail))
        assert person.client().get(edit).status_code == 403
    for person in (people.charlie, people.lena, people.eva):
        for name in ("scenario_list", "scenario_compare"):
            assert person.client().get(page(name)).status_code == 403
        assert person.client().get(detail).status_code == 403
    assert client.get(detail).status_code == 302
    elsewhere = reverse("scenario_detail", args=["GM0150", made.pk])
    make.area("GM0150", name="Deventer")
    assert people.charlie.client().get(elsewhere).status_code == 404


def test_from_what_if_to_a_kept_scenario_and_its_page(people: Cast) -> None:
    client = people.ines.client()
    address = f"{page('scenario_keep')}?{CHOIR}"
    assert "10 mensen krijgen een plek." in text_of(client.get(address))
    wrong = client.post(address, {"name": "", "note": "bewaard?"})
    assert wrong.status_code == 200
    assert "bewaard?" in text_of(wrong)
    assert list(wrong.context["form"].errors) == ["name"]
    answer = client.post(address, {"name": "Koor", "note": "Voor Oost"}, follow=True)
    text = text_of(answer)
    for words in ("Koor", "Voor Oost", "Erbij: Koor, bij mensen thuis in Wijk 02", "10 mensen krijgen een plek."):
        assert words in text
    assert "Het aanbod is voorbeeld" in text
    assert Scenario.objects.get().digest in text
    further = answer.context["further"]
    assert client.get(further).context["picture"].total.gained == 10
    again = client.post(address, {"name": "Koor", "note": ""})
    assert "al een scenario met deze naam" in text_of(again)


def test_keeping_nothing_says_what_to_do(people: Cast) -> None:
    assert "niets om te bewaren" in text_of(people.alice.client().get(page("scenario_keep")))
    refused = people.alice.client().post(page("scenario_keep"), {"name": "Leeg"})
    assert refused.status_code == 200
    assert not Scenario.objects.exists()


def test_a_name_changes_unless_somebody_else_was_first(people: Cast) -> None:
    made, client = kept(people), people.bob.client()
    address = page("scenario_edit", made.pk)
    assert client.post(address, {"name": "Nieuw", "note": "n", "version": "1"}).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.note, made.version) == ("Nieuw", "n", 2)
    late = client.post(address, {"name": "Te laat", "note": "", "version": "1"})
    assert "Iemand anders" in text_of(late)
    assert "Te laat" in text_of(late)
    made.refresh_from_db()
    assert made.name == "Nieuw"


def test_older_than_its_inputs_is_said_and_computing_again_helps(people: Cast) -> None:
    made, client = kept(people, changes=close_coffee()), people.alice.client()
    detail = page("scenario_detail", made.pk)
    assert "ouder dan zijn gegevens" not in text_of(client.get(detail))
    CoverageNorm.objects.update(share=0.04)
    assert "ouder dan zijn gegevens" in text_of(client.get(detail))
    assert "ouder dan zijn gegevens" in text_of(client.get(page("scenario_list")))
    assert made.result["lost"] == pytest.approx(20, abs=0.01)
    answer = client.post(page("scenario_recompute", made.pk), follow=True)
    assert "opnieuw berekend" in answer.content.decode()
    assert "ouder dan zijn gegevens" not in text_of(answer)
    made.refresh_from_db()
    assert made.result["lost"] < 15
    assert made.version == 2
    assert Entry.objects.filter(verb="scenario.recomputed").count() == 1


def test_a_boundary_that_moved_makes_it_older(people: Cast) -> None:
    made = kept(people)
    make.area("WK030709", population=10, name="Nieuwe wijk")
    assert "ouder dan zijn gegevens" in text_of(people.alice.client().get(page("scenario_detail", made.pk)))


def test_what_is_gone_cannot_be_computed_again_and_keeps_its_words(people: Cast) -> None:
    made, client = kept(people, changes=close_coffee()), people.alice.client()
    Service.objects.filter(name="Koffie").update(life_cycle="ended")
    answer: HttpResponse = client.post(page("scenario_recompute", made.pk), follow=True)
    text = answer.content.decode()
    assert "Dit aanbod bestaat niet in deze gemeente." in text
    assert "Stop: Koffie (Huis Koffie), 20 plekken per week" in text
    made.refresh_from_db()
    assert made.version == 1


def test_removing_asks_first(people: Cast) -> None:
    made, client = kept(people), people.farid.client()
    address = page("scenario_remove", made.pk)
    assert "weghalen?" in text_of(client.get(address))
    assert Scenario.objects.exists()
    assert "is weggehaald" in client.post(address, follow=True).content.decode()
    assert not Scenario.objects.exists()
    assert Entry.objects.get(verb="scenario.removed").object_id == str(made.pk)
    with pytest.raises(Refused, match="intussen weggehaald"):
        remove_scenario(by=people.farid.actor, scenario=made)


def test_the_list_filters_sorts_and_exports(people: Cast) -> None:
    kept(people, "Erbij")
    kept(people, "Weg", close_coffee(), note="stil")
    client = people.alice.client()

    def names(**query: str) -> list[str]:
        return [one.name for one in client.get(page("scenario_list"), query).context["listing"]]

    assert names() == ["Weg", "Erbij"]
    assert names(sorteer="eraf") == ["Erbij", "Weg"]
    assert names(sorteer="-erbij") == ["Erbij", "Weg"]
    assert names(wint="meer") == names(wint="niemand") == ["Erbij"]
    assert names(wint="minder") == names(zoek="STIL") == ["Weg"]
    assert "Niets gevonden" in text_of(client.get(page("scenario_list"), {"zoek": "bestaat niet"}))
    answer = client.get(page("scenario_list"), {"uitvoer": "csv"})
    assert "stil" in b"".join(answer).decode("utf-8-sig")


def test_an_empty_list_says_what_to_do(people: Cast) -> None:
    assert "nog geen scenario bewaard" in text_of(people.alice.client().get(page("scenario_list")))


def test_two_side_by_side(people: Cast) -> None:
    more, less = kept(people, "Erbij"), kept(people, "Weg", close_coffee())
    answer = people.greet.client().get(page("scenario_compare"), {"s": [str(less.pk), str(more.pk)]})
    sides = answer.context["sides"]
    assert [(side.scenario.name, side.gained, side.lost, side.change) for side in sides] == [
        ("Weg", 0, 20, -20), ("Erbij", 10, 0, 10),
    ]  # fmt: skip
    (theme,) = answer.context["themes"]
    assert [cell["change"] for cell in theme["numbers"]] == [-20, 10]
    by_area = {line["area_name"]: [cell["change"] for cell in line["numbers"]] for line in answer.context["areas"]}
    assert by_area["Wijk 01"][0] < 0
    assert by_area["Wijk 02"][1] > 0
    assert "Niet met dezelfde gegevens" not in text_of(answer)
    query = {"s": [str(less.pk), str(more.pk)], "uitvoer": "csv"}
    rows = b"".join(people.greet.client().get(page("scenario_compare"), query)).decode("utf-8-sig").splitlines()
    assert rows[0].split(";")[3:] == [f"{name}: {what}" for name in ("Weg", "Erbij") for what in HEADINGS]
    assert sum(float(row.split(";")[4].replace(",", ".")) for row in rows[1:]) == pytest.approx(20, abs=0.2)


HEADINGS = ("Krijgen een plek", "Verliezen hun plek")


def test_what_was_computed_with_other_inputs_is_not_compared_in_silence(people: Cast) -> None:
    first = kept(people, "Eerst")
    CoverageNorm.objects.update(share=0.4)
    second = kept(people, "Later")
    answer = people.alice.client().get(page("scenario_compare"), {"s": [str(first.pk), str(second.pk)]})
    assert "Niet met dezelfde gegevens berekend" in text_of(answer)
    assert [side.moved_on for side in answer.context["sides"]] == [True, False]


def test_fewer_than_two_or_more_than_four_says_what_to_do(people: Cast) -> None:
    made = [str(kept(people, f"Nummer {number}").pk) for number in range(5)]
    client = people.alice.client()
    for chosen in ([], made[:1], [made[0], made[0]], [made[0], "geen sleutel"], [made[0], str(people.town.pk)], made):
        answer = client.get(page("scenario_compare"), {"s": chosen})
        assert answer.status_code == 200
        assert "Kies twee, drie of vier" in text_of(answer)
    assert len(client.get(page("scenario_compare"), {"s": made[:4]}).context["sides"]) == 4


def test_a_scenario_of_another_municipality_is_not_there(people: Cast) -> None:
    here = kept(people)
    there = Scenario.objects.get(pk=here.pk)
    there.pk, there.municipality_code, there.name = new_id(), "GM0150", "Geheim"
    there.save(force_insert=True)
    client = people.alice.client()
    for name in ("scenario_detail", "scenario_edit", "scenario_remove"):
        assert client.get(page(name, there.pk)).status_code == 404
    assert client.post(page("scenario_recompute", there.pk)).status_code == 404
    assert "Geheim" not in text_of(client.get(page("scenario_list")))
    answer = client.get(page("scenario_compare"), {"s": [str(here.pk), str(there.pk)]})
    assert "Geheim" not in text_of(answer)
    assert WEST not in text_of(answer)
