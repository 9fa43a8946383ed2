"""Handovers as pages read them: how far they are, what is late, and which offers still wait for one."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wijkhart.coordination.models import Handover, HandoverState, HandoverStep
from wijkhart.core.actors import Actor
from wijkhart.directory.models import Exit, Service, ServiceQuerySet


def handovers_in(actor: Actor, municipality: str) -> QuerySet[Handover]:
    """The handovers of a municipality that this actor may see, with how far they are."""
    return with_progress(Handover.objects.visible_to(actor).filter(municipality_code=municipality))


def with_progress(rows: QuerySet[Handover]) -> QuerySet[Any]:
    """Each with `steps_all`, `steps_done` and `late`: whether a step waits longer than its day."""
    late = HandoverStep.objects.filter(handover=OuterRef("pk"), done_on=None, due__lt=timezone.localdate())
    return rows.select_related("service__provider", "service__place", "taker", "supported_by").annotate(
        steps_all=Count("steps"),
        steps_done=Count("steps", filter=~Q(steps__done_on=None)),
        late=Exists(late) & ~Q(state=HandoverState.STOPPED),
    )


def offers_to_hand_over(actor: Actor, municipality: str) -> ServiceQuerySet:
    """General offers of line 1 that are not being handed over, those with another agreement too."""
    rows = Service.objects.visible_to(actor).needing_exit().filter(municipality_code=municipality, published=True)
    going = Handover.objects.filter(service=OuterRef("pk"), state=HandoverState.GOING)
    return (
        rows.exclude(Exists(going))
        .exclude(exit=Exit.HANDED_OVER)
        .select_related("provider", "place")
        .order_by("name", "pk")
    )


def offers_without_exit(actor: Actor, municipality: str) -> ServiceQuerySet:
    """Those about which nothing is agreed yet: where to begin."""
    return offers_to_hand_over(actor, municipality).filter(exit=Exit.NONE)
