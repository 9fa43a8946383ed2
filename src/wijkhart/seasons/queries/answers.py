"""What a plan gives to one request, whom that leaves without a room, and what kept it from its first wish."""

from django.utils.translation import gettext as _

from wijkhart.places.models import Room
from wijkhart.seasons.models import SeasonPlan, SeasonReason, SeasonRequest, SeasonSession
from wijkhart.seasons.queries.naming import Names
from wijkhart.seasons.queries.plans import standing_of
from wijkhart.seasons.queries.reason_words import why_words
from wijkhart.seasons.queries.why import first_wish


def given_to(plan: SeasonPlan, request: SeasonRequest) -> list[SeasonSession]:
    """The sessions of a request in a plan."""
    return list(plan.sessions.filter(request=request).select_related("request", "room__place", "series"))


def displaced_by(plan: SeasonPlan, request: SeasonRequest) -> list[SeasonReason]:
    """Requests that would have a room if this one had none."""
    rows = plan.reasons.select_related("request__organisation")
    return [one for one in rows if str(request.pk) in one.alone]


def first_wish_words(plan: SeasonPlan, request: SeasonRequest, names: Names) -> tuple[str, ...]:
    """Why it did not get its first room or place at the hours that it liked best; nothing when it did."""
    found = first_wish(standing_of(plan), str(request.pk))
    for reason in found[1] if found else ():
        told = SeasonReason(
            plan=plan,
            request=request,
            asked=reason.asked,
            granted=reason.granted,
            needed=reason.needed,
            rules=[list(rule) for rule in reason.rules],
            competitors=[list(other) for other in reason.competitors],
            alone=list(reason.alone),
        )
        never = (_("No plan could grant this wish."),) if reason.never else ()
        return (*why_words(told, names), *never)
    return ()


def room_in(plan: SeasonPlan, key: str) -> Room | None:
    """A room of the plan by its key."""
    known = {one["key"] for one in plan.question.inputs["rooms"]}
    return Room.objects.filter(pk=key).select_related("place").first() if key in known else None
