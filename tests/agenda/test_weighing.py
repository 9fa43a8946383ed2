"""From agendas of wijken to one order of the city: taking over, joining, weighing, freezing, publishing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import city
from tests.agenda.scene import BY, TODAY
from tests.cast import cast

from wijkhart.agenda.actions import (
    add_priority,
    edit_priority,
    edit_weighing,
    freeze_weighing,
    gather_issues,
    join_issues,
    publish_weighing,
    remove_priority,
    return_weighing,
    set_city_weights,
    split_part,
)
from wijkhart.agenda.actions.holding import Stale
from wijkhart.agenda.models import CityIssue, CityWeighing, Issue, IssueStatus
from wijkhart.agenda.queries.city_input import missing_districts
from wijkhart.agenda.queries.city_order import compared, district_rows, rows_of, since
from wijkhart.agenda.queries.city_words import compared_words, move_words, pass_words, told_of, why_there
from wijkhart.areas.models import Area
from wijkhart.audit.models import Entry
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
NAMES = {city.NORTH: "Noord", city.EAST: "Oost", city.SOUTH: "Zuid"}


@pytest.fixture(autouse=True)
def town() -> None:
    city.town()


def priority(of: CityWeighing, theme: str, points: int | None, says: str = "Motie van maart.") -> CityWeighing:
    of.refresh_from_db()
    return add_priority(
        by=BY, weighing=of, theme=make.theme(theme), points=points, says=says, version=of.version
    ).weighing


def by_hand() -> CityWeighing:
    """The case of docs/algorithms/prioritising.md: three wijken, weights 40, 30, 30."""
    city.advised(city.NORTH, "Eten", "Geld")
    city.advised(city.EAST, "Eten", "Taal", "Geld")
    city.advised(city.SOUTH, "Taal")
    made = city.weighing(many=2)
    priority(made, "money", 10)
    made = priority(made, "meeting", 5)
    return set_city_weights(by=BY, weighing=made, weights=(40, 30, 30), note="Zo", version=made.version)


def test_the_case_of_the_document() -> None:
    """Eten: 10, 7000, 5. Geld: (5 + 10/3) / 2, 7000, 10. Taal: (20/3 + 10) / 2, 4000, 0 (not chosen)."""
    made = by_hand()
    assert city.order(made) == ["Eten", "Geld", "Taal"]
    eten, geld, taal = (city.named(made, title) for title in ("Eten", "Geld", "Taal"))
    assert eten.voices == {"districts": 10.0, "people": 7000.0, "council": 5.0}
    assert geld.voices == {"districts": pytest.approx(25 / 6), "people": 7000.0, "council": 10.0}
    assert taal.voices == {"districts": pytest.approx(25 / 3), "people": 4000.0, "council": 0.0}
    assert eten.score == pytest.approx(0.4 + 0.3 + 0.15)
    assert geld.score == pytest.approx(0.4 * 5 / 12 + 0.3 + 0.3)
    assert taal.score == pytest.approx(0.4 * 5 / 6 + 0.3 * 4 / 7)
    rows = {row.issue.title: row for row in rows_of(made)}
    # without the wijken Geld (people 1, council 1) leads; without the council Taal (0.476 + 0.245) passes Geld (0.667)
    assert rows["Geld"].without == (1, 2, 3)
    swap = rows["Geld"].swap
    assert swap is not None
    # wijken at t: Eten t + (1-t)(0.5 + 0.25), Geld 5t/12 + (1-t); equal at t = 0.25 / (0.25 + 7/12) = 0.3;
    # council at t: with u = 1-t, Eten u + t/2, Geld u (4/7 . 5/12 + 3/7) + t; u/3 = t/2, so t = 0.4
    assert (swap.voice, swap.needed) in [(0, pytest.approx(0.3)), (2, pytest.approx(0.4))]


def test_a_wijk_reads_what_moved_and_why() -> None:
    made = by_hand()
    told = told_of(made, NAMES, 3)
    rows = {row.part.title: row for row in district_rows(made, city.EAST)}
    assert {title: (row.part.place, row.among, row.moved) for title, row in rows.items()} == {
        "Eten": (1, 1, 0),
        "Taal": (2, 3, -1),
        "Geld": (3, 2, 1),
    }
    assert "Voor de stad staat het hoger: op plaats 2" in move_words(rows["Geld"], told)
    why = " ".join(why_there(rows["Geld"].city, told))
    assert "Het staat in 2 wijken: Noord, Oost. Daar wonen 7.000 mensen (bron: CBS, kaart van 2024)." in why
    assert "De raad gaf “money” 10 van de 10 punten: Motie van maart." in why
    assert "De stem van de raad tilt het omhoog: zonder die stem stond het op plaats 3." in why
    assert "koos “language” niet: 0 van de 10 punten" in " ".join(why_there(rows["Taal"].city, told))
    assert "voorbij “Eten”" in pass_words(rows["Geld"].city, NAMES)


def test_a_silent_council_is_unknown_and_a_theme_it_decides_on_later_too() -> None:
    city.advised(city.NORTH, "Eten", "Geld")
    made = city.weighing()
    assert city.named(made, "Eten").voices["council"] is None
    priority(made, "money", None)
    assert city.named(made, "Eten").voices["council"] is None
    priority(made, "meeting", 4)
    assert city.named(made, "Eten").voices["council"] == 4
    assert city.named(made, "Geld").voices["council"] is None


def test_giving_a_theme_points_never_lowers_its_issues() -> None:
    city.advised(city.NORTH, "Eten", "Geld", "Taal")
    made = priority(city.weighing(), "meeting", 10)
    before = city.named(made, "Geld").score or 0
    for points in range(11):
        made = priority(made, "money", points)
        assert (city.named(made, "Geld").score or 0) >= before
        made.refresh_from_db()
        remove_priority(by=BY, priority=made.priorities.get(theme="money"), version=made.version)


def test_people_are_unknown_when_one_wijk_is() -> None:
    Area.objects.filter(code=city.EAST).update(population=None)
    city.advised(city.NORTH, "Eten")
    city.advised(city.EAST, "Eten")
    made = city.weighing(many=2)
    assert city.named(made, "Eten").voices["people"] is None
    assert "onbekend" in " ".join(why_there(rows_of(made)[0], told_of(made, NAMES, 1)))


def test_fewer_wijken_than_asked_stay_apart_and_late_ones_are_named() -> None:
    city.advised(city.NORTH, "Eten")
    city.advised(city.EAST, "Eten")
    made = city.weighing(many=3)
    assert city.order(made) == ["Eten", "Eten"]
    assert [area.code for area in missing_districts(made)] == [city.SOUTH]
    city.advised(city.SOUTH, "Eten")
    assert len(since(made).new) == 1
    made = gather_issues(by=BY, weighing=made, version=made.version)
    assert city.order(made) == ["Eten"]
    assert not since(made)


def test_what_people_joined_or_parted_stays_when_wijken_are_taken_over_anew() -> None:
    for code in (city.NORTH, city.EAST):
        city.advised(code, "Eten", "Geld")
    made = city.weighing(many=2)
    eten, geld = city.named(made, "Eten"), city.named(made, "Geld")
    join_issues(by=BY, weighing=made, kept=eten, joined=geld, reason="Het is één vraag.", version=made.version)
    made.refresh_from_db()
    assert city.order(made) == ["Eten"]
    part = eten.parts.get(district_code=city.EAST, title="Geld")
    split_part(by=BY, part=part, reason="Hier is het anders.", version=made.version)
    made.refresh_from_db()
    assert sorted(city.order(made)) == ["Eten", "Geld"]
    city.advised(city.SOUTH, "Eten", "Geld")
    made = gather_issues(by=BY, weighing=made, version=made.version)
    shown = {
        (issue.title, part.district_code, part.title)
        for issue in CityIssue.objects.filter(weighing=made)
        for part in issue.parts.all()
    }
    assert shown == {
        ("Eten", city.NORTH, "Eten"),
        ("Eten", city.NORTH, "Geld"),
        ("Eten", city.EAST, "Eten"),
        ("Eten", city.SOUTH, "Eten"),
        ("Geld", city.EAST, "Geld"),
        ("Geld", city.SOUTH, "Geld"),
    }
    assert CityIssue.objects.filter(weighing=made, title="Geld").count() == 2


def test_a_frozen_order_does_not_follow_the_wijken_and_says_what_changed() -> None:
    agenda = city.advised(city.NORTH, "Eten", "Geld", "Taal")
    made = city.published(city.weighing())
    before = city.order(made)
    agenda.issues.filter(title="Eten").update(status=IssueStatus.DROPPED)
    found = since(made)
    assert [part.title for part in found.gone] == ["Eten"]
    assert {part.title: one.place for part, one in found.moved} == {"Geld": 1, "Taal": 2}
    assert city.order(made) == before
    page = Client().get(made.get_absolute_url()).content.decode()
    assert "Niet meer in Wijk 01: “Eten”." in page
    assert "Deze volgorde blijft zoals zij is vastgezet." in page


def test_the_next_period_is_put_beside_the_last() -> None:
    city.advised(city.NORTH, "Eten", "Geld", year=TODAY.year - 1)
    before = city.published(city.weighing(TODAY.year - 1))
    city.advised(city.NORTH, "Taal", "Geld")
    made = city.published(city.weighing())
    assert made.previous == before
    found = {one.issue.title: compared_words(one) for one in compared(made, before)}
    assert found == {"Taal": "nieuw", "Geld": "zelfde plaats", "Eten": "weg"}
    address = reverse("weighing_compare", args=[made.pk])
    page = Client().get(address, {"soort": "gone"}).content.decode()
    assert "Eten" in page
    assert "Taal" not in page
    assert "Geld (Wijk 01);money;2;2;zelfde plaats" in Client().get(address, {"uitvoer": "csv"}).content.decode()


def test_every_step_is_in_the_log_and_back_keeps_its_reason() -> None:
    city.advised(city.NORTH, "Eten")
    made = city.published(city.weighing())
    made = return_weighing(by=BY, weighing=made, reason="Telfout", version=made.version)
    made = return_weighing(by=BY, weighing=made, reason="Nog een keer", version=made.version)
    assert (made.state, made.frozen_on, made.published_on) == ("draft", None, None)
    assert [(step.state, step.back, step.note) for step in made.steps.all()] == [
        ("frozen", False, ""),
        ("published", False, ""),
        ("frozen", True, "Telfout"),
        ("draft", True, "Nog een keer"),
    ]
    verbs = [verb for verb in Entry.objects.values_list("verb", flat=True) if verb.startswith("weighing.")]
    deeds = ("started", "weighted", "frozen", "published", "returned", "returned")
    assert verbs == [f"weighing.{deed}" for deed in deeds]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"title": " "}, "naam"),
        ({"many": 1}, "ten minste 2 wijken"),
        ({"ends_on": TODAY.replace(month=1, day=1)}, "laatste dag"),
        ({"starts_on": TODAY.replace(year=2001), "ends_on": TODAY.replace(year=2002)}, "Geen wijk"),
    ],
)
def test_a_weighing_that_cannot_start_says_why(facts: dict[str, Any], said: str) -> None:
    city.advised(city.NORTH, "Eten")
    with pytest.raises(Refused, match=said):
        city.weighing(**facts)


def test_periods_do_not_overlap_also_when_changed() -> None:
    city.advised(city.NORTH, "Eten")
    city.advised(city.NORTH, "Eten", year=TODAY.year + 1)
    made = city.weighing()
    with pytest.raises(Refused, match="al een weging van"):
        city.weighing()
    later = city.weighing(TODAY.year + 1)
    with pytest.raises(Refused, match="al een weging van"):
        edit_weighing(by=BY, weighing=later, facts=city.facts(), version=later.version)
    kept = edit_weighing(by=BY, weighing=made, facts=city.facts(title="Anders"), version=made.version)
    assert kept.title == "Anders"


@pytest.mark.parametrize(
    ("weights", "note", "said"),
    [((0, 0, 0), "zo", "samen 0"), ((50, 50, 10), "zo", "samen 110"), ((50, 50, 0), "", "Zeg waarom")],
)
def test_weights_of_the_city_make_a_hundred(weights: tuple[int, int, int], note: str, said: str) -> None:
    city.advised(city.NORTH, "Eten")
    made = city.weighing()
    with pytest.raises(Refused, match=said):
        set_city_weights(by=BY, weighing=made, weights=weights, note=note, version=made.version)


def test_a_priority_has_points_to_ten_a_decision_and_a_theme_of_its_own() -> None:
    city.advised(city.NORTH, "Eten")
    made = city.weighing()
    with pytest.raises(Refused, match="0 tot en met 10"):
        priority(made, "money", 11)
    with pytest.raises(Refused, match="welk besluit"):
        priority(made, "money", 5, says=" ")
    made = priority(made, "money", 5)
    with pytest.raises(Refused, match="staat al op de lijst"):
        priority(made, "money", 6)
    made.refresh_from_db()
    edit_priority(by=BY, priority=made.priorities.get(), points=9, says="Besluit", version=made.version)
    assert made.priorities.get().points == 9


def test_steps_come_in_order_and_what_was_not_seen_is_not_frozen() -> None:
    agenda = city.advised(city.NORTH, "Eten", "Geld")
    made = city.weighing()
    with pytest.raises(Refused, match="Stel eerst de gewichten"):
        freeze_weighing(by=BY, weighing=made, version=made.version)
    with pytest.raises(Refused, match="Alleen een vastgezette"):
        publish_weighing(by=BY, weighing=made, version=made.version)
    with pytest.raises(Refused, match="al een concept"):
        return_weighing(by=BY, weighing=made, reason="x", version=made.version)
    made = set_city_weights(by=BY, weighing=made, weights=(50, 50, 0), note="Zo", version=made.version)
    Issue.objects.filter(agenda=agenda, title="Eten").update(position=2)
    Issue.objects.filter(agenda=agenda, title="Geld").update(position=1)
    with pytest.raises(Refused, match="Neem dat eerst over"):
        freeze_weighing(by=BY, weighing=made, version=made.version)
    made = gather_issues(by=BY, weighing=made, version=made.version)
    frozen = freeze_weighing(by=BY, weighing=made, version=made.version)
    with pytest.raises(Stale):
        freeze_weighing(by=BY, weighing=made, version=made.version)
    with pytest.raises(Refused, match="staat vast"):
        gather_issues(by=BY, weighing=frozen, version=frozen.version)


def test_an_issue_of_another_weighing_or_itself_is_not_joined() -> None:
    city.town(make.DEVENTER)
    city.advised(city.NORTH, "Eten", "Geld")
    city.advised("WK015001", "Eten", municipality=make.DEVENTER)
    here, there = city.weighing(), city.weighing(municipality=make.DEVENTER)
    eten, strange = city.named(here, "Eten"), city.named(there, "Eten")
    for joined, reason, said in (
        (strange, "zelfde", "van deze weging"),
        (eten, "zelfde", "ander punt"),
        (city.named(here, "Geld"), "", "Zeg waarom"),
    ):
        with pytest.raises(Refused, match=said):
            join_issues(by=BY, weighing=here, kept=eten, joined=joined, reason=reason, version=here.version)
    with pytest.raises(Refused, match="op zichzelf"):
        split_part(by=BY, part=eten.parts.get(), reason="los", version=here.version)
    assert strange.parts.count() == 1


def test_who_may_draft_who_may_publish_and_who_may_read() -> None:
    people = cast()
    city.advised(city.NORTH, "Eten")
    made = city.weighing()
    args = {"weighing": made, "version": made.version}
    for person in (people.charlie, people.hans, people.lena):
        with pytest.raises(NotAllowed):
            set_city_weights(by=person.actor, weights=(50, 50, 0), note="Zo", **args)
    made = set_city_weights(by=people.alice.actor, weights=(50, 50, 0), note="Zo", **args)
    made = freeze_weighing(by=people.alice.actor, weighing=made, version=made.version)
    with pytest.raises(NotAllowed):
        publish_weighing(by=people.alice.actor, weighing=made, version=made.version)
    address = made.get_absolute_url()
    assert people.hans.client().get(address).status_code == 200
    assert people.charlie.client().get(address).status_code == 404
    assert Client().get(address).status_code == 404
    made = publish_weighing(by=people.bob.actor, weighing=made, version=made.version)
    assert Client().get(address).status_code == 200
    with pytest.raises(NotAllowed):
        return_weighing(by=people.alice.actor, weighing=made, reason="x", version=made.version)
