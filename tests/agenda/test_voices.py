"""The three voices side by side, and the order they give together."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.agenda import scene
from tests.cast import cast

from wijkhart.agenda.actions import (
    Piece,
    attach_evidence,
    fix_advice,
    make_codes,
    mark_duplicate,
    rate_issue,
    set_weights,
    vote_by_code,
)
from wijkhart.agenda.models import Agenda, Issue, Rating
from wijkhart.agenda.queries.voices import order_of
from wijkhart.agenda.queries.words import change_words, voice_words
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> None:
    scene.town()


def rate(issue: Issue, *points: int) -> None:
    for number, given in enumerate(points):
        rate_issue(by=System(f"werker-{number}"), issue=issue, points=given)


def votes(agenda: Agenda, *choices: dict[Issue, int]) -> None:
    vote = scene.ballot(agenda)
    for number, code in enumerate(make_codes(by=scene.BY, ballot=vote, count=len(choices))):
        given = {str(issue.pk): points for issue, points in choices[number].items()}
        vote_by_code(by=ANONYMOUS, ballot=vote, code=code, choices=given, sender=f"{number}")
    scene.close(vote)


def test_professionals_are_shown_from_three_on() -> None:
    made, (eten, geld, _jeugd) = scene.ordering()
    rate(eten, 8, 6)
    rate(geld, 2, 5, 8)
    rows = {row.issue.title: row for row in order_of(made).rows}
    assert voice_words(rows["Eten"])[1] == "nog te weinig (2 van ten minste 3)"
    assert rows["Eten"].professionals.mean is None
    assert rows["Geld"].professionals.mean == 5
    assert rows["Geld"].professionals.spread == pytest.approx(6**0.5)
    assert voice_words(rows["Geld"])[1] == "5,0 (spreiding 2,4, 3 mensen)"


def test_the_three_voices_together_by_hand() -> None:
    """Figures 9 and 3, professionals 4 and 8, residents 4 and 11, weights 30, 30, 40."""
    made, (eten, geld, _jeugd) = scene.ordering()
    for one, points in ((eten, 9.0), (geld, 3.0)):
        attach_evidence(by=scene.BY, issue=one, piece=Piece("gap", "Vlek", "/x/", str(points), points=points))
    rate(eten, 4, 4, 4)
    rate(geld, 8, 8, 8)
    votes(made, {eten: 2, geld: 3}, {eten: 2, geld: 3}, {geld: 5})
    made = set_weights(by=scene.BY, agenda=made, weights=(30, 30, 40), note="Zo", version=made.version)
    rows = {row.issue.title: row for row in order_of(made).rows}
    assert rows["Eten"].ranked.score == pytest.approx(0.3 * 1 + 0.3 * 0.5 + 0.4 * 4 / 11)
    assert rows["Geld"].ranked.score == pytest.approx(0.3 / 3 + 0.3 + 0.4)
    assert [row.issue.title for row in order_of(made).rows] == ["Geld", "Eten", "Jeugd"]
    assert rows["Jeugd"].residents == 0
    assert rows["Jeugd"].figures is None
    assert "cijfers" in change_words(order_of(made))[0]


def test_residents_stay_unknown_while_they_vote_and_with_fewer_than_three() -> None:
    made, (eten, *_more) = scene.ordering()
    vote = scene.ballot(made)
    codes = make_codes(by=scene.BY, ballot=vote, count=3)
    for number, code in enumerate(codes):
        vote_by_code(by=ANONYMOUS, ballot=vote, code=code, choices={str(eten.pk): 5}, sender="x")
        if number == 1:
            scene.close(vote)
            assert order_of(made).rows[0].residents is None
            type(vote).objects.filter(pk=vote.pk).update(opens_on=vote.opens_on, closes_on=vote.closes_on)
    assert {row.residents for row in order_of(made).rows} == {None}
    scene.close(vote)
    assert {row.issue.title: row.residents for row in order_of(made).rows} == {"Eten": 15, "Geld": 0, "Jeugd": 0}


def test_voices_on_a_duplicate_count_once() -> None:
    made, (kept, twin, _other) = scene.ordering("Eten", "Samen eten", "Geld")
    rate(kept, 2, 4)
    rate(twin, 9, 9, 6)
    votes(made, {kept: 2, twin: 3}, {twin: 1}, {kept: 1})
    mark_duplicate(by=scene.BY, issue=twin, kept=kept, reason="", version=1)
    (row,) = [row for row in order_of(made).rows if row.issue == kept]
    assert (row.professionals.count, row.professionals.mean, row.residents) == (3, 4.0, 7)
    with pytest.raises(Refused, match="is dubbel"):
        rate(twin, 5)


def test_a_voice_is_given_once_can_change_and_only_in_its_time() -> None:
    made, (eten, *_more) = scene.ordering()
    people = cast()
    rate_issue(by=people.hans.actor, issue=eten, points=3)
    rate_issue(by=people.hans.actor, issue=eten, points=9)
    assert [row.points for row in Rating.objects.all()] == [9]
    with pytest.raises(Refused, match="tussen 0 en 10"):
        rate_issue(by=people.hans.actor, issue=eten, points=11)
    for person in (people.charlie, people.lena, people.bob):
        with pytest.raises(NotAllowed):
            rate_issue(by=person.actor, issue=eten, points=5)
    fix_advice(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    with pytest.raises(Refused, match="op volgorde wordt gezet"):
        rate_issue(by=people.hans.actor, issue=eten, points=5)


def test_a_worker_gives_a_voice_on_the_page_and_nobody_sees_whose(client: Client) -> None:
    _made, (eten, *_more) = scene.ordering()
    hans = cast().hans.client()
    assert hans.post(reverse("issue_rate", args=[eten.pk]), {"points": "8"}).status_code == 302
    text = hans.get(reverse("issue_detail", args=[eten.pk])).content.decode()
    assert 'value="8" selected' in text
    assert "nog te weinig (1 van ten minste 3)" in text
    assert client.post(reverse("issue_rate", args=[eten.pk]), {"points": "8"}).status_code == 302
    assert Rating.objects.count() == 1
