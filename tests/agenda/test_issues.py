"""Issues: what people say of them, the evidence under them, and which are the same."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import scene
from tests.cast import cast

from wijkhart.agenda.actions import (
    Piece,
    attach_evidence,
    attach_figure,
    detach_evidence,
    edit_issue,
    fix_advice,
    mark_duplicate,
    set_figures_points,
    set_issue_status,
)
from wijkhart.agenda.models import Issue
from wijkhart.agenda.queries.likeness import bundles, likely_duplicates
from wijkhart.agenda.queries.voices import order_of
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town() -> None:
    scene.town()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"title": " "}, "titel"),
        ({"vulnerabilities": ("origin",)}, "vier soorten"),
        ({"measured_by": "tellen"}, "wat het moet opleveren"),
    ],
)
def test_what_cannot_be_said_is_refused_with_advice(facts: dict[str, object], words: str) -> None:
    made = scene.agenda()
    with pytest.raises(BadInput, match=words):
        scene.issue(made, **facts)
    assert not Issue.objects.exists()


def test_an_owner_works_in_the_municipality() -> None:
    made = scene.agenda()
    with pytest.raises(BadInput, match="werkt niet in deze gemeente"):
        scene.issue(made, owner=make.organisation(municipality=make.DEVENTER))


def test_vulnerability_is_only_what_people_stated() -> None:
    made = scene.agenda()
    assert scene.issue(made).vulnerabilities == []
    assert scene.issue(made, "B", vulnerabilities=("financial", "social")).vulnerabilities == ["social", "financial"]


def test_a_figure_gives_points_by_the_rank_of_the_wijk() -> None:
    """Of three other wijken with a figure two do better than 50 and one worse: 10 x 2/3; a low number turns it."""
    made = scene.issue(scene.agenda())
    for code, value in ((make.LIENDERT, 50.0), (scene.EAST, 40.0)):
        make.figure(make.Area.objects.get(code=code), value)
    for number, value in enumerate((30.0, 60.0, None)):
        missing = {} if value is not None else {"missing": "suppressed"}
        make.figure(make.area(f"WK03072{number}"), value, **missing)
    piece = attach_figure(by=scene.BY, issue=made, measure=make.measure(), high_is_worse=True)
    made.refresh_from_db()
    assert (piece.points, made.figures_points) == (6.67, 6.67)
    assert "2 van de 3 andere wijken doen het beter" in piece.says
    assert piece.url == reverse("measure_detail", args=["lonely"])
    with pytest.raises(Refused, match="hoort al"):
        attach_figure(by=scene.BY, issue=made, measure=make.measure(), high_is_worse=True)


def test_a_figure_that_is_missing_adds_nothing_and_says_why() -> None:
    made = scene.issue(scene.agenda())
    piece = attach_figure(by=scene.BY, issue=made, measure=make.measure(), high_is_worse=True)
    made.refresh_from_db()
    assert (piece.points, made.figures_points) == (None, None)
    assert piece.says.startswith("onbekend")


def test_points_of_pieces_are_averaged_and_follow_what_is_taken_away() -> None:
    made = scene.issue(scene.agenda())
    gap = attach_evidence(by=scene.BY, issue=made, piece=Piece("gap", "Witte vlek", "/x/", "a", points=9.0))
    other = attach_evidence(by=scene.BY, issue=made, piece=Piece("overlap", "Overlap", "/y/", "b"))
    set_figures_points(by=scene.BY, evidence=other, points=4.0, says="Van de dekking van vandaag.")
    made.refresh_from_db()
    assert made.figures_points == 6.5
    detach_evidence(by=scene.BY, evidence=gap)
    made.refresh_from_db()
    assert made.figures_points == 4.0
    with pytest.raises(Refused, match="tussen 0 en 10"):
        set_figures_points(by=scene.BY, evidence=other, points=11, says="")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//kwaad.example", "http://oud.example", "/\\kwaad", "gewoon"])
def test_a_piece_opens_on_this_site_or_over_https(url: str) -> None:
    made = scene.issue(scene.agenda())
    with pytest.raises(BadInput, match="geen adres van deze site"):
        attach_evidence(by=scene.BY, issue=made, piece=Piece("other", "Iets", url))
    attach_evidence(by=scene.BY, issue=made, piece=Piece("other", "Iets", "https://goed.example/a"))


def test_likely_duplicates_share_theme_people_and_words_and_only_suggest() -> None:
    made = scene.agenda()
    first = scene.issue(made, "Eenzame ouderen eten alleen", text="Een warme maaltijd helpt.")
    twin = scene.issue(made, "Maaltijd", text="Ouderen willen een maaltijd in het buurthuis.")
    other = scene.issue(made, "Ouderen en de maaltijd", theme=make.theme("money"))
    (pair,) = likely_duplicates([first, twin, other])
    assert {pair.first, pair.second} == {first, twin}
    assert "ouderen" in pair.why
    assert "maaltijd" in pair.why
    assert {(one.first, one.second) for one in bundles([first, twin, other])} == {(first, other), (twin, other)}
    assert Issue.objects.standing().count() == 3


def test_a_duplicate_stays_readable_and_its_evidence_counts_once() -> None:
    made, (kept, twin, third) = scene.ordering("Eten", "Samen eten", "Geld")
    for one in (kept, twin):
        attach_evidence(by=scene.BY, issue=one, piece=Piece("gap", "Vlek", "/x/", "a", points=9.0))
    attach_evidence(by=scene.BY, issue=twin, piece=Piece("gap", "Andere", "/y/", "b", points=3.0))
    mark_duplicate(by=scene.BY, issue=twin, kept=kept, reason="Dezelfde tafel.", version=twin.version)
    (row,) = [row for row in order_of(made).rows if row.issue == kept]
    assert row.figures == 6.0
    assert len(order_of(made).rows) == 2
    text = cast().greet.client().get(reverse("issue_detail", args=[kept.pk])).content.decode()
    assert "Samen eten" in text
    assert "Dezelfde tafel." in text
    assert "Andere" in text
    twin.refresh_from_db()
    with pytest.raises(Refused, match="zelf dubbel"):
        mark_duplicate(by=scene.BY, issue=third, kept=twin, reason="", version=third.version)
    with pytest.raises(Refused, match="ander punt"):
        mark_duplicate(by=scene.BY, issue=kept, kept=kept, reason="", version=kept.version)


def test_a_duplicate_of_a_duplicate_follows_to_the_one_that_stays() -> None:
    _made, (a, b, c) = scene.ordering("A", "B", "C")
    mark_duplicate(by=scene.BY, issue=a, kept=b, reason="", version=1)
    mark_duplicate(by=scene.BY, issue=b, kept=c, reason="", version=1)
    assert set(Issue.objects.filter(duplicate_of=c)) == {a, b}


def test_what_is_not_taken_up_says_why_and_everybody_can_read_it(client: Client) -> None:
    made, (one, *_more) = scene.ordering()
    with pytest.raises(Refused, match="Zeg waarom"):
        set_issue_status(by=scene.BY, issue=one, status="dropped", reason="", version=1)
    set_issue_status(by=scene.BY, issue=one, status="dropped", reason="Hier is al genoeg.", version=1)
    fix_advice(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    assert "Hier is al genoeg." in client.get(reverse("district_agenda", args=[make.LIENDERT])).content.decode()


def test_the_second_who_edits_an_issue_sees_the_difference_and_loses_nothing() -> None:
    made, people = scene.issue(scene.agenda()), cast()
    edit_issue(by=people.bob.actor, issue=made, facts=scene.said("Samen koken"), version=1)
    form = {"title": "Samen eten en praten", "theme": "meeting", "target_group": "seniors", "version": 1}
    answer = people.alice.client().post(reverse("issue_edit", args=[made.pk]), form)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Samen koken" in text
    assert 'value="Samen eten en praten"' in text
    made.refresh_from_db()
    assert made.title == "Samen koken"


def test_others_may_not_write() -> None:
    made, people = scene.issue(scene.agenda()), cast()
    for person in (people.charlie, people.hans, people.lena, people.greet):
        with pytest.raises(NotAllowed):
            edit_issue(by=person.actor, issue=made, facts=scene.said("X"), version=1)
        with pytest.raises(NotAllowed):
            attach_evidence(by=person.actor, issue=made, piece=Piece("other", "X"))
    assert people.hans.client().get(reverse("issue_edit", args=[made.pk])).status_code == 403


def test_evidence_and_status_on_the_pages() -> None:
    made, client = scene.issue(scene.agenda()), cast().alice.client()
    address = reverse("issue_evidence", args=[made.pk])
    make.measure()
    assert client.post(address, {"cijfer-measure": "lonely", "cijfer-worse": "high"}).status_code == 302
    wrong = {"stuk-kind": "other", "stuk-title": "Krant", "stuk-url": "ftp://x", "stuk-says": ""}
    assert "geen adres van deze site" in client.post(address, wrong).content.decode()
    assert client.post(address, {**wrong, "stuk-url": "https://krant.example/"}).status_code == 302
    piece = made.evidence.last()
    assert piece is not None
    assert client.post(reverse("issue_detach", args=[made.pk, piece.pk])).status_code == 302
    status = {"status": "working", "status_reason": "", "version": 1}
    assert client.post(reverse("issue_status", args=[made.pk]), status).status_code == 302
    other = scene.issue(made.agenda, "Anders")
    double = {"kept": other.pk, "reason": "", "version": 2}
    assert client.post(reverse("issue_duplicate", args=[made.pk]), double).status_code == 302
