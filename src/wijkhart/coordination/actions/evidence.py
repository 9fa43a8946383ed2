"""White spots, overlaps and searches in vain as evidence on an agenda, each with its address, date and points."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.actions import Piece, set_figures_points
from wijkhart.agenda.models import Evidence, EvidenceKind
from wijkhart.areas.models import Area
from wijkhart.coordination.models import CoverageRun, Overlap
from wijkhart.coordination.queries import Gap, gap_name, interval_sentence, overlap_title
from wijkhart.coordination.queries.evidence import gap_reference, overlap_reference, searches_reference
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.formats import number
from wijkhart.directory.queries.signs import Looked
from wijkhart.themes.models import Theme

MOST_POINTS: Final = 10


@dataclass(frozen=True, slots=True)
class GapSays:
    """What a white spot says as evidence, and its points for the voice of the figures."""

    says: str
    points: float


def gap_says(gap: Gap, run: CoverageRun) -> GapSays:
    """In words, with the points: ten times the part of those in need that has no place.

    Nobody in need gives 0: there is no white spot then.
    """
    points = round(MOST_POINTS * gap.share, 2)
    told = _("%(unserved)s of %(need)s people in need have no place: %(points)s points of 10.") % {
        "unserved": number(gap.unserved),
        "need": number(gap.need),
        "points": number(points, 1),
    }
    parts = [told, interval_sentence(gap), _("Computed on %(day)s.") % {"day": _day(run.computed_at.date())}]
    if gap.estimate:
        parts.append(_("The need is a modelled estimate."))
    if gap.example_supply:
        parts.append(_("The supply is example data."))
    return GapSays(" ".join(part for part in parts if part)[:300], points)


def piece_of_gap(gap: Gap, run: CoverageRun) -> Piece:
    """A white spot as evidence under an issue."""
    said = gap_says(gap, run)
    return Piece(
        EvidenceKind.GAP,
        f"{gap_name(gap.theme, gap.target_group)}, {gap.area.name}",
        url=reverse(
            "gap_detail", args=[gap.area.municipality_code, gap.area.code, gap.theme.key, gap.target_group.key]
        ),
        reference=gap_reference(gap),
        says=said.says,
        points=said.points,
    )


def piece_of_overlap(overlap: Overlap) -> Piece:
    """An overlap as evidence; it gives no points, because too much is no measure of need."""
    says = _("%(capacity)s places a week where at most %(need)s are needed.") % {
        "capacity": number(overlap.capacity),
        "need": number(overlap.need),
    }
    if overlap.run:
        says += " " + _("Computed on %(day)s.") % {"day": _day(overlap.run.computed_at.date())}
    return Piece(
        EvidenceKind.OVERLAP,
        overlap_title(overlap)[:200],
        url=overlap.get_absolute_url(),
        reference=overlap_reference(overlap),
        says=says,
    )


def piece_of_searches(area: Area, theme: Theme, looked: Looked) -> Piece:
    """What people looked for in vain as evidence; no points: a search is not a person in need."""
    if not looked.times:
        raise Refused(_("Nobody looked for this in vain here."))
    says = ngettext(
        "Looked for in vain %(n)s time from %(first)s to %(last)s.",
        "Looked for in vain %(n)s times from %(first)s to %(last)s.",
        looked.times,
    ) % {"n": number(looked.times), "first": _day(looked.first), "last": _day(looked.last)}
    return Piece(
        EvidenceKind.SEARCHES,
        _("Looked for in vain: %(theme)s, %(area)s") % {"theme": theme.label, "area": area.name},
        url=reverse("search_sign_list", args=[area.municipality_code]) + f"?wijk={area.code}&thema={theme.key}",
        reference=searches_reference(area, theme),
        says=says,
    )


def renew_gap_evidence(*, by: Actor, evidence: Evidence, gap: Gap, run: CoverageRun) -> Evidence:
    """Let a white spot that stands on an agenda say what the computation in force says."""
    if evidence.kind != EvidenceKind.GAP or evidence.reference != gap_reference(gap):
        raise Refused(_("This piece is about another white spot."))
    said = gap_says(gap, run)
    return set_figures_points(by=by, evidence=evidence, points=said.points, says=said.says)


def _day(value: date | None) -> str:
    return f"{value or timezone.localdate():%d-%m-%Y}"
