"""The voice of professionals."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.holding import demand
from wijkhart.agenda.models import Agenda, AgendaState, Issue, IssueStatus, Rating
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused


def rate_issue(*, by: Actor, issue: Issue, points: int) -> Rating:
    """Give an issue 0 to 10 as a professional, while the agenda is being put in order; again changes it."""
    if not 0 <= points <= 10:
        raise Refused(_("Points lie between 0 and 10."), field="points")
    with transaction.atomic():
        agenda = Agenda.objects.select_for_update().get(pk=issue.agenda_id)
        demand(by, "agenda.rate", agenda.municipality_code)
        if agenda.state != AgendaState.PRIORITISING:
            raise Refused(_("Voices are given while the agenda is being put in order."))
        if Issue.objects.get(pk=issue.pk).status == IssueStatus.DUPLICATE:
            raise Refused(_("This issue is a duplicate. Give your voice to the one that stays."))
        told = {"points": points, "given_at": timezone.now()}
        made, _new = Rating.objects.update_or_create(issue=issue, actor_id=by.actor_id, defaults=told)
        record(by, "issue.rated", issue, municipality=agenda.municipality_code)
    return made
