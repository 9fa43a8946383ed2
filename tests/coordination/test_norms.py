"""The numbers the coverage counts with."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import cast
from tests.coordination.town import norm

from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import NormFacts, load_norms, reset_norm, set_norm
from wijkhart.coordination.actions.norms import NORMS
from wijkhart.coordination.models import CoverageNorm
from wijkhart.coordination.queries import norms_in_force
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.themes.actions import load_themes

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
FACTS = NormFacts(0.3, "bron", 1.0, "bron", 600, "bron", ["morning"], "bron")


def with_words() -> None:
    load_themes(by=SYSTEM)
    for key in ("lonely_65plus", "severely_lonely", "age_65plus", "trouble_getting_by", "carers", "volunteers"):
        make.measure(key)
    for key in ("households_with_children_share", "mobility_limited", "anxiety_depression_risk"):
        make.measure(key)


def test_the_norms_cover_all_themes_and_each_value_has_an_origin() -> None:
    with_words()
    loaded = load_norms(by=SYSTEM)
    assert len({one.theme_id for one in loaded}) == 12
    assert all(one.share_origin and one.reach_origin and one.weekly_places_origin for one in loaded)
    assert {one.pk for one in load_norms(by=SYSTEM)} == {one.pk for one in loaded}


def test_a_broken_file_is_refused_with_file_row_and_field(tmp_path: Path) -> None:
    with_words()
    file = tmp_path / "norms.toml"
    file.write_text(NORMS.read_text().replace("share = 0.08", "share = 8", 1).replace('"money"', '"cash"', 1))
    with pytest.raises(BadInput) as refused:
        load_norms(by=SYSTEM, path=file)
    assert [(one.where, one.row, one.field) for one in refused.value.problems] == [
        ("norms.toml", 1, "share"),
        ("norms.toml", 5, "theme"),
    ]
    assert not CoverageNorm.objects.exists()
    file.write_text("[[norm]]\ncolour = 3")
    with pytest.raises(BadInput):
        load_norms(by=SYSTEM, path=file)


def test_a_municipality_sets_its_own_and_goes_back() -> None:
    people = cast()
    national = norm()
    own = set_norm(by=people.bob.actor, municipality="GM0307", norm=national, facts=FACTS)
    assert [one.pk for one in norms_in_force("GM0307")] == [own.pk]
    assert [one.pk for one in norms_in_force("GM0150")] == [national.pk]
    assert reset_norm(by=people.bob.actor, norm=own) == national
    assert [one.pk for one in norms_in_force("GM0307")] == [national.pk]
    assert list(Entry.objects.values_list("verb", flat=True)) == ["norm.changed", "norm.reset"]


def test_only_who_may_changes_a_norm() -> None:
    people = cast()
    national = norm()
    for person in (people.alice, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            set_norm(by=person.actor, municipality="GM0307", norm=national, facts=FACTS)
    with pytest.raises(NotAllowed):
        load_norms(by=people.bob.actor)
    with pytest.raises(NotAllowed):
        reset_norm(by=people.bob.actor, norm=national)
    other = norm(group="youth", measure="", municipality_code="GM0150")
    with pytest.raises(NotAllowed):
        set_norm(by=people.bob.actor, municipality="GM0307", norm=other, facts=FACTS)
    mine = norm(group="adults", measure="", municipality_code="GM0307")
    with pytest.raises(Refused):
        reset_norm(by=people.bob.actor, norm=mine)


@pytest.mark.parametrize(
    ("name", "value"),
    [("share", 1.5), ("weekly_places", 0), ("reach", 0), ("parts_of_day", []), ("share_origin", " ")],
)
def test_values_that_cannot_be_are_refused_by_field(name: str, value: object) -> None:
    people = cast()
    wrong = NormFacts(**{**{field: getattr(FACTS, field) for field in FACTS.__dataclass_fields__}, name: value})
    with pytest.raises(BadInput) as refused:
        set_norm(by=people.bob.actor, municipality="GM0307", norm=norm(), facts=wrong)
    assert [one.field for one in refused.value.problems] == [name]
    assert CoverageNorm.objects.count() == 1


def test_the_norms_are_a_file_with_where_each_number_comes_from(client: Client) -> None:
    make.area("GM0307")
    made = norm()
    answer = client.get(reverse("norm_list", args=["GM0307"]), {"uitvoer": "csv"})
    heading, line = b"".join(answer).decode("utf-8-sig").splitlines()
    assert heading.startswith("Thema;Voor wie;Cijfer;Zou komen (%);Waarvandaan;")
    assert line.split(";")[3:5] == ["50,0", made.share_origin]
