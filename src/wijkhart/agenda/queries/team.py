"""The team of a wijk as pages read it: who sits there, who is missing, when it meets and what it decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.agenda.models import DecisionState, Issue, TeamDecision, TeamMeeting, TeamRole, TeamSeat, WijkTeam
from wijkhart.agenda.models.team import TeamDecisionQuerySet, TeamMeetingQuerySet
from wijkhart.core.actors import ANONYMOUS, Actor

EXAMPLES = 3
"""How many players of a missing kind are named."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who sits at the table or sees to something, as everybody may read it."""

    name: str
    url: str = ""
    formal: bool | None = None
    """None: not known here."""
    kind: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat; the name of the person only for who may read it."""

    seat: TeamSeat
    player: Player
    person: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision with what this reader may see around it."""

    decision: TeamDecision
    owner: Player
    wijk: str = ""
    meeting: TeamMeeting | None = None
    issue: Issue | None = None

    @property
    def look(self) -> str:
        """The kind of badge of its state; the words say it too."""
        return {DecisionState.DONE: "ok", DecisionState.DROPPED: "neutral"}.get(
            DecisionState(self.decision.state), "info"
        )


@dataclass(frozen=True, slots=True)
class MissingKind:
    """A kind of player that works in this municipality and has no seat."""

    label: str
    formal: int
    informal: int
    some: tuple[Organisation, ...]

    @property
    def more(self) -> bool:
        """Whether there are others than those named."""
        return self.formal + self.informal > len(self.some)


@dataclass(frozen=True, slots=True)
class Missing:
    """Who could be asked too: an advice, not a rule."""

    kinds: tuple[MissingKind, ...]
    no_formal: bool
    no_informal: bool

    def __bool__(self) -> bool:
        return bool(self.kinds or self.no_formal or self.no_informal)


def team_of(actor: Actor, district: str) -> WijkTeam | None:
    """The team of a wijk, for who may see it."""
    return WijkTeam.objects.visible_to(actor).filter(district_code=district).first()


def player_of(organisation: Organisation | None, words: str) -> Player:
    """An organisation or a group in words; one that left the public map is not named."""
    if organisation is None:
        return Player(words, formal=False if words else None)
    if not organisation.published:
        return Player(words or _("an organisation that is not public"))
    return Player(
        organisation.name,
        organisation.get_absolute_url(),
        organisation.formal,
        organisation.get_kind_display(),
        organisation.example,
    )


def seats_of(actor: Actor, team: WijkTeam) -> tuple[list[SeatRow], list[SeatRow]]:
    """Who sits at the table, by role, and who sat there before."""
    named, today = actor.may("team.read", team.municipality_code), timezone.localdate()
    order = list(TeamRole.values)
    now: list[SeatRow] = []
    before: list[SeatRow] = []
    for seat in team.seats.select_related("organisation"):
        ended = seat.until is not None and seat.until < today
        row = SeatRow(seat, player_of(seat.organisation, seat.group), seat.person if named and not ended else "")
        (before if ended else now).append(row)
    now.sort(key=lambda row: (order.index(row.seat.role), row.seat.since, row.player.name))
    return now, sorted(before, key=lambda row: row.seat.until or today, reverse=True)


def missing_players(team: WijkTeam, now: Iterable[SeatRow]) -> Missing:
    """Kinds of players of the sociale kaart without a seat, and whether formal or informal players are missing.

    Counts what everybody may see: public organisations that work in this municipality, formal and informal alike.
    """
    rows = list(now)
    seated = {row.seat.organisation.kind for row in rows if row.seat.organisation is not None}
    here = Organisation.objects.visible_to(ANONYMOUS).working_in(team.municipality_code).exclude(kind__in=seated)
    kinds: dict[str, list[Organisation]] = defaultdict(list)
    for one in here.exclude(kind=OrganisationKind.OTHER).order_by("name", "pk"):
        kinds[one.kind].append(one)
    missing = [_missing_kind(kind, kinds[kind]) for kind in OrganisationKind.values if kind in kinds]
    sides = {row.player.formal for row in rows}
    return Missing(tuple(missing), no_formal=True not in sides, no_informal=False not in sides)


def meetings_of(actor: Actor, team: WijkTeam) -> tuple[list[TeamMeeting], list[TeamMeeting]]:
    """Meetings that this reader may see: those to come, the first on top; and those held, the last on top."""
    now = timezone.now()
    found = list(TeamMeeting.objects.visible_to(actor).filter(team=team).order_by("starts_at"))
    return [one for one in found if one.ends_at >= now], [one for one in reversed(found) if one.ends_at < now]


def calendar_meetings(team: WijkTeam, actor: Actor) -> TeamMeetingQuerySet:
    """The meetings of a team for a calendar, cancelled ones too: whoever took one over must see that it is off."""
    return TeamMeeting.objects.visible_to(actor).select_related("team").filter(team=team).order_by("starts_at")


def decisions_seen(actor: Actor) -> TeamDecisionQuerySet:
    """Decisions that this reader may see, with who sees to them, and the meeting and issue where those may be seen."""
    return (
        TeamDecision.objects.visible_to(actor)
        .select_related("owner", "team")
        .prefetch_related(
            Prefetch("meeting", TeamMeeting.objects.visible_to(actor)),
            Prefetch("issue", Issue.objects.visible_to(actor)),
        )
    )


def decision_rows(found: Iterable[TeamDecision], names: dict[str, str] | None = None) -> list[DecisionRow]:
    """Decisions of `decisions_seen` as rows; `names` are those of the wijken, where the page shows them."""
    wijken = names or {}
    return [
        DecisionRow(
            one,
            player_of(one.owner, one.owner_name),
            wijken.get(one.team.district_code, one.team.district_code),
            one.meeting,
            one.issue,
        )
        for one in found
    ]


def decisions_about(actor: Actor, issue: Issue) -> list[DecisionRow]:
    """What teams decided about an issue."""
    return decision_rows(decisions_seen(actor).filter(issue=issue))


def issues_here(actor: Actor, team: WijkTeam) -> QuerySet[Issue]:
    """The issues that a decision of this team can be about: of its wijk, and of the whole municipality."""
    return (
        Issue.objects.visible_to(actor)
        .filter(agenda__municipality_code=team.municipality_code, agenda__district_code__in=["", team.district_code])
        .standing()
        .order_by("-agenda__district_code", "title")
    )


def organisations_here(actor: Actor, municipality: str) -> QuerySet[Organisation]:
    """The public organisations that work in a municipality: who can sit at a table or see to something."""
    rows = Organisation.objects.visible_to(actor).filter(published=True).working_in(municipality)
    return rows.order_by("name")


def meeting_seen(actor: Actor, pk: UUID) -> TeamMeeting | None:
    """One meeting with its team, for who may see it."""
    return TeamMeeting.objects.visible_to(actor).select_related("team").filter(pk=pk).first()


def _missing_kind(kind: str, found: list[Organisation]) -> MissingKind:
    formal = sum(one.formal for one in found)
    label = str(OrganisationKind(kind).label)
    return MissingKind(label, formal, len(found) - formal, tuple(found[:EXAMPLES]))
