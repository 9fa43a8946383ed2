"""Handovers for the demonstration: one on its way with a step that is late, one that residents run by themselves."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.coordination.actions.handovers import HandoverFacts, finish_handover, start_handover
from wijkhart.coordination.models import Handover
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.directory.models import Exit, Function, Service

GOING_SAYS: Final = (
    "Vier bewoners doen mee. Een van hen houdt de lijst bij.",
    "De beheerder gaf twee sleutels. Wie opent, zet ook de koffie.",
)
DONE_SAYS: Final = (
    "Zes buren vormen een groep.",
    "De groep heeft een eigen sleutel van de zaal.",
    "De verzekering loopt via het buurthuis. Er staat een pot voor koffie.",
    "De groep houdt het aanbod zelf bij.",
    "Dat ging goed.",
    "Er kwamen veertien mensen.",
)


def load_example_handovers(*, by: Actor, municipality: str) -> list[Handover]:
    """Made-up handovers of example offers; what stands there already is left alone."""
    if not by.may("alliance.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if Handover.objects.filter(municipality_code=municipality, example=True).exists():
        return []
    rows = Service.objects.needing_exit().filter(municipality_code=municipality, example=True, published=True)
    rows = rows.filter(exit=Exit.NONE, function=Function.MEETING, themes="meeting")
    offers = list(rows.select_related("provider").order_by("name", "pk")[:2])
    with transaction.atomic():
        made = [_started(by, service, number) for number, service in enumerate(offers)]
        for one in made[1:]:
            _finished(by, one)
        for one in made[:1]:
            _going(one)
    return made


def _started(by: Actor, service: Service, number: int) -> Handover:
    today = timezone.localdate()
    due = today + timedelta(days=60)
    facts = HandoverFacts(
        due=due,
        taker_name=("Bewoners van de koffietafel (voorbeeld)", "Buren om de hoek (voorbeeld)")[number],
        supported_by=service.provider,
        supported_until=due + timedelta(days=180),
    )
    return start_handover(by=by, service=service, facts=facts, example=True)


def _going(made: Handover) -> None:
    """As if it began a month ago: two steps done, the third late."""
    _moved(made, 35, GOING_SAYS)


def _finished(by: Actor, made: Handover) -> None:
    """As if it was handed over a week ago."""
    _moved(made, 67, DONE_SAYS)
    finish_handover(by=by, handover=made, version=made.version, on=made.due)


def _moved(made: Handover, days: int, says: tuple[str, ...]) -> None:
    ago = timedelta(days=days)
    Handover.objects.filter(pk=made.pk).update(
        due=made.due - ago,
        supported_until=made.supported_until and made.supported_until - ago,
        made_at=timezone.now() - ago,
    )
    for number, step in enumerate(made.steps.all()):
        step.due -= ago
        if number < len(says):
            step.says, step.done_on = says[number], step.due
        step.save()
    made.refresh_from_db()
