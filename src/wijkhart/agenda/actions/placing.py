"""Putting what was found somewhere on an agenda: as evidence under an issue, which may be a new one."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.agenda.actions.evidence import Piece, attach_evidence
from wijkhart.agenda.actions.issues import IssueFacts, propose_issue
from wijkhart.agenda.models import Agenda, Evidence, EvidenceKind, Issue, SignalGroup
from wijkhart.agenda.queries.reading import signals_reference
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused


def put_on_agenda(*, by: Actor, place: Agenda | Issue, facts: IssueFacts | None, piece: Piece) -> Evidence:
    """Attach a piece to an issue, or to a new one with these facts on an agenda that is still being made."""
    with transaction.atomic():
        if isinstance(place, Issue):
            return attach_evidence(by=by, issue=place, piece=piece)
        if facts is None:
            raise Refused(_("Give the issue a title."), field="title")
        return attach_evidence(by=by, issue=propose_issue(by=by, agenda=place, facts=facts), piece=piece)


def piece_of_signals(group: SignalGroup) -> Piece:
    """A group of signals as evidence: how many and since when, in nobody's own words."""
    told = group.signals.aggregate(n=Count("pk"), first=Min("made_at"), last=Max("made_at"))
    says = ngettext(
        "%(n)s signal, from %(first)s to %(last)s.", "%(n)s signals, from %(first)s to %(last)s.", told["n"]
    ) % {"n": told["n"], "first": _day(told["first"]), "last": _day(told["last"])}
    return Piece(
        EvidenceKind.SIGNALS, group.title, url=group.get_absolute_url(), reference=signals_reference(group), says=says
    )


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y}" if moment else "-"
