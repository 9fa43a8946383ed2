"""Alliances as pages read them: around what, who says what, and what waits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, OuterRef, Prefetch, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.models import Issue
from wijkhart.areas.models import Area
from wijkhart.coordination.models import (
    Alliance,
    AlliancePartner,
    AllianceQuerySet,
    AllianceState,
    Overlap,
    PartnerState,
)
from wijkhart.coordination.queries.overlap_words import overlap_title
from wijkhart.coordination.queries.sentences import gap_name
from wijkhart.core.actors import Actor

OPEN: Final = (AllianceState.FORMING, AllianceState.RUNNING)
ORDER: Final = (AllianceState.RUNNING, AllianceState.FORMING, AllianceState.FINISHED, AllianceState.STOPPED)
"""In lists: what works first."""
FEWEST_PARTNERS: Final = 2
"""Players that said yes before an alliance can begin: one alone needs no alliance."""
LATE_AFTER: Final = 14
"""Days after which an invitation without an answer is named: then somebody calls."""


@dataclass(frozen=True, slots=True)
class Around:
    """What an alliance is made around: a kind, its name, and where it can be read (empty: not by this reader)."""

    kind: str
    name: str
    url: str


def alliances_of(actor: Actor, municipality: str) -> AllianceQuerySet:
    """The alliances of a municipality that this actor may see, with who takes part."""
    players = AlliancePartner.objects.visible_to(actor).filter(state=PartnerState.YES).order_by("name")
    rows = Alliance.objects.visible_to(actor).filter(municipality_code=municipality)
    return (
        rows.select_related("theme", "target_group", "lead", "issue")
        .prefetch_related(Prefetch("partners", players))
        .annotate(
            willing=Count("partners", filter=Q(partners__state=PartnerState.YES)),
            district=Subquery(Area.objects.current().filter(code=OuterRef("district_code")).values("name")[:1]),
            rank=Case(*[When(state=state, then=place) for place, state in enumerate(ORDER)], default=len(ORDER)),
        )
    )


def alliances_in(actor: Actor, area: Area) -> list[Alliance]:
    """Those of one wijk that are not over, those at work first."""
    rows = alliances_of(actor, area.municipality_code).filter(district_code=area.code, state__in=OPEN)
    return sorted(rows, key=lambda one: (one.state != AllianceState.RUNNING, one.title))


def alliances_by_spot(actor: Actor, area: Area) -> dict[tuple[str, str], tuple[Alliance, ...]]:
    """Those of one wijk that are not over, by theme and group: who already works on a white spot."""
    found: dict[tuple[str, str], tuple[Alliance, ...]] = {}
    rows = Alliance.objects.visible_to(actor).filter(district_code=area.code, state__in=OPEN)
    for one in rows.order_by("state", "title"):
        about = (one.theme_id, one.target_group_id)
        found[about] = (*found.get(about, ()), one)
    return found


def players_of(actor: Actor, alliance: Alliance) -> list[AlliancePartner]:
    """Its players as far as this actor may see them, those that take part first."""
    order = [PartnerState.YES, *PartnerState]
    rows = AlliancePartner.objects.visible_to(actor).filter(alliance=alliance).select_related("organisation")
    return sorted(rows, key=lambda one: (order.index(PartnerState(one.state)), one.name))


def around_of(actor: Actor, alliance: Alliance) -> list[Around]:
    """The issue, the white spot and the overlap it is made around."""
    found = []
    if alliance.issue_id:
        issue = Issue.objects.visible_to(actor).filter(pk=alliance.issue_id).first()
        if issue is not None:
            found.append(Around(_("Issue of the agenda"), issue.title, issue.get_absolute_url()))
    if alliance.gap and alliance.district_code:
        where = [alliance.municipality_code, alliance.district_code, alliance.theme_id, alliance.target_group_id]
        name = gap_name(alliance.theme, alliance.target_group)
        found.append(Around(_("White spot"), name, reverse("gap_detail", args=where)))
    if alliance.overlap_id:
        overlap = Overlap.objects.visible_to(actor).select_related("theme").filter(pk=alliance.overlap_id).first()
        if overlap is not None:
            found.append(Around(_("Overlap"), overlap_title(overlap), overlap.get_absolute_url()))
    return found


def waiting_on(alliance: Alliance, players: Sequence[AlliancePartner]) -> list[str]:
    """What somebody has to do now, in words; for professionals."""
    today, said = timezone.localdate(), []
    for player in players:
        if player.state == PartnerState.TALK:
            said.append(_("%(name)s wants to talk first.") % {"name": player.name})
        elif player.state == PartnerState.THOUGHT:
            said.append(_("%(name)s is not asked yet.") % {"name": player.name})
        elif player.state == PartnerState.ASKED and player.asked_at:
            days = (today - timezone.localdate(player.asked_at)).days
            if days >= LATE_AFTER:
                told = _("%(name)s has not answered for %(days)s days. Calling helps.")
                said.append(told % {"name": player.name, "days": days})
    willing = sum(player.state == PartnerState.YES for player in players)
    if alliance.state == AllianceState.RUNNING and willing < FEWEST_PARTNERS:
        said.append(_("Fewer than two players take part now. Talk about whether to go on."))
    if alliance.state == AllianceState.RUNNING and alliance.until and alliance.until <= today:
        said.append(_("The day to look whether to go on has come."))
    return said if alliance.state in OPEN else []


def news_of(actor: Actor, municipality: str) -> list[str]:
    """What waits in all alliances of a municipality, counted; empty for who may not see it."""
    if not actor.may("alliance.read", municipality):
        return []
    rows = AlliancePartner.objects.visible_to(actor).filter(alliance__municipality_code=municipality)
    states = Counter(rows.filter(alliance__state__in=OPEN).order_by().values_list("state", flat=True))
    talk, asked = states[PartnerState.TALK], states[PartnerState.ASKED]
    due = Alliance.objects.visible_to(actor).running().filter(municipality_code=municipality)
    over = due.filter(until__lte=timezone.localdate()).count()
    told = (
        (talk, ngettext("%(n)s player wants to talk first", "%(n)s players want to talk first", talk)),
        (asked, ngettext("%(n)s invitation without an answer", "%(n)s invitations without an answer", asked)),
        (over, ngettext("%(n)s alliance to look at again", "%(n)s alliances to look at again", over)),
    )
    return [words % {"n": n} for n, words in told if n]
