"""Writing memberships."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Membership
from wijkhart.accounts.perms import may_end_membership, may_give_role
from wijkhart.accounts.roles import Role
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused


def change_membership(
    *,
    by: Actor,
    membership: Membership,
    role: str,
    district: str = "",
    authority: str = "",
    valid_to: date | None = None,
) -> Membership:
    """Give somebody another role, wijk, authority or last day in the same organisation and municipality."""
    area_code = district or membership.municipality_code
    held = may_give_role(by, membership.role, membership.area_code)
    if not held or role not in Role.values or not may_give_role(by, role, area_code):
        raise NotAllowed(_("You may not give or change this role here."))
    if valid_to and valid_to < membership.valid_from:
        raise Refused(_("The last day lies before the first day."), field="valid_to")
    try:
        with transaction.atomic():
            locked = _locked(membership)
            if role != Role.ADMINISTRATOR or valid_to or district:
                _refuse_losing_the_last_administrator(locked)
            locked.role, locked.district_code, locked.authority, locked.valid_to = role, district, authority, valid_to
            locked.save()
            record(by, "membership.changed", locked, municipality=locked.municipality_code)
    except IntegrityError as error:
        raise Refused(_("This person already has that role there."), field="role") from error
    return locked


def end_membership(*, by: Actor, membership: Membership) -> Membership:
    """End it now; the row stays, so that the record of who did what stays whole."""
    if not may_end_membership(by, membership):
        raise NotAllowed(_("You may not end this membership."))
    with transaction.atomic():
        locked = _locked(membership)
        _refuse_losing_the_last_administrator(locked)
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        record(by, "membership.ended", locked, municipality=locked.municipality_code)
    return locked


def _locked(membership: Membership) -> Membership:
    locked = Membership.objects.select_for_update().get(pk=membership.pk)
    if locked.ended_at:
        raise Refused(_("This membership has already ended."))
    return locked


def _refuse_losing_the_last_administrator(membership: Membership) -> None:
    if membership.role != Role.ADMINISTRATOR or membership.district_code:
        return
    peers = Membership.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, municipality_code=membership.municipality_code, district_code=""
    )
    if not [one for one in peers.valid_now() if one.pk != membership.pk and one.valid_to is None]:
        raise Refused(_("This is the last administrator of the municipality. First make somebody else administrator."))
