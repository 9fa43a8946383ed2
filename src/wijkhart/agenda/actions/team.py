"""The team of a wijk: beginning it, saying what it is for, and showing it to everybody."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.agenda.actions.team_holding import demand_team, hold_team, refuse_names, refuse_odd_day
from wijkhart.agenda.models import WijkTeam
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused


def start_team(
    *, by: Actor, district: Area, starts_on: date, purpose: str = "", sure: bool = False, example: bool = False
) -> WijkTeam:
    """Begin the one team of a wijk. From its start the target dates of that wijk run."""
    code = district.municipality_code
    demand_team(by, code)
    refuse_odd_day(starts_on, "starts_on")
    refuse_names([("purpose", purpose)], code, sure=sure)
    with transaction.atomic():
        _hold_district(district)
        if WijkTeam.objects.filter(district_code=district.code).exists():
            raise Refused(_("This wijk has a team already. Change that one."))
        made = WijkTeam.objects.create(
            municipality_code=code,
            district_code=district.code,
            starts_on=starts_on,
            purpose=purpose.strip(),
            example=example,
        )
        record(by, "team.started", made, municipality=code)
    return made


def edit_team(
    *, by: Actor, team: WijkTeam, starts_on: date, purpose: str, version: int, sure: bool = False
) -> WijkTeam:
    """Say otherwise what the team is for, or when the wijk started; the target dates follow the start."""
    refuse_odd_day(starts_on, "starts_on")
    refuse_names([("purpose", purpose)], team.municipality_code, sure=sure)
    with transaction.atomic():
        locked = hold_team(by, team, version)
        locked.starts_on, locked.purpose, locked.version = starts_on, purpose.strip(), locked.version + 1
        locked.save()
        record(by, "team.changed", locked, municipality=locked.municipality_code)
    return locked


def publish_team(*, by: Actor, team: WijkTeam, published: bool, version: int) -> WijkTeam:
    """Show the team to everybody, or take that back; somebody sits at the table before it is shown."""
    with transaction.atomic():
        locked = hold_team(by, team, version)
        still = Q(until=None) | Q(until__gte=timezone.localdate())
        if published and not locked.seats.filter(still).exists():
            raise Refused(_("Nobody sits at the table yet. Add a seat first, then make the team public."))
        if locked.published != published:
            locked.published, locked.version = published, locked.version + 1
            locked.save()
            verb = "team.published" if published else "team.hidden"
            record(by, verb, locked, municipality=locked.municipality_code)
    return locked


def _hold_district(district: Area) -> None:
    """Lock the row of the wijk, so that two who begin its team come one after the other."""
    found = Area.objects.select_for_update().current().districts().filter(pk=district.pk).first()
    if found is None:
        raise Refused(_("Choose a wijk of today's map."))
