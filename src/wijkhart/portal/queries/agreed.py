"""What the people and organisations of a wijk agreed: the short of it, for the page of the wijk."""

from dataclasses import dataclass

from django.utils import timezone

from wijkhart.agenda.models import Agenda, Ballot, Issue, TeamMeeting
from wijkhart.agenda.queries.reading import PUBLIC, open_ballot_of, running_agenda
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.deployment.models import DivisionDistrict
from wijkhart.deployment.queries.divisions import share_in_force
from wijkhart.siting.models import SitingStudy
from wijkhart.siting.queries.studies import advice_in_force

NAMED = 5
"""So many issues are named; the rest is a link away."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agenda that everybody can read, the vote that is open, and where residents may come."""

    agenda: Agenda | None
    issues: tuple[Issue, ...]
    more: int
    """How many issues of the agenda are not named here."""
    ballot: Ballot | None
    meeting: TeamMeeting | None
    """The next meeting of the wijk team that residents may come to."""
    share: DivisionDistrict | None
    """What the wijk gets in the division of the budget that is in force."""
    siting: SitingStudy | None
    """The advice on places that was published last."""


def agreed_in(actor: Actor, area: Area) -> Agreed:
    """What was agreed for a wijk, as far as everybody may read it."""
    agenda = running_agenda(actor, area.municipality_code, area.code)
    shown = agenda if agenda and agenda.state in PUBLIC else None
    issues = list(shown.issues.standing().order_by("position", "title")) if shown else []
    return Agreed(
        agenda=shown,
        issues=tuple(issues[:NAMED]),
        more=len(issues[NAMED:]),
        ballot=open_ballot_of(actor, area.municipality_code, area.code),
        meeting=_next_meeting(actor, area),
        share=share_in_force(area.municipality_code, area.code),
        siting=advice_in_force(area.municipality_code),
    )


def _next_meeting(actor: Actor, area: Area) -> TeamMeeting | None:
    rows = TeamMeeting.objects.visible_to(actor).filter(
        team__district_code=area.code, team__published=True, open_to_all=True, cancelled=""
    )
    return rows.filter(ends_at__gte=timezone.now()).order_by("starts_at").first()
