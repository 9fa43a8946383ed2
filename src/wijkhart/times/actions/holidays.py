"""Correcting the known holidays for one municipality; the nightly expansion follows."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed
from wijkhart.times.models import LocalHoliday, Region

LONGEST: Final = timedelta(days=92)


def set_local_holiday(
    *,
    by: Actor,
    municipality: str,
    name: str,
    first_day: date,
    last_day: date | None = None,
    region: str = "",
    school: bool = False,
    off: bool = True,
) -> LocalHoliday:
    """Add days off, or (off=False) say that known days off are ordinary days here; the same name and day again
    changes what was said."""
    _check_right(by, municipality)
    last = last_day or first_day
    if problems := _problems(name, first_day, last, region):
        raise BadInput(problems)
    with transaction.atomic():
        row, _made = LocalHoliday.objects.update_or_create(
            municipality_code=municipality,
            region=region,
            first_day=first_day,
            name=name.strip(),
            defaults={"last_day": last, "school": school, "off": off},
        )
        record(by, "local_holiday.set", row, municipality=municipality)
    return row


def remove_local_holiday(*, by: Actor, holiday: LocalHoliday) -> None:
    """Take a correction back."""
    _check_right(by, holiday.municipality_code)
    with transaction.atomic():
        record(by, "local_holiday.removed", holiday, municipality=holiday.municipality_code)
        holiday.delete()


def _check_right(by: Actor, municipality: str) -> None:
    if not by.may("local_holiday.edit", municipality):
        raise NotAllowed(_("You may not change the days off of this municipality."))


def _problems(name: str, first: date, last: date, region: str) -> list[InputProblem]:
    where, found = _("days off"), []
    if not name.strip():
        found.append(InputProblem(where, None, "name", _("The days off have no name."), _("Give them a name.")))
    if last < first:
        message = _("The last day comes before the first day.")
        found.append(InputProblem(where, None, "last_day", message, _("Choose a later last day, or leave it empty.")))
    elif last - first > LONGEST:
        message = _("This is longer than three months.")
        found.append(InputProblem(where, None, "last_day", message, _("Check the year of the last day.")))
    if region and region not in Region.values:
        advice = _("Choose from: %(choices)s.") % {"choices": ", ".join(Region.values)}
        found.append(InputProblem(where, None, "region", _("This school region does not exist."), advice))
    return found
