"""Pieces of evidence: why an issue stands there. Each opens at its source."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.holding import OPEN, hold_issue
from wijkhart.agenda.models import Evidence, EvidenceKind, Issue
from wijkhart.agenda.queries.figures import figure_says
from wijkhart.agenda.queries.voices import points_of_evidence
from wijkhart.areas.models import Measure
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, Refused


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as it is brought in; `points` (0 to 10) when it speaks in the voice of the figures."""

    kind: str
    title: str
    url: str = ""
    reference: str = ""
    says: str = ""
    points: float | None = None


def attach_evidence(*, by: Actor, issue: Issue, piece: Piece) -> Evidence:
    """Attach a piece; the same one twice is refused. Parts above this one bring their own kinds in through here."""
    _refuse_bad(piece)
    with transaction.atomic():
        locked = hold_issue(by, issue, "agenda.edit")
        same = locked.evidence.filter(kind=piece.kind, reference=piece.reference, url=piece.url, title=piece.title)
        if same.exists():
            raise Refused(_("This is attached to the issue already."))
        made = Evidence.objects.create(
            issue=locked,
            kind=piece.kind,
            title=piece.title.strip(),
            url=piece.url.strip(),
            reference=piece.reference,
            says=piece.says.strip()[:300],
            points=piece.points,
            actor_id=by.actor_id,
        )
        _count_again(locked)
        record(by, "issue.grounded", locked, municipality=locked.municipality_code)
    return made


def attach_figure(*, by: Actor, issue: Issue, measure: Measure, high_is_worse: bool) -> Evidence:
    """Attach the figure of the wijk of the agenda, with its rank among the wijken and the points that follow."""
    code = issue.agenda.district_code
    if not code:
        raise Refused(_("A figure is compared between wijken; this agenda is of the whole municipality."))
    said = figure_says(measure, code, high_is_worse=high_is_worse)
    piece = Piece(
        kind=EvidenceKind.FIGURE,
        title=said.title,
        url=reverse("measure_detail", args=[measure.key]),
        reference=f"{measure.key}@{code}",
        says=said.says,
        points=said.points,
    )
    return attach_evidence(by=by, issue=issue, piece=piece)


def set_figures_points(*, by: Actor, evidence: Evidence, points: float | None, says: str) -> Evidence:
    """Say what a piece adds to the voice of the figures, and how that was computed; for parts that know its source."""
    _refuse_points(points)
    with transaction.atomic():
        locked = hold_issue(by, evidence.issue, "agenda.edit")
        row = Evidence.objects.select_for_update().get(pk=evidence.pk)
        row.points, row.says = points, says.strip()[:300]
        row.save()
        _count_again(locked)
        record(by, "issue.grounded", locked, municipality=locked.municipality_code)
    return row


def detach_evidence(*, by: Actor, evidence: Evidence) -> Issue:
    """Take a piece away."""
    with transaction.atomic():
        locked = hold_issue(by, evidence.issue, "agenda.edit")
        Evidence.objects.filter(pk=evidence.pk).delete()
        _count_again(locked)
        record(by, "issue.ungrounded", locked, municipality=locked.municipality_code)
    return locked


def _count_again(issue: Issue) -> None:
    """The voice of the figures follows its pieces, until the advice is fixed."""
    if issue.agenda.state in OPEN:
        Issue.objects.filter(pk=issue.pk).update(figures_points=points_of_evidence(issue.evidence.all()))


def _refuse_bad(piece: Piece) -> None:
    url = piece.url.strip()
    faults = (
        (piece.kind not in EvidenceKind.values, "kind", _("This is not one of the kinds."), _("Choose from the list.")),
        (not piece.title.strip(), "title", _("Say what it is."), _("A few words are enough.")),
        (
            bool(url) and re.match(r"https://[^/\s]|/(?![/\\])", url) is None,
            "url",
            _("This is not an address of this site, nor one that starts with https://."),
            _("Copy the whole address."),
        ),
    )
    problems = [
        InputProblem(_("evidence"), None, field, message, advice) for wrong, field, message, advice in faults if wrong
    ]
    if problems:
        raise BadInput(problems)
    _refuse_points(piece.points)


def _refuse_points(points: float | None) -> None:
    if points is not None and not 0 <= points <= 10:
        raise Refused(_("Points lie between 0 and 10."), field="points")
