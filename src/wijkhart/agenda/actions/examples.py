"""Agendas for the demonstration: one being put in order, one adopted, one on which residents vote now."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.advice import adopt_agenda, fix_advice
from wijkhart.agenda.actions.agendas import Told, set_weights, start_agenda, take_step
from wijkhart.agenda.actions.ballots import BallotFacts, make_codes, open_ballot, vote_by_code
from wijkhart.agenda.actions.evidence import Piece, attach_evidence, attach_figure
from wijkhart.agenda.actions.issues import IssueFacts, propose_issue
from wijkhart.agenda.actions.voices import rate_issue
from wijkhart.agenda.examples import ISSUES, WEIGHTS, WHY_WEIGHTS, Made
from wijkhart.agenda.models import Agenda, AgendaStep, Ballot, EvidenceKind, Issue
from wijkhart.areas.models import Measure
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor, System
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.themes.models import TargetGroup, Theme

FIRST: Final = "Liendert"
ASKED: Final = "Alle aanbieders van de wijk, formeel en informeel"
VOTERS: Final = 12


def load_example_agenda(*, by: Actor, municipality: str) -> list[Agenda]:
    """Made-up agendas of three wijken, each marked as example; what stands there already is left alone."""
    if not by.may("agenda.edit", municipality) or not by.may("agenda.adopt", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if Agenda.objects.filter(municipality_code=municipality, example=True).exists():
        return []
    codes = list(districts_of(municipality).order_by("-population", "code").values_list("code", "name"))
    if len(codes) < 3:
        raise Refused(_("There are too few wijken for the examples."))
    first, second, third = sorted(codes, key=lambda one: one[1] != FIRST)[:3]
    with transaction.atomic():
        return [
            _being_ordered(by, municipality, first[0]),
            _adopted(by, municipality, second[0]),
            _being_voted(by, municipality, third[0]),
        ]


def _being_ordered(by: Actor, municipality: str, district: str) -> Agenda:
    agenda, issues = _issues(by, municipality, district, ISSUES)
    _voices(by, agenda, issues, ISSUES)
    return _weighed(by, agenda)


def _adopted(by: Actor, municipality: str, district: str) -> Agenda:
    """The municipality moved the fourth to the second place, with a reason."""
    chosen = [made for made in ISSUES if made.result]
    agenda, issues = _issues(by, municipality, district, chosen)
    _voices(by, agenda, issues, chosen)
    agenda = _weighed(by, agenda)
    agenda = fix_advice(by=by, agenda=agenda, told=Told(_ago(20), "Het wijkteam"), version=agenda.version)
    order = list(agenda.issues.standing().order_by("position"))
    moved = order[3]
    order = [order[0], moved, *order[1:3], *order[4:]]
    return adopt_agenda(
        by=by,
        agenda=agenda,
        positions={issue.pk: place for place, issue in enumerate(order, 1)},
        reasons={moved.pk: "Dit past bij het geld dat we dit jaar hebben."},
        told=Told(_ago(5), "Het college", "Het college nam het advies over, op één punt na."),
        version=agenda.version,
    )


def _being_voted(by: Actor, municipality: str, district: str) -> Agenda:
    agenda, _made = _issues(by, municipality, district, ISSUES[:3])
    today = timezone.localdate()
    facts = BallotFacts(today, today + timedelta(days=21), points=5, by_email=True, by_code=True)
    open_ballot(by=by, agenda=agenda, facts=facts)
    return agenda


def _issues(by: Actor, municipality: str, district: str, made: Sequence[Made]) -> tuple[Agenda, list[Issue]]:
    """An agenda that is being put in order, with these issues and the evidence under them."""
    year = timezone.localdate().year
    agenda = start_agenda(
        by=by,
        municipality=municipality,
        district=district,
        starts_on=date(year, 1, 1),
        ends_on=date(year + 1, 12, 31),
        example=True,
    )
    AgendaStep.objects.filter(agenda=agenda).update(done_on=_ago(90))
    issues = [_issue(by, agenda, one) for one in made]
    Issue.objects.filter(agenda=agenda).update(made_at=timezone.now() - timedelta(days=80))
    for days, note in ((70, "Aanbod, vraag en plekken liggen op tafel."), (60, "Iedereen geeft nu zijn stem.")):
        agenda = take_step(by=by, agenda=agenda, told=Told(_ago(days), ASKED, note), version=agenda.version)
    return agenda, issues


def _issue(by: Actor, agenda: Agenda, made: Made) -> Issue:
    facts = IssueFacts(
        title=made.title,
        text=made.text,
        theme=Theme.objects.get(pk=made.theme),
        target_group=TargetGroup.objects.get(pk=made.group),
        vulnerabilities=made.vulnerabilities,
        wished_result=made.result,
        measured_by=made.measured_by,
        owner=_owner(agenda.municipality_code, made.kind),
    )
    issue = propose_issue(by=by, agenda=agenda, facts=facts, example=True)
    measure = Measure.objects.filter(key=made.figure).first()
    if measure is not None:
        attach_figure(by=by, issue=issue, measure=measure, high_is_worse=True)
    if made.heard:
        attach_evidence(
            by=by, issue=issue, piece=Piece(EvidenceKind.OTHER, made.heard, says="Voorbeeld, opgetekend in de wijk.")
        )
    return issue


def _owner(municipality: str, kind: str) -> Organisation | None:
    rows = Organisation.objects.working_in(municipality).filter(example=True, published=True, kind=kind)
    return rows.order_by("name", "pk").first() if kind else None


def _voices(by: Actor, agenda: Agenda, issues: Sequence[Issue], made: Sequence[Made]) -> None:
    """What made-up professionals and residents say; the vote lies in the past."""
    for issue, one in zip(issues, made, strict=True):
        for number, points in enumerate(one.ratings, 1):
            rate_issue(by=System(f"voorbeeld-{number}"), issue=issue, points=points)
    today = timezone.localdate()
    ballot = open_ballot(by=by, agenda=agenda, facts=BallotFacts(today, today, 5, by_email=True, by_code=True))
    favourites = [issue for issue, one in zip(issues, made, strict=True) for _vote in range(one.votes)]
    for number, code in enumerate(make_codes(by=by, ballot=ballot, count=VOTERS)):
        first, second = favourites[number % len(favourites)], favourites[(5 * number + 7) % len(favourites)]
        choices = {str(first.pk): 5} if first == second else {str(first.pk): 3, str(second.pk): 2}
        vote_by_code(by=by, ballot=ballot, code=code, choices=choices, sender=f"{agenda.pk}-{number}")
    Ballot.objects.filter(pk=ballot.pk).update(opens_on=_ago(50), closes_on=_ago(30))


def _weighed(by: Actor, agenda: Agenda) -> Agenda:
    return set_weights(by=by, agenda=agenda, weights=WEIGHTS, note=WHY_WEIGHTS, version=agenda.version)


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
