"""Who may do what with people and organisations; each predicate says why."""

from wijkhart.accounts.models import Membership, Organisation
from wijkhart.accounts.roles import rights_of
from wijkhart.core.actors import Actor, Scope


def may_edit_organisation(actor: Actor, organisation: Organisation) -> bool:
    """The municipality that keeps the entry, the organisation through its provider role, who keeps it on its behalf."""
    keeps = organisation.kept_by_id in actor.organisation_ids
    if keeps and actor.may("service.collect", organisation.home_municipality_code):
        return True
    own = organisation.pk in actor.organisation_ids and actor.scope("organisation.edit_own") != Scope()
    return own or actor.may("organisation.edit", organisation.home_municipality_code)


def may_give_role(actor: Actor, role: str, area_code: str) -> bool:
    """Who invites in an area gives out only what they hold there themselves, so that nobody climbs by inviting.

    A right over one's own entry (`..._own`) is part of the same right over all entries.
    """
    held = (actor.may(right.removesuffix("_own"), area_code) for right in rights_of(role))
    return actor.may("member.invite", area_code) and all(held)


def may_end_membership(actor: Actor, membership: Membership) -> bool:
    """Who may give a role may take it; everyone may lay down their own."""
    own = actor.actor_id == f"user:{membership.user_id}"
    return own or may_give_role(actor, membership.role, membership.area_code)
