"""What an hour costs and whom it reaches: loading, a municipality's own beside the national, and going back."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.cast import cast

from wijkhart.analysis.allocation import Curve
from wijkhart.audit.models import Entry
from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.deployment.actions.effort import (
    EFFORT,
    CurveAbout,
    CurveFacts,
    KindFacts,
    load_effort,
    reset_curve,
    reset_kind,
    set_curve,
    set_kind,
)
from wijkhart.deployment.models import EffortKind, ReachCurve
from wijkhart.deployment.queries.effort import curves_in_force, kinds_in_force
from wijkhart.deployment.reach_words import HIGH, WIDE, line_of, people_at_most, scale_of
from wijkhart.themes.actions import load_themes

HERE, THERE = make.AMERSFOORT, make.DEVENTER
SYSTEM = System("test")
FACTS = KindFacts("community_work", "Opbouwwerk", "Community work", 80, "jaarrekening 2025", 2, "geteld in 2025")
ABOUT = CurveAbout("meeting", "community_work")
REACH = CurveFacts([[100, 0.2], [300, 0.1]], source="telling 2025")


def loaded() -> None:
    load_themes(by=SYSTEM)
    load_effort(by=SYSTEM)


def national_kind() -> EffortKind:
    return EffortKind.objects.get(municipality_code="", key="community_work")


@pytest.mark.django_db
def test_the_file_gives_every_kind_and_line_with_its_origin_and_twice_is_the_same() -> None:
    loaded()
    before = set(EffortKind.objects.values_list("pk")) | set(ReachCurve.objects.values_list("pk"))
    kinds, lines = load_effort(by=SYSTEM)
    assert before == set(EffortKind.objects.values_list("pk")) | set(ReachCurve.objects.values_list("pk"))
    assert len(kinds_in_force(HERE)) == kinds
    assert len(curves_in_force(HERE)) == lines
    assert all(one.euros_origin and one.places_origin for one in kinds_in_force(HERE))
    assert all(one.source or one.thought for one in curves_in_force(HERE))
    assert {one.kind for one in curves_in_force(HERE)} <= {one.key for one in kinds_in_force(HERE)}


@pytest.mark.django_db
def test_a_row_that_left_the_file_goes_and_a_municipality_keeps_its_own(tmp_path: Path) -> None:
    people = cast()
    loaded()
    own = set_kind(by=people.bob.actor, municipality=HERE, kind=national_kind(), facts=FACTS)
    file = tmp_path / "effort.toml"
    mark = "\n[[kind]]\n"
    file.write_text(mark.join(EFFORT.read_text().split(mark)[:2]))
    assert load_effort(by=SYSTEM, path=file) == (1, 0)
    assert list(EffortKind.objects.filter(municipality_code=HERE)) == [own]
    assert EffortKind.objects.filter(municipality_code="").count() == 1
    assert not ReachCurve.objects.exists()


@pytest.mark.django_db
def test_a_broken_file_is_refused_with_all_that_is_wrong_and_changes_nothing(tmp_path: Path) -> None:
    load_themes(by=SYSTEM)
    file = tmp_path / "effort.toml"
    text = EFFORT.read_text().replace("euros = 68", "euros = -68", 1)
    text = text.replace('theme = "meeting"', 'theme = "cafe"', 1)
    text += '\n[[curve]]\ntheme = "money"\nkind = "juggling"\nsteps = [[10, 0.1], [5, 0.2]]\nthought = "aanname"\n'
    file.write_text(text)
    with pytest.raises(BadInput) as refused:
        load_effort(by=SYSTEM, path=file)
    last = text.count("\n[[curve]]\n")
    found = [(one.row, one.field) for one in refused.value.problems]
    assert found[0] == (1, "euros")
    assert (last, "kind") in found
    assert found.count((last, "steps")) == 2
    assert "theme" in {name for _row, name in found}
    assert not EffortKind.objects.exists()
    assert not Entry.objects.filter(verb="effort.loaded").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["[[kind]]\ncolour = 3", '[[curve]]\ntheme = "meeting"\ncolour = 3', "no toml"])
def test_a_file_of_something_else_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "effort.toml"
    file.write_text(text)
    with pytest.raises(BadInput):
        load_effort(by=SYSTEM, path=file)
    with pytest.raises(BadInput):
        load_effort(by=SYSTEM, path=tmp_path / "none.toml")


@pytest.mark.django_db
def test_own_numbers_stand_in_for_the_national_here_only_until_they_go() -> None:
    people = cast()
    loaded()
    own = set_kind(by=people.bob.actor, municipality=HERE, kind=national_kind(), facts=FACTS)
    line = set_curve(by=people.bob.actor, municipality=HERE, about=ABOUT, facts=REACH)
    assert own in kinds_in_force(HERE)
    assert national_kind() not in kinds_in_force(HERE)
    assert national_kind() in kinds_in_force(THERE)
    assert line in curves_in_force(HERE)
    assert line not in curves_in_force(THERE)
    assert len(curves_in_force(HERE)) == len(curves_in_force(THERE))
    reset_kind(by=people.bob.actor, kind=own)
    reset_curve(by=people.bob.actor, curve=line)
    assert kinds_in_force(HERE) == kinds_in_force(THERE)
    assert curves_in_force(HERE) == curves_in_force(THERE)
    assert list(Entry.objects.filter(municipality_code=HERE).values_list("verb", flat=True)) == [
        "effort_kind.changed",
        "reach_curve.changed",
        "effort_kind.reset",
        "reach_curve.reset",
    ]


@pytest.mark.django_db
def test_a_wijk_of_another_municipality_is_refused() -> None:
    people = cast()
    loaded()
    about = CurveAbout("meeting", "community_work", "WK015001")
    with pytest.raises(BadInput) as refused:
        set_curve(by=people.bob.actor, municipality=HERE, about=about, facts=REACH)
    assert [one.field for one in refused.value.problems] == ["district"]


@pytest.mark.django_db
def test_a_row_that_stands_there_twice_is_named(tmp_path: Path) -> None:
    loaded()
    path = tmp_path / "effort.toml"
    text = EFFORT.read_text(encoding="utf-8")
    first = text.split("\n[[curve]]")[1]
    path.write_text(f"{text}\n[[curve]]{first}", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_effort(by=System("test"), path=path)
    assert [(one.field, one.row) for one in refused.value.problems] == [("curve", 21)]


@pytest.mark.django_db
def test_a_line_of_one_wijk_stands_beside_the_one_for_everywhere() -> None:
    people = cast()
    loaded()
    make.area(make.LIENDERT)
    about = CurveAbout("meeting", "community_work", make.LIENDERT)
    set_curve(by=people.bob.actor, municipality=HERE, about=about, facts=REACH)
    found = [one for one in curves_in_force(HERE) if (one.theme_id, one.kind) == ("meeting", "community_work")]
    assert [one.district_code for one in found] == ["", make.LIENDERT]


@pytest.mark.django_db
def test_what_does_not_count_is_only_there_when_asked_for() -> None:
    people = cast()
    loaded()
    resting = KindFacts("community_work", "Opbouwwerk", "Community work", 80, "bron", 2, "bron", active=False)
    own = set_kind(by=people.bob.actor, municipality=HERE, kind=national_kind(), facts=resting)
    line = set_curve(
        by=people.bob.actor, municipality=HERE, about=ABOUT, facts=CurveFacts([[9, 1]], "bron", active=False)
    )
    assert own not in kinds_in_force(HERE)
    assert line not in curves_in_force(HERE)
    assert own in kinds_in_force(HERE, resting=True)
    assert line in curves_in_force(HERE, resting=True)


@pytest.mark.django_db
def test_only_who_keeps_divisions_here_changes_them() -> None:
    people = cast()
    loaded()
    theirs = EffortKind.objects.create(
        municipality_code=THERE, key="x", title_nl="x", title_en="x", euros=1, euros_origin="x", places_origin="x"
    )
    for person in (people.alice, people.charlie, people.dina, people.lena):
        with pytest.raises(NotAllowed):
            set_kind(by=person.actor, municipality=HERE, kind=national_kind(), facts=FACTS)
        with pytest.raises(NotAllowed):
            set_curve(by=person.actor, municipality=HERE, about=ABOUT, facts=REACH)
    for actor in (people.bob.actor, people.farid.actor):
        with pytest.raises(NotAllowed):
            load_effort(by=actor)
        with pytest.raises(NotAllowed):
            set_kind(by=actor, municipality=HERE, kind=theirs, facts=FACTS)
        with pytest.raises(NotAllowed):
            reset_kind(by=actor, kind=national_kind())
        with pytest.raises(NotAllowed):
            reset_curve(by=actor, curve=ReachCurve.objects.all()[0])
        with pytest.raises(NotAllowed):
            set_curve(by=actor, municipality=THERE, about=ABOUT, facts=REACH)


@pytest.mark.django_db
def test_a_kind_without_a_national_one_is_not_lost_by_going_back() -> None:
    people = cast()
    mine = EffortKind.objects.create(
        municipality_code=HERE, key="x", title_nl="x", title_en="x", euros=1, euros_origin="x", places_origin="x"
    )
    with pytest.raises(Refused):
        reset_kind(by=people.bob.actor, kind=mine)
    assert EffortKind.objects.filter(pk=mine.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("about", "steps", "words", "field"),
    [
        (ABOUT, [[100, 0.1], [200, 0.2]], "bron", "steps"),
        (ABOUT, [[100, 0.1], [100, 0.05]], "bron", "steps"),
        (ABOUT, [[100, -0.1]], "bron", "steps"),
        (ABOUT, [], "bron", "steps"),
        (ABOUT, [[100, float("nan")]], "bron", "steps"),
        (ABOUT, [[100, 0.1]], " ", "source"),
        (CurveAbout("cafe", "community_work"), [[100, 0.1]], "bron", "theme"),
        (CurveAbout("meeting", "juggling"), [[100, 0.1]], "bron", "kind"),
    ],
)
def test_reach_that_cannot_be_is_refused_by_field(
    about: CurveAbout, steps: list[list[float]], words: str, field: str
) -> None:
    people = cast()
    loaded()
    before = ReachCurve.objects.count()
    with pytest.raises(BadInput) as refused:
        set_curve(by=people.bob.actor, municipality=HERE, about=about, facts=CurveFacts(steps, words))
    assert {one.field for one in refused.value.problems} == {field}
    assert ReachCurve.objects.count() == before


widths = st.lists(st.tuples(st.floats(1, 2000), st.floats(0, 2)), min_size=1, max_size=6)


@given(widths)
def test_at_most_is_what_the_computation_reaches_with_all_hours(parts: list[tuple[float, float]]) -> None:
    """The oracle is the curve with which a budget is divided."""
    rates = sorted((rate for _width, rate in parts), reverse=True)
    hours = [sum(width for width, _rate in parts[: number + 1]) for number in range(len(parts))]
    steps = list(zip(hours, rates, strict=True))
    assert people_at_most(steps) == pytest.approx(Curve("t", "k", tuple(steps)).people(1e9), abs=1e-4)
    line = line_of(steps, scale_of([ReachCurve(steps=steps)]))
    spots = [tuple(float(part) for part in spot.split(",")) for spot in line.split()]
    assert spots[0] == (0.0, HIGH)
    assert spots[-1][0] == pytest.approx(WIDE)
    assert all(0 <= x <= WIDE and 0 <= y <= HIGH for x, y in spots)
    assert all(one[1] >= other[1] for one, other in pairwise(spots)), "people never fewer"
