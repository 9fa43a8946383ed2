"""For each table with rows of tenants: what makes a row of Deventer that nobody of Amersfoort may see."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from django.db.models import Model
from django.utils import timezone

from tests import make
from tests.cast import Cast
from tests.house import hidden_rooms as rooms
from tests.house import hidden_seasons as seasons
from tests.house.marked import MARK, THERE, THERE_DISTRICT
from wijkhart.accounts.models import Invitation
from wijkhart.agenda.models import (
    Agenda,
    Ballot,
    CityWeighing,
    Issue,
    Signal,
    SignalGroup,
    TargetPicture,
    TaskGroup,
    WijkAnalysis,
)
from wijkhart.agenda.models.team import TeamDecision, TeamMeeting, TeamSeat, WijkTeam
from wijkhart.areas.models import ImportReport
from wijkhart.audit.actions import record
from wijkhart.coordination.models import Alliance, AlliancePartner, CoverageRun, Handover, Obstacle, Overlap, Scenario
from wijkhart.core.actors import System
from wijkhart.core.jobs.models import Job
from wijkhart.deployment.models import Budget, Division, ReserveGrant
from wijkhart.directory.models import Claim, Digest, SearchSign, ServiceChange, Suggestion
from wijkhart.siting.models import PlaceCost, SitingStudy


def _organisation(people: Cast) -> Model:
    return make.organisation(MARK, THERE, published=False, description=MARK)


def _membership(people: Cast) -> Model:
    return make.membership(make.user(f"{MARK}@example.org", name=MARK), "worker", people.other_town)


def _invitation(people: Cast) -> Model:
    return Invitation.objects.create(
        email=f"{MARK}@example.org",
        organisation=people.other_town,
        role="worker",
        municipality_code=THERE,
        token_digest=MARK,
        expires_at=timezone.now() + timedelta(days=3),
    )


def _service(people: Cast) -> Model:
    draft = {"description": MARK, "provider": people.other_town, "municipality_code": THERE, "published": False}
    return make.service(MARK, place=rooms.place(people), **draft)


def _report(people: Cast) -> Model:
    return ImportReport.objects.create(kind="boundaries", municipality_code=THERE, file_name=MARK, digest=MARK)


def _job(people: Cast) -> Model:
    return Job.objects.create(kind=MARK, title=MARK, doing=MARK, municipality_code=THERE, actor_id="system:test")


def _run(people: Cast) -> Model:
    return CoverageRun.objects.create(
        municipality_code=THERE,
        in_force=False,
        digest=MARK,
        version=MARK,
        computed_at=timezone.now(),
        cpu_seconds=1,
        actor_id="system:test",
        example_supply=False,
        notes=[MARK],
    )


def _scenario(people: Cast) -> Model:
    return Scenario.objects.create(
        municipality_code=THERE,
        name=MARK,
        note=MARK,
        changes=[],
        result={"gained": 1.0, "lost": 0.0},
        digest=MARK,
        software=MARK,
        computed_at=timezone.now(),
        actor_id="system:test",
    )


def _overlap(people: Cast) -> Model:
    return Overlap.objects.create(
        municipality_code=THERE,
        key=MARK,
        theme=make.theme(),
        target_group=make.target_group(),
        part_of_day="morning",
        capacity=2,
        need=1,
        reason=MARK,
    )


def _budget(people: Cast) -> Model:
    return Budget.objects.get_or_create(municipality_code=THERE, title=MARK, note=MARK, first_year=2027)[0]


def _division(people: Cast) -> Division:
    budget = Budget.objects.get(pk=_budget(people).pk)
    return Division.objects.get_or_create(budget=budget, name=MARK, defaults={"note": MARK})[0]


def _grant(people: Cast) -> Model:
    return ReserveGrant.objects.create(
        division=_division(people), district_code=THERE_DISTRICT, kind="youth_work", year=2027, hours=1, reason=MARK,
        granted_on=date(2027, 1, 1), actor_id="test",
    )  # fmt: skip


def _study(people: Cast) -> Model:
    season = {"first_day": date(2027, 1, 1), "last_day": date(2027, 3, 1)}
    return SitingStudy.objects.create(municipality_code=THERE, name=MARK, note=MARK, **season)


def _place_cost(people: Cast) -> Model:
    about = {"euros": 1, "year": 2026, "source": MARK, "actor_id": "test"}
    return PlaceCost.objects.create(place=rooms.place(people), **about)


def _alliance(people: Cast) -> Alliance:
    return Alliance.objects.create(
        municipality_code=THERE,
        title=MARK,
        purpose=MARK,
        agreement=MARK,
        theme=make.theme(),
        target_group=make.target_group(),
        lead=people.other_town,
    )


def _alliance_partner(people: Cast) -> Model:
    return AlliancePartner.objects.create(
        alliance=_alliance(people), name=MARK, task=MARK, words=MARK, email=f"{MARK}@example.org"
    )


def _digest(people: Cast) -> Model:
    return Digest.objects.create(
        organisation=people.other_town, municipality_code=THERE, token_digest=MARK, expires_at=timezone.now()
    )


def _suggestion(people: Cast) -> Model:
    return Suggestion.objects.create(
        service=make.service(MARK, provider=people.other_town, municipality_code=THERE, published=False),
        municipality_code=THERE,
        text=MARK,
        token_digest=MARK,
    )


def _change(people: Cast) -> Model:
    return ServiceChange.objects.create(
        service=make.service("x", provider=people.other_town, municipality_code=THERE, published=False),
        provider=people.other_town,
        municipality_code=THERE,
        verb="changed",
        facts={"name": ["x", MARK]},
        note=MARK,
        actor_id="system:test",
    )


def _claim(people: Cast) -> Model:
    return Claim.objects.create(
        service=make.service("x", provider=people.other_town, municipality_code=THERE, published=False),
        organisation=make.organisation(MARK, THERE, published=False),
        municipality_code=THERE,
        reason=MARK,
        actor_id="system:test",
    )


def _search_sign(people: Cast) -> Model:
    return SearchSign.objects.create(municipality_code=THERE, kind="nothing", words=MARK)


def _agenda(people: Cast) -> Agenda:
    return Agenda.objects.create(
        municipality_code=THERE, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), weights_note=MARK
    )


def _weighing(people: Cast) -> Model:
    return CityWeighing.objects.create(
        municipality_code=THERE,
        title=MARK,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        weights_note=MARK,
    )


def _issue(people: Cast) -> Model:
    return Issue.objects.create(
        agenda=_agenda(people),
        municipality_code=THERE,
        title=MARK,
        text=MARK,
        theme=make.theme(),
        target_group=make.target_group(),
    )


def _task_group(people: Cast) -> Model:
    return TaskGroup.objects.create(agenda=_agenda(people), title=MARK, text=MARK)


def _ballot(people: Cast) -> Model:
    opens = timezone.localdate() + timedelta(days=3)
    return Ballot.objects.create(agenda=_agenda(people), opens_on=opens, closes_on=opens)


def _signal(people: Cast) -> Model:
    return Signal.objects.create(municipality_code=THERE, district_code=THERE_DISTRICT, text=MARK, token_digest=MARK)


def _signal_group(people: Cast) -> Model:
    return SignalGroup.objects.create(municipality_code=THERE, title=MARK, actor_id="system:test")


def _analysis(people: Cast) -> Model:
    return WijkAnalysis.objects.create(
        municipality_code=THERE, district_code=THERE_DISTRICT, number=1, words={"who": MARK}, actor_id="system:test"
    )


def _team(people: Cast) -> WijkTeam:
    """Of one wijk there is one team: the other samples sit on the same."""
    facts = {"municipality_code": THERE, "starts_on": date(2026, 1, 1), "purpose": MARK}
    team, made = WijkTeam.objects.get_or_create(district_code=THERE_DISTRICT, defaults=facts)
    if made:
        TeamSeat.objects.create(team=team, group=MARK, person=MARK, authority=MARK, since=date(2026, 1, 1))
    return team


def _meeting(people: Cast) -> Model:
    starts = timezone.now()
    ends = starts + timedelta(hours=1)
    facts = {"where": MARK, "about": MARK, "minutes": MARK}
    return TeamMeeting.objects.create(team=_team(people), starts_at=starts, ends_at=ends, **facts)


def _decision(people: Cast) -> Model:
    return TeamDecision.objects.create(team=_team(people), text=MARK, owner_name=MARK, due=date(2026, 1, 1))


def _entry(people: Cast) -> Model:
    return record(System(MARK), MARK, municipality=THERE)


def _obstacle(people: Cast) -> Model:
    return Obstacle.objects.create(municipality_code=THERE, player=MARK, kind="key", text=MARK)


def _target(people: Cast) -> Model:
    return TargetPicture.objects.create(
        municipality_code=THERE, number=1, title=MARK, measured_by=MARK, months=12, active=False
    )


def _handover(people: Cast) -> Model:
    service = make.service(MARK, provider=people.other_town, municipality_code=THERE, published=False)
    return Handover.objects.create(
        municipality_code=THERE, service=service, taker_name=MARK, due=timezone.localdate() + timedelta(days=60)
    )


HIDDEN: Final[dict[str, Callable[[Cast], Model]]] = {
    "accounts.Organisation": _organisation,
    "accounts.Membership": _membership,
    "accounts.Invitation": _invitation,
    "places.Place": rooms.place,
    "places.Room": rooms.room,
    "places.Booking": rooms.booking,
    "places.OutsideCalendar": rooms.outside_calendar,
    "places.Photo": rooms.photo,
    "places.SharedItem": rooms.shared_item,
    "places.WaitingEntry": rooms.waiting,
    "places.UseRules": rooms.rules,
    "places.RuleException": rooms.exception,
    "places.ConceptRule": rooms.concept_rule,
    "directory.Service": _service,
    "directory.Digest": _digest,
    "directory.Suggestion": _suggestion,
    "directory.ServiceChange": _change,
    "directory.Claim": _claim,
    "directory.SearchSign": _search_sign,
    "areas.ImportReport": _report,
    "jobs.Job": _job,
    "coordination.CoverageRun": _run,
    "coordination.Scenario": _scenario,
    "deployment.Budget": _budget,
    "deployment.Division": _division,
    "deployment.ReserveGrant": _grant,
    "coordination.Overlap": _overlap,
    "coordination.Obstacle": _obstacle,
    "coordination.Handover": _handover,
    "coordination.Alliance": _alliance,
    "coordination.AlliancePartner": _alliance_partner,
    "agenda.Agenda": _agenda,
    "agenda.CityWeighing": _weighing,
    "agenda.Issue": _issue,
    "agenda.Ballot": _ballot,
    "agenda.TaskGroup": _task_group,
    "agenda.TargetPicture": _target,
    "agenda.Signal": _signal,
    "agenda.SignalGroup": _signal_group,
    "agenda.WijkAnalysis": _analysis,
    "agenda.WijkTeam": _team,
    "agenda.TeamMeeting": _meeting,
    "agenda.TeamDecision": _decision,
    "siting.SitingStudy": _study,
    "siting.PlaceCost": _place_cost,
    "programming.WeekProgramme": rooms.week,
    "programming.WeekLine": rooms.week_line,
    "seasons.SeasonRound": seasons.season,
    "seasons.SeasonRequest": seasons.request,
    "seasons.SeasonPlan": seasons.plan,
    "seasons.Objection": seasons.objection,
    "audit.Entry": _entry,
}
"""Table with rows of tenants -> what makes a row of Deventer that nobody of Amersfoort may see."""
