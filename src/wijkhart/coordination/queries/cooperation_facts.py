"""Who takes part in what, from when until when, as far as an actor may see it; in a fixed number of queries."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.models import TaskGroup
from wijkhart.agenda.models.team import TeamSeat, WijkTeam
from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceState, PartnerState
from wijkhart.core.actors import Actor
from wijkhart.directory.models import Service
from wijkhart.places.models import Place

ALLIANCE, TASK_GROUP, TEAM = "alliance", "task_group", "team"
KIND_LABELS: Final = {ALLIANCE: _("alliance"), TASK_GROUP: _("task group"), TEAM: _("seat in the wijk team")}
BETWEEN_NAMES: Final = re.compile(r"[,;\n]")
IN_BRACKETS: Final = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Player:
    """An organisation or group in the network; one without an entry has only the name that somebody wrote."""

    key: str
    name: str
    organisation: UUID | None = None
    formal: bool | None = None
    """None is unknown."""
    example: bool = False

    @property
    def url(self) -> str:
        """Its entry; empty when it has none that this reader may see."""
        return reverse("organisation_detail", args=[self.organisation]) if self.organisation else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One player takes part from a day on, until the first day on which it no longer did (None: it goes on)."""

    player: str
    begins: date
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What players share: an alliance, a task group or the table of a wijk team."""

    key: str
    kind: str
    title: str
    url: str
    district: str
    """Code of the wijk; empty: the whole municipality."""
    theme: str = ""
    example: bool = False


@dataclass(slots=True)
class Facts:
    """All players of a municipality, where each offers something, and who takes part in what."""

    players: dict[str, Player] = field(default_factory=dict)
    at_work: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By wijk (empty: no wijk of its own): who offers something there now, or keeps a place there."""
    parts: list[tuple[Thing, list[Part]]] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """Written name -> key of the organisation that is called so."""

    def of_organisation(self, key: UUID | None, name: str, district: str) -> str:
        """The player of this organisation; without an entry that can be seen, the one of this name."""
        return str(key) if key and str(key) in self.players else self.of_name(name, district)

    def of_name(self, name: str, district: str) -> str:
        """The player of a written name: the organisation called so, else the only one in the wijk whose name begins so.

        Nothing is guessed beyond that: a name that fits none or several is a player by itself.
        """
        words = folded(IN_BRACKETS.sub("", name)) or folded(name)
        found = self.known.get(folded(name)) or self.known.get(words)
        if not found:
            here = [key for key in self.at_work.get(district, ()) if key in self.players]
            begin = [key for key in here if folded(self.players[key].name).startswith(f"{words} ")]
            found = begin[0] if len(begin) == 1 else ""
        if not found:
            found = f"={words}"
            self.players.setdefault(found, Player(found, " ".join(name.split())))
        return found


def folded(name: str) -> str:
    """A name as it is compared: spaces and capitals do not count.

    >>> folded("  De  Kerk ")
    'de kerk'
    """
    return " ".join(name.split()).casefold()


def cooperation_facts(actor: Actor, municipality: str) -> Facts:
    """Everything of a municipality that this actor may see, the past as far as it was kept."""
    facts = Facts()
    _read_players(facts, actor, municipality)
    facts.parts += _alliances(facts, actor, municipality)
    facts.parts += _task_groups(facts, actor, municipality)
    facts.parts += _teams(facts, actor, municipality)
    return facts


def _read_players(facts: Facts, actor: Actor, municipality: str) -> None:
    organisations = Organisation.objects.visible_to(actor).working_in(municipality)
    for pk, name, formal, example in organisations.order_by("-name", "-pk").values_list(
        "pk", "name", "formal", "example"
    ):
        facts.players[str(pk)] = Player(str(pk), name, pk, formal, example)
        facts.known[folded(name)] = str(pk)
    offers = Service.objects.visible_to(actor).findable().filter(municipality_code=municipality).order_by()
    for provider, here, wijk in offers.values_list("provider_id", "place__district_code", "district_code"):
        facts.at_work[here or wijk or ""].add(str(provider))
    places = Place.objects.visible_to(actor).filter(municipality_code=municipality).exclude(owner=None).order_by()
    for owner, wijk in places.values_list("owner_id", "district_code"):
        facts.at_work[wijk or ""].add(str(owner))
    for keys in facts.at_work.values():
        keys &= facts.players.keys()


