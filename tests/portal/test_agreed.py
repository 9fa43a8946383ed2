"""What the page of a wijk says of what was agreed, and what it keeps to colleagues."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests import make
from tests.agenda import scene

from wijkhart.agenda.actions import fix_advice
from wijkhart.agenda.models import TeamMeeting, WijkTeam
from wijkhart.areas.models import Area
from wijkhart.coordination.models import Alliance, AlliancePartner
from wijkhart.core.actors import ANONYMOUS
from wijkhart.portal.queries import agreed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def wijk() -> Area:
    scene.town()
    return Area.objects.get(code=make.LIENDERT)


def alliance(title: str, state: str = "running") -> Alliance:
    return Alliance.objects.create(
        municipality_code=make.AMERSFOORT,
        district_code=make.LIENDERT,
        title=title,
        purpose="Samen",
        theme=make.theme(),
        target_group=make.target_group("seniors"),
        state=state,
        starts_on=timezone.localdate() if state == "running" else None,
    )


def team_meeting(*, published: bool, **facts: object) -> TeamMeeting:
    team = WijkTeam.objects.create(
        municipality_code=make.AMERSFOORT,
        district_code=make.LIENDERT,
        starts_on=timezone.localdate(),
        published=published,
    )
    begins = timezone.now() + timedelta(days=3)
    told = {"starts_at": begins, "ends_at": begins + timedelta(hours=2), "where": "De Bron", "about": "Eten"}
    return TeamMeeting.objects.create(team=team, **{**told, "open_to_all": True, **facts})


def test_a_draft_is_not_told_and_the_advice_is_in_its_order(wijk: Area) -> None:
    agenda, _issues = scene.ordering("Eten", "Geld")
    assert agreed_in(ANONYMOUS, wijk).agenda is None
    assert "Er is nog niets afgesproken" in Client().get(f"/wijken/{make.LIENDERT}/").content.decode()
    fix_advice(by=scene.BY, agenda=agenda, told=scene.told(), version=agenda.version)
    told = agreed_in(ANONYMOUS, wijk)
    assert told.agenda == agenda
    assert [issue.position for issue in told.issues] == [1, 2]
    page = Client().get(f"/wijken/{make.LIENDERT}/").content.decode()
    assert "De gemeente moet er nog over beslissen" in page
    assert "Eten" in page


def test_five_issues_are_named_and_the_others_counted(wijk: Area) -> None:
    agenda, _issues = scene.ordering(*"ABCDEFG")
    fix_advice(by=scene.BY, agenda=agenda, told=scene.told(), version=agenda.version)
    told = agreed_in(ANONYMOUS, wijk)
    assert (len(told.issues), told.more) == (5, 2)


def test_who_works_on_it_names_those_that_said_yes_in_alliances_that_run(wijk: Area) -> None:
    running = alliance("Samen eten op zondag")
    alliance("Nog in gesprek", "forming")
    for name, state in (("De Bron", "yes"), ("Wil niet", "no"), ("Nog gevraagd", "asked")):
        AlliancePartner.objects.create(alliance=running, name=name, task="Koken", state=state)
    page = Client().get(f"/wijken/{make.LIENDERT}/").content.decode()
    assert "Samen eten op zondag" in page
    assert "Wil niet" not in page
    assert "Nog in gesprek" not in page


def test_residents_read_of_the_next_meeting_they_may_come_to(wijk: Area) -> None:
    meeting = team_meeting(published=True)
    assert agreed_in(ANONYMOUS, wijk).meeting == meeting
    assert "U mag komen" in Client().get(f"/wijken/{make.LIENDERT}/").content.decode()


@pytest.mark.parametrize(
    ("published", "facts"),
    [(False, {}), (True, {"open_to_all": False}), (True, {"cancelled": "Ziek"})],
    ids=["team not published", "closed", "cancelled"],
)
def test_a_meeting_that_is_not_for_them_is_not_told(wijk: Area, published: bool, facts: dict[str, object]) -> None:
    team_meeting(published=published, **facts)
    assert agreed_in(ANONYMOUS, wijk).meeting is None
