"""White spots, overlaps, searches and signals on an agenda: their points, their source, and what is refused."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, cast
from tests.coordination.town import EAST, WEST, norm, offer, town

from wijkhart.agenda.actions import IssueFacts, enter_signal, group_signals, propose_issue, start_agenda
from wijkhart.agenda.actions.signals import Told
from wijkhart.agenda.models import Agenda, Evidence, Issue
from wijkhart.areas.models import Area
from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.actions.evidence import gap_says, piece_of_gap, renew_gap_evidence
from wijkhart.coordination.models import CoverageRun, Overlap
from wijkhart.coordination.queries import Gap, gap_of
from wijkhart.coordination.queries.material import material_of
from wijkhart.core.actors import System
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.models import SearchSign
from wijkhart.themes.models import TargetGroup, Theme

pytestmark = pytest.mark.django_db
SYSTEM = System("test")
YEAR = timezone.localdate().year
GAP_PAGE = f"/gemeenten/GM0307/witte-vlekken/{WEST}/meeting/seniors/"


@pytest.fixture
def people() -> Cast:
    town()
    norm(reach=400)
    return cast()


def computed() -> CoverageRun:
    return recompute_coverage(by=SYSTEM, municipality="GM0307", forced=True)


def spot() -> Gap:
    found = gap_of(SYSTEM, Area.objects.get(code=WEST), "meeting", "seniors")
    assert found is not None
    return found


def agenda(district: str = WEST) -> Agenda:
    return start_agenda(
        by=SYSTEM, municipality="GM0307", district=district, starts_on=date(YEAR, 1, 1), ends_on=date(YEAR, 12, 31)
    )


def issue(of: Agenda, title: str = "Samen eten") -> Issue:
    facts = IssueFacts(title, Theme.objects.get(pk="meeting"), TargetGroup.objects.get(pk="seniors"))
    return propose_issue(by=SYSTEM, agenda=of, facts=facts)


def test_the_points_are_ten_times_the_part_without_a_place(people: Cast) -> None:
    """50 older people in need in the west: none has a place, 10 points; 20 places within reach, 30 of 50, 6 points."""
    run = computed()
    assert gap_says(spot(), run).points == 10
    offer("Koffie", 150_500, capacity=20, groups=("seniors",))
    run = computed()
    said = gap_says(spot(), run)
    assert said.points == 6
    assert said.says.startswith("30 van de 50 mensen")
    assert "6,0 punten" in said.says
    assert f"{timezone.localdate():%d-%m-%Y}" in said.says


def test_made_up_supply_is_said_with_the_number(people: Cast) -> None:
    offer("Koffie", 150_500, capacity=20, groups=("seniors",), example=True)
    run = computed()
    assert "voorbeeld" in gap_says(spot(), run).says


def test_one_button_makes_an_issue_with_its_reason_that_opens_at_the_source(people: Cast) -> None:
    computed()
    made = agenda()
    client = people.alice.client()
    page = client.get(GAP_PAGE + "agenda/").content.decode()
    assert "Een nieuw punt op" in page
    answer = client.post(
        GAP_PAGE + "agenda/",
        {
            "where": f"agenda:{made.pk}",
            "title": "Meer plekken voor ouderen",
            "theme": "meeting",
            "target_group": "seniors",
        },
    )
    row = Issue.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    (piece,) = row.evidence.all()
    assert (piece.kind, piece.points, piece.url) == ("gap", 10.0, GAP_PAGE)
    assert row.figures_points == 10.0
    assert client.get(piece.url).status_code == 200
    assert "Staat op de agenda" in client.get(GAP_PAGE).content.decode()


def test_under_an_issue_that_stands_there_nothing_new_is_made_and_twice_is_refused(people: Cast) -> None:
    computed()
    row = issue(agenda())
    client = people.alice.client()
    client.post(GAP_PAGE + "agenda/", {"where": f"issue:{row.pk}"})
    again = client.post(GAP_PAGE + "agenda/", {"where": f"issue:{row.pk}"}).content.decode()
    assert "al toegevoegd" in again or "al bij" in again
    assert (Issue.objects.count(), Evidence.objects.count()) == (1, 1)


def test_a_new_issue_needs_its_words_and_keeps_what_was_typed(people: Cast) -> None:
    computed()
    made = agenda()
    page = people.alice.client().post(GAP_PAGE + "agenda/", {"where": f"agenda:{made.pk}", "title": ""})
    assert "Een nieuw punt heeft dit nodig" in page.content.decode()
    assert not Issue.objects.exists()


def test_without_an_agenda_the_page_says_where_to_begin(people: Cast) -> None:
    computed()
    page = people.alice.client().get(GAP_PAGE + "agenda/").content.decode()
    assert "Er is nog geen agenda voor deze wijk" in page
    assert "/gemeenten/GM0307/agenda/nieuw/" in page


def test_a_newer_number_waits_for_somebody_who_lets_the_agenda_say_it(people: Cast) -> None:
    run = computed()
    row = issue(agenda())
    piece = piece_of_gap(spot(), run)
    people.alice.client().post(GAP_PAGE + "agenda/", {"where": f"issue:{row.pk}"})
    offer("Koffie", 150_500, capacity=20, groups=("seniors",))
    computed()
    client = people.alice.client()
    assert "staat nog" in client.get(GAP_PAGE).content.decode()
    assert row.evidence.get().says == piece.says
    client.post(GAP_PAGE + "agenda/nieuwste/")
    row.refresh_from_db()
    assert (row.evidence.get().points, row.figures_points) == (6.0, 6.0)
    assert "staat nog" not in client.get(GAP_PAGE).content.decode()


def test_a_piece_about_something_else_is_not_renewed(people: Cast) -> None:
    run = computed()
    row = issue(agenda())
    strange = Evidence.objects.create(issue=row, kind="gap", reference="gap-x", title="x", actor_id="system:test")
    with pytest.raises(Refused, match="andere witte vlek"):
        renew_gap_evidence(by=SYSTEM, evidence=strange, gap=spot(), run=run)


@pytest.mark.parametrize("who", ["ines", "lena", "charlie"])
def test_others_put_nothing_on_an_agenda(people: Cast, who: str) -> None:
    computed()
    row = issue(agenda())
    client: Client = getattr(people, who).client()
    assert client.get(GAP_PAGE + "agenda/").status_code == 403
    assert client.post(GAP_PAGE + "agenda/", {"where": f"issue:{row.pk}"}).status_code == 403
    assert not Evidence.objects.exists()
    with pytest.raises(NotAllowed):
        renew_gap_evidence(
            by=getattr(people, who).actor,
            evidence=Evidence.objects.create(
                issue=row, kind="gap", reference=f"gap-{spot().key}", title="x", actor_id="system:test"
            ),
            gap=spot(),
            run=CoverageRun.objects.get(in_force=True),
        )


def test_an_overlap_goes_on_the_agenda_of_a_wijk_within_reach_without_points(people: Cast) -> None:
    offer("Koffie", 150_500, capacity=200, groups=("seniors",))
    offer("Soep", 150_600, capacity=100, groups=("seniors",))
    computed()
    overlap = Overlap.objects.get()
    row = issue(agenda())
    client = people.alice.client()
    page = f"/gemeenten/GM0307/overlap/{overlap.pk}/agenda/?wijk={WEST}"
    assert "Samen eten" in client.get(page).content.decode()
    client.post(page, {"where": f"issue:{row.pk}"})
    piece = row.evidence.get()
    assert (piece.kind, piece.points) == ("overlap", None)
    assert "300 plekken per week" in piece.says
    assert "Staat op de agenda" in client.get(piece.url).content.decode()


def test_searches_in_vain_are_counted_and_none_is_a_page_that_is_not_there(people: Cast) -> None:
    computed()
    row = issue(agenda())
    client = people.alice.client()
    page = f"/gemeenten/GM0307/vergeefs-gezocht/{WEST}/meeting/agenda/"
    assert client.get(page).status_code == 404
    for times in (2, 3):
        SearchSign.objects.create(
            municipality_code="GM0307", district_code=WEST, theme_id="meeting", kind="nothing", times=times
        )
    client.post(page, {"where": f"issue:{row.pk}"})
    piece = row.evidence.get()
    assert (piece.kind, piece.points) == ("searches", None)
    assert "5 keer vergeefs gezocht" in piece.says


def test_a_group_of_signals_goes_on_the_agenda_without_anybodys_words(people: Cast) -> None:
    row = issue(agenda())
    wijk = Area.objects.get(code=WEST)
    two = [
        enter_signal(by=SYSTEM, told=Told(wijk, text, Theme.objects.get(pk="meeting")), channel="counter")[0]
        for text in ("Op zondag is alles dicht.", "Nergens koffie op zondag.")
    ]
    group = group_signals(by=SYSTEM, signals=two, title="Zondag is leeg")
    client = people.alice.client()
    client.post(f"/signalen/groepen/{group.pk}/agenda/", {"where": f"issue:{row.pk}"})
    piece = row.evidence.get()
    assert (piece.kind, piece.title) == ("signals", "Zondag is leeg")
    assert piece.says.startswith("2 signalen")
    assert "koffie" not in piece.says


def test_what_could_go_on_the_agenda_stands_together_and_says_what_is_on_it(people: Cast) -> None:
    run = computed()
    row = issue(agenda())
    SearchSign.objects.create(
        municipality_code="GM0307", district_code=WEST, theme_id="meeting", kind="nothing", times=4
    )
    told = material_of(people.alice.actor, Area.objects.get(code=WEST))
    assert [one.title for one in told.searches] == [Theme.objects.get(pk="meeting").label]
    assert told.gaps[0].issues == ()
    client = people.alice.client()
    client.post(GAP_PAGE + "agenda/", {"where": f"issue:{row.pk}"})
    assert material_of(people.alice.actor, Area.objects.get(code=WEST)).gaps[0].issues == (row,)
    page = client.get(f"/wijken/{WEST}/agenda/aanleiding/").content.decode()
    assert "4 keer vergeefs gezocht" in page
    assert run.in_force
    assert people.lena.client().get(f"/wijken/{WEST}/agenda/aanleiding/").status_code == 403
    assert not material_of(people.alice.actor, Area.objects.get(code=EAST)).searches
