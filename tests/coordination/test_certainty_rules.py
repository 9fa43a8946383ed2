"""How far the inputs may lie from what was published."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from tests.cast import Cast, cast
from tests.coordination.test_norms import with_words
from tests.coordination.town import town

from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import (
    RuleFacts,
    load_certainty_rules,
    reset_certainty_rule,
    set_certainty_rule,
)
from wijkhart.coordination.actions.certainty import MOST, RULES
from wijkhart.coordination.models import CertaintyRule
from wijkhart.coordination.queries import certainty_rules_in_force
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
FACTS = RuleFacts(6.5, "eigen onderzoek 2026")


@pytest.fixture
def people() -> Cast:
    town()
    load_certainty_rules(by=SYSTEM)
    return cast()


def rule(kind: str = "model_error", municipality: str = "") -> CertaintyRule:
    return CertaintyRule.objects.get(kind=kind, municipality_code=municipality)


def test_every_kind_has_a_national_value_with_its_origin() -> None:
    load_certainty_rules(by=SYSTEM)
    found = certainty_rules_in_force("GM0307")
    assert {kind: one.value for kind, one in found.items()} == {
        "people_step": 5,
        "ages_step": 1,
        "figure_step": 0.1,
        "model_error": 4,
        "spread": 0.5,
    }
    assert list(found) == CertaintyRule.Kind.values
    assert all(one.origin for one in found.values())
    assert found["model_error"].origin.startswith("aanname")
    load_certainty_rules(by=SYSTEM)
    assert {one.pk for one in found.values()} == set(CertaintyRule.objects.values_list("pk", flat=True))


def test_the_command_that_loads_the_norms_loads_them_too(capsys: pytest.CaptureFixture[str]) -> None:
    with_words()
    call_command("load_norms")
    assert "5 rules of certainty" in capsys.readouterr().out
    assert CertaintyRule.objects.count() == 5


def test_a_broken_file_is_refused_with_row_and_field_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "certainty.toml"
    file.write_text(RULES.read_text().replace("value = 5", "value = -5", 1).replace('"spread"', '"mood"', 1))
    with pytest.raises(BadInput) as refused:
        load_certainty_rules(by=SYSTEM, path=file)
    assert [(one.where, one.row, one.field) for one in refused.value.problems] == [
        ("certainty.toml", 1, "value"),
        ("certainty.toml", 5, "kind"),
    ]
    for text in ("[[rule", '[[rule]]\nkind = "spread"\nvalue = "much"\norigin = "x"', '[[rule]]\nkind = "spread"'):
        file.write_text(text)
        with pytest.raises(BadInput):
            load_certainty_rules(by=SYSTEM, path=file)
    assert not CertaintyRule.objects.exists()


def test_a_municipality_sets_its_own_and_goes_back(people: Cast) -> None:
    own = set_certainty_rule(by=people.bob.actor, municipality="GM0307", rule=rule(), facts=FACTS)
    assert certainty_rules_in_force("GM0307")["model_error"] == own
    assert certainty_rules_in_force("GM0150")["model_error"] == rule()
    assert reset_certainty_rule(by=people.bob.actor, rule=own) == rule()
    assert certainty_rules_in_force("GM0307")["model_error"].value == 4
    verbs = list(Entry.objects.filter(municipality_code="GM0307").values_list("verb", flat=True))
    assert verbs == ["certainty_rule.changed", "certainty_rule.reset"]


def test_only_who_may_changes_a_rule(people: Cast) -> None:
    for person in (people.alice, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            set_certainty_rule(by=person.actor, municipality="GM0307", rule=rule(), facts=FACTS)
    with pytest.raises(NotAllowed):
        load_certainty_rules(by=people.bob.actor)
    with pytest.raises(NotAllowed):
        reset_certainty_rule(by=people.bob.actor, rule=rule())
    theirs = CertaintyRule.objects.create(municipality_code="GM0150", kind="spread", value=1, origin="x")
    with pytest.raises(NotAllowed):
        set_certainty_rule(by=people.bob.actor, municipality="GM0307", rule=theirs, facts=FACTS)
    mine = set_certainty_rule(by=people.bob.actor, municipality="GM0307", rule=rule(), facts=FACTS)
    CertaintyRule.objects.filter(municipality_code="").delete()
    with pytest.raises(Refused):
        reset_certainty_rule(by=people.bob.actor, rule=mine)


@pytest.mark.parametrize("kind", CertaintyRule.Kind.values)
def test_a_value_below_nothing_or_absurdly_large_is_refused(people: Cast, kind: str) -> None:
    for value in (-0.1, MOST[kind] + 0.1, float("inf"), float("nan")):
        with pytest.raises(BadInput) as refused:
            set_certainty_rule(by=people.bob.actor, municipality="GM0307", rule=rule(kind), facts=RuleFacts(value, "x"))
        assert [one.field for one in refused.value.problems] == ["value"]
    for value in (0, MOST[kind]):
        set_certainty_rule(by=people.bob.actor, municipality="GM0307", rule=rule(kind), facts=RuleFacts(value, "x"))


def test_a_value_without_origin_is_refused(people: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        set_certainty_rule(by=people.bob.actor, municipality="GM0307", rule=rule(), facts=RuleFacts(3, " "))
    assert [one.field for one in refused.value.problems] == ["origin"]


def test_the_page_of_norms_shows_the_rules_and_a_policy_officer_changes_one(people: Cast) -> None:
    client = people.bob.client()
    norms = reverse("norm_list", args=["GM0307"])
    assert "4 procentpunt" in client.get(norms).content.decode()
    address = reverse("certainty_rule_edit", args=["GM0307", rule().pk])
    assert "procentpunt" in client.get(address).content.decode()
    assert client.post(address, {"value": "6,5", "origin": "eigen onderzoek"}).status_code == 302
    shown = client.get(norms).content.decode()
    assert "6,5 procentpunt" in shown
    assert "eigen regel" in shown
    own = rule(municipality="GM0307")
    assert client.post(reverse("certainty_rule_reset", args=["GM0307", own.pk])).status_code == 302
    assert not CertaintyRule.objects.filter(municipality_code="GM0307").exists()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"value": "51", "origin": "x"}, "value", "tussen 0 en 50"),
        ({"value": "-1", "origin": "x"}, "value", "0"),
        ({"value": "veel", "origin": "x"}, "value", "veel"),
        ({"value": "3", "origin": ""}, "origin", 'value="3"'),
    ],
)
def test_a_wrong_rule_is_refused_at_its_field_and_nothing_typed_is_lost(
    people: Cast, given: dict[str, str], field: str, words: str
) -> None:
    answer = people.bob.client().post(reverse("certainty_rule_edit", args=["GM0307", rule().pk]), given)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert words in answer.content.decode()
    assert not CertaintyRule.objects.filter(municipality_code="GM0307").exists()


def test_others_get_no_form(people: Cast) -> None:
    address = reverse("certainty_rule_edit", args=["GM0307", rule().pk])
    assert people.alice.client().get(address).status_code == 403
    assert people.charlie.client().post(address, {"value": "1", "origin": "x"}).status_code == 403
    theirs = CertaintyRule.objects.create(municipality_code="GM0150", kind="spread", value=1, origin="x")
    assert people.bob.client().get(reverse("certainty_rule_edit", args=["GM0307", theirs.pk])).status_code == 404
