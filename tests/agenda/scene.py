"""A wijk with an agenda, for the tests of this part."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from tests import make

from wijkhart.agenda.actions import BallotFacts, IssueFacts, Told, open_ballot, propose_issue, start_agenda, take_step
from wijkhart.agenda.models import Agenda, Ballot, Issue
from wijkhart.core.actors import System

BY = System("test")
TODAY = timezone.localdate()
EAST = "WK030711"


def town() -> None:
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    make.area(EAST, name="Oost")
    make.theme()
    make.target_group("seniors")


def agenda(**facts: Any) -> Agenda:
    told = {
        "municipality": make.AMERSFOORT,
        "district": make.LIENDERT,
        "starts_on": date(TODAY.year, 1, 1),
        "ends_on": date(TODAY.year, 12, 31),
    }
    return start_agenda(by=BY, **{**told, **facts})


def said(title: str = "Samen eten", **facts: Any) -> IssueFacts:
    told = {"theme": make.theme(), "target_group": make.target_group("seniors"), **facts}
    return IssueFacts(title=title, **told)


def issue(of: Agenda, title: str = "Samen eten", **facts: Any) -> Issue:
    return propose_issue(by=BY, agenda=of, facts=said(title, **facts))


def told(asked: str = "Alle aanbieders") -> Told:
    return Told(TODAY, asked)


def ordering(*titles: str) -> tuple[Agenda, list[Issue]]:
    """An agenda that is being put in order, with these issues."""
    made = agenda()
    issues = [issue(made, title) for title in titles or ("Eten", "Geld", "Jeugd")]
    for _step in range(2):
        made = take_step(by=BY, agenda=made, told=told(), version=made.version)
    return made, issues


def ballot(of: Agenda, **facts: Any) -> Ballot:
    terms = BallotFacts(**{"opens_on": TODAY, "closes_on": TODAY + timedelta(days=7), "by_code": True, **facts})
    return open_ballot(by=BY, agenda=of, facts=terms)


def close(one: Ballot) -> None:
    """Let the vote lie in the past."""
    Issue.objects.filter(agenda=one.agenda_id).update(made_at=timezone.now() - timedelta(days=30))
    Ballot.objects.filter(pk=one.pk).update(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
