"""The division that was decided on: adopting it, withdrawing it, and granting from its reserve."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.core.formats import number
from wijkhart.deployment.actions.divisions import hold_division
from wijkhart.deployment.models import Budget, Division, DivisionState, ReserveGrant
from wijkhart.deployment.names import inside
from wijkhart.deployment.queries.naming import names_of
from wijkhart.deployment.queries.reserve import Short, short_for


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided, when, and why this one."""

    adopted_on: date
    adopted_by: str
    reason: str


def adopt_division(*, by: Actor, division: Division, decided: Decided, version: int) -> Division:
    """Write down that this division was decided on; from then on it is public, and nothing in it changes."""
    if not decided.reason.strip():
        raise Refused(_("Say why this one was chosen. Everybody can read it."), field="reason")
    if not decided.adopted_by.strip():
        raise Refused(_("Say who decided, such as: the college."), field="adopted_by")
    if decided.adopted_on > timezone.localdate():
        raise Refused(_("This day lies in the future. Write down what was done."), field="adopted_on")
    with transaction.atomic():
        locked = hold_division(by, division, version, "division.adopt")
        if locked.state != DivisionState.COMPUTED:
            raise Refused(_("Only a division that was computed can be adopted."))
        _hold_budget(locked)
        locked.state, locked.adopted_on = DivisionState.ADOPTED, decided.adopted_on
        locked.adopted_by, locked.reason = decided.adopted_by.strip()[:120], decided.reason.strip()[:2000]
        locked.save()
        record(by, "division.adopted", locked, municipality=locked.budget.municipality_code)
    return locked


def withdraw_division(*, by: Actor, division: Division, reason: str, version: int) -> Division:
    """It counts no longer; what was decided and why stays readable, with this reason."""
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn. Everybody can read it."), field="reason")
    with transaction.atomic():
        locked = hold_division(by, division, version, "division.adopt")
        if locked.state != DivisionState.ADOPTED:
            raise Refused(_("Only a division that was adopted can be withdrawn."))
        locked.state, locked.withdrawn_on = DivisionState.WITHDRAWN, timezone.localdate()
        locked.withdrawn_reason = reason.strip()[:300]
        locked.save()
        record(by, "division.withdrawn", locked, municipality=locked.budget.municipality_code)
    return locked


@dataclass(frozen=True, slots=True)
class Granted:
    """Hours from the reserve: for whom, of what, when and why."""

    district: str
    kind: str
    year: int
    hours: float
    reason: str


def grant_reserve(*, by: Actor, division: Division, granted: Granted, version: int) -> ReserveGrant:
    """Grant hours from the reserve of the division in force, as far as reserve and provider allow."""
    if not 0 < granted.hours < 1_000_000:
        raise Refused(_("Write more than 0 hours."), field="hours")
    if not granted.reason.strip():
        raise Refused(_("Say why these hours are granted. Everybody can read it."), field="reason")
    with transaction.atomic():
        locked = hold_division(by, division, version, "division.adopt")
        if locked.state != DivisionState.ADOPTED:
            raise Refused(_("Hours can be granted from the reserve of an adopted division only."))
        if not locked.districts.filter(district_code=granted.district).exists():
            raise Refused(_("This wijk is not in the division."), field="district")
        _must_fit(locked, granted)
        locked.save(update_fields=["version"])
        made = ReserveGrant.objects.create(
            division=locked,
            district_code=granted.district,
            kind=granted.kind,
            year=granted.year,
            hours=granted.hours,
            reason=granted.reason.strip()[:500],
            granted_on=timezone.localdate(),
            actor_id=by.actor_id,
        )
        record(by, "reserve.granted", made, municipality=locked.budget.municipality_code)
    return made


def withdraw_grant(*, by: Actor, grant: ReserveGrant, reason: str, version: int) -> ReserveGrant:
    """The hours go back to the reserve; the grant stays readable, with this reason."""
    if not reason.strip():
        raise Refused(_("Say why it is withdrawn. Everybody can read it."), field="reason")
    with transaction.atomic():
        locked = hold_division(by, grant.division, version, "division.adopt")
        row = ReserveGrant.objects.select_for_update().get(pk=grant.pk)
        if row.withdrawn_on is not None:
            raise Refused(_("This grant was withdrawn before."))
        row.withdrawn_on, row.withdrawn_reason = timezone.localdate(), reason.strip()[:300]
        row.save()
        locked.save(update_fields=["version"])
        record(by, "reserve.withdrawn", row, municipality=locked.budget.municipality_code)
    return row


def _hold_budget(division: Division) -> None:
    """Two who adopt at once queue up at the budget; the second hears that there is one."""
    Budget.objects.select_for_update().get(pk=division.budget_id)
    if Division.objects.adopted().filter(budget=division.budget_id).exists():
        raise Refused(_("Another division of this budget was adopted. Withdraw that one first, with a reason."))


def _must_fit(division: Division, granted: Granted) -> None:
    try:
        short = short_for(division, granted.kind, granted.year, granted.hours)
    except ValueError as error:
        raise Refused(_("This kind of effort or this year is not in the division."), field="kind") from error
    if short:
        raise Refused(" ".join(_short_words(one, division) for one in short), field="hours")


def _short_words(short: Short, division: Division) -> str:
    told = {"left": number(short.left), "asked": number(short.asked)}
    match short.what:
        case "hours":
            return _("The reserve has %(left)s hours left in this year; this asks %(asked)s.") % told
        case "euros":
            return _("The reserve has € %(left)s left in this year; this asks € %(asked)s.") % told
        case "places":
            return _("The reserve has %(left)s room places left in this year; this asks %(asked)s.") % told
    kind = inside(names_of(division).kind(short.what))
    words = _("The provider of %(kind)s has %(left)s hours left in this year; this asks %(asked)s.")
    return words % {**told, "kind": kind}
