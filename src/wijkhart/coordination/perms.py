"""Who may do what with norms and computations, and with alliances."""

from wijkhart.accounts.models import Organisation
from wijkhart.coordination.models import Alliance, Handover
from wijkhart.core.actors import Actor
from wijkhart.directory.perms import may_edit_service


def may_edit_norms(actor: Actor, municipality: str) -> bool:
    """Policy officers and administrators answer for the assumptions a municipality counts with."""
    return actor.may("norm.edit", municipality)


def may_recompute(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work in the wijken may ask for fresh numbers."""
    return actor.may("coverage.recompute", municipality)


def may_read_history(actor: Actor, municipality: str) -> bool:
    """Older numbers are for those who can place them."""
    return actor.may("coverage.read_history", municipality)


def may_read_scenarios(actor: Actor, municipality: str) -> bool:
    """Everyone who works for the wijken may ask what if; it changes nothing."""
    return actor.may("scenario.read", municipality)


def may_keep_scenarios(actor: Actor, municipality: str) -> bool:
    """A scenario that is kept is seen by colleagues, so fewer people keep one."""
    return actor.may("scenario.edit", municipality)


def may_read_overlaps(actor: Actor, municipality: str) -> bool:
    """Whoever works in the wijken there: it is about the work of named players."""
    return actor.may("overlap.read", municipality)


def may_settle_overlaps(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work writes down what was agreed."""
    return actor.may("overlap.settle", municipality)


def may_place_on_agenda(actor: Actor, municipality: str) -> bool:
    """Whoever works on the agenda brings white spots, overlaps and searches in vain to it."""
    return actor.may("agenda.edit", municipality)


def may_start_alliances(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work there, and an organisation for itself."""
    own = actor.may("alliance.edit_own", municipality) and bool(actor.organisation_ids)
    return actor.may("alliance.edit", municipality) or own


def may_lead_alliance(actor: Actor, municipality: str, lead: Organisation | None) -> bool:
    """For an alliance that this organisation brings together (None: nobody yet)."""
    if actor.may("alliance.edit", municipality):
        return True
    return lead is not None and lead.pk in actor.organisation_ids and actor.may("alliance.edit_own", municipality)


def may_edit_alliance(actor: Actor, alliance: Alliance) -> bool:
    """Work on an alliance and invite for it."""
    return may_lead_alliance(actor, alliance.municipality_code, alliance.lead)


def may_read_alliances(actor: Actor, municipality: str) -> bool:
    """See who is being brought together, and what they answered."""
    return actor.may("alliance.read", municipality)


def may_log_obstacles(actor: Actor, municipality: str) -> bool:
    """Whoever meets players writes down what stands in their way."""
    return actor.may("obstacle.log", municipality)


def may_settle_obstacles(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work gives an obstacle an owner and an end."""
    return actor.may("obstacle.settle", municipality)


def may_start_handovers(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work begins to hand an activity over."""
    return actor.may("alliance.edit", municipality)


def may_keep_handover(actor: Actor, handover: Handover) -> bool:
    """Whoever directs the work, and the provider of the offer for its own."""
    if actor.may("alliance.edit", handover.municipality_code):
        return True
    own = handover.service.provider_id in actor.organisation_ids
    return own and actor.may("alliance.edit_own", handover.municipality_code)


def may_finish_handover(actor: Actor, handover: Handover) -> bool:
    """Finishing changes the entry of the offer, so it takes the right to do that too."""
    return may_keep_handover(actor, handover) and may_edit_service(actor, handover.service)
