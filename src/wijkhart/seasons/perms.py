"""Who may write about season rounds; the reason stands with each."""

from wijkhart.core.actors import Actor
from wijkhart.places.perms import may_book_for
from wijkhart.seasons.models import SeasonRequest


def may_plan(user: Actor, municipality: str) -> bool:
    """Make rounds and their plans, and ask on behalf of a group that has no account."""
    return user.may("season.plan", municipality)


def may_ask_as(user: Actor, request: SeasonRequest) -> bool:
    """Whoever books for the organisation that asks."""
    organisation = request.organisation
    return organisation is not None and may_book_for(user, organisation, request.round.municipality_code)


def may_change_request(user: Actor, request: SeasonRequest) -> bool:
    """Who asked, and the planner."""
    return may_ask_as(user, request) or may_plan(user, request.round.municipality_code)