def _alliances(facts: Facts, actor: Actor, municipality: str) -> Iterator[tuple[Thing, list[Part]]]:
    begun = Alliance.objects.visible_to(actor).filter(municipality_code=municipality, starts_on__isnull=False)
    rows = begun.exclude(state=AllianceState.FORMING).select_related("lead").order_by("pk")
    partners = AlliancePartner.objects.visible_to(actor).filter(alliance__in=begun)
    took_part = partners.filter(Q(state=PartnerState.YES) | Q(left_on__isnull=False)).order_by("pk")
    by_alliance: dict[UUID, list[AlliancePartner]] = defaultdict(list)
    for partner in took_part:
        by_alliance[partner.alliance_id].append(partner)
    for one in rows:
        began = one.starts_on or timezone.localdate()
        key, url = f"{ALLIANCE}:{one.pk}", one.get_absolute_url()
        thing = Thing(key, ALLIANCE, one.title, url, one.district_code, one.theme_id, one.example)
        parts = []
        if one.lead:
            lead = facts.of_organisation(one.lead_id, one.lead.name, one.district_code)
            parts.append(Part(lead, began, one.ended_on))
        for partner in by_alliance[one.pk]:
            who = facts.of_organisation(partner.organisation_id, partner.name, one.district_code)
            joined = timezone.localdate(partner.answered_at) if partner.answered_at else began
            parts.append(Part(who, max(began, joined), earliest(one.ended_on, partner.left_on)))
        yield thing, parts


def _task_groups(facts: Facts, actor: Actor, municipality: str) -> Iterator[tuple[Thing, list[Part]]]:
    rows = TaskGroup.objects.visible_to(actor).filter(agenda__municipality_code=municipality)
    for one in rows.select_related("agenda", "issue", "lead").order_by("pk"):
        district, ended = one.agenda.district_code, one.ended_on
        theme = one.issue.theme_id if one.issue else ""
        key, url = f"{TASK_GROUP}:{one.pk}", one.get_absolute_url()
        names = [name.strip() for name in BETWEEN_NAMES.split(one.members) if name.strip()]
        players = [facts.of_name(name, district) for name in names]
        if one.lead:
            players.insert(0, facts.of_organisation(one.lead_id, one.lead.name, district))
        thing = Thing(key, TASK_GROUP, one.title, url, district, theme, one.example)
        yield thing, [Part(player, one.begun_on, ended) for player in players]


def _teams(facts: Facts, actor: Actor, municipality: str) -> Iterator[tuple[Thing, list[Part]]]:
    teams = WijkTeam.objects.visible_to(actor).filter(municipality_code=municipality).order_by("pk")
    seats: dict[UUID, list[TeamSeat]] = defaultdict(list)
    for seat in TeamSeat.objects.filter(team__in=teams).select_related("organisation").order_by("pk"):
        seats[seat.team_id].append(seat)
    for team in teams:
        wijk = team.district_code
        thing = Thing(
            f"{TEAM}:{team.pk}", TEAM, str(_("the table of the wijk team")), team.get_absolute_url(), wijk, "",
            team.example,
        )  # fmt: skip
        yield thing, [_of_seat(facts, seat, wijk) for seat in seats[team.pk]]


def _of_seat(facts: Facts, seat: TeamSeat, district: str) -> Part:
    name = seat.organisation.name if seat.organisation else seat.group
    who = facts.of_organisation(seat.organisation_id, name, district)
    return Part(who, seat.since, seat.until + timedelta(days=1) if seat.until else None)


def earliest(*days: date | None) -> date | None:
    """The first of the days that are known.

    >>> earliest(None, date(2026, 2, 1), date(2026, 1, 1)), earliest(None, None)
    (datetime.date(2026, 1, 1), None)
    """
    return min((day for day in days if day), default=None)


def players_named(facts: Facts, keys: Iterable[str]) -> list[Player]:
    """Players by their keys, in the order of their names."""
    return sorted((facts.players[key] for key in keys), key=lambda one: (one.name.casefold(), one.key))
