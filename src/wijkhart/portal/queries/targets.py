"""How every wijk stands against the target pictures: reached, on track, late or unknown, with the reason."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.agenda.models import TargetFinding, TargetPicture, TargetUnit, WijkTeam
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import Actor
from wijkhart.core.formats import number, percent
from wijkhart.portal.queries.measures import Measured, measured


class Stand(TextChoices):
    """How a wijk stands against a target."""

    REACHED = "bereikt", gettext_lazy("reached")
    ON_TRACK = "op-koers", gettext_lazy("on track")
    LATE = "te-laat", gettext_lazy("late")
    UNKNOWN = "onbekend", gettext_lazy("unknown")


BADGES: Final = {Stand.REACHED: "ok", Stand.ON_TRACK: "info", Stand.LATE: "danger", Stand.UNKNOWN: "neutral"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One target in one wijk: how it stands, what was measured, by when, and why it stands so."""

    target: TargetPicture
    area: Area
    stand: Stand
    measured: Measured
    due: date | None
    """None: the wijk has not started, so its day is not known."""
    reason: str

    @property
    def badge(self) -> str:
        return BADGES[self.stand]

    @property
    def value(self) -> str:
        """What was measured, in its unit."""
        return in_unit(self.target.unit, self.measured.value)


def stand_of(value: float | None, norm: float, due: date | None, today: date) -> Stand:
    """Reached at the norm or above it, whatever the day; else by its day.

    >>> day = date(2026, 1, 1)
    >>> [str(stand_of(value, 80, day, date(2026, 6, 1))) for value in (80, 79, None)]
    ['bereikt', 'te-laat', 'onbekend']
    >>> str(stand_of(10, 80, day, date(2026, 1, 1))), str(stand_of(10, 80, None, date(2026, 1, 1)))
    ('op-koers', 'onbekend')
    """
    if value is None:
        return Stand.UNKNOWN
    if value >= norm:
        return Stand.REACHED
    if due is None:
        return Stand.UNKNOWN
    return Stand.LATE if today > due else Stand.ON_TRACK


def in_unit(unit: str, value: float | None) -> str:
    """A value as it is read: yes or no, a number, a percentage."""
    if value is None:
        return _("not known")
    if unit == TargetUnit.YES_NO:
        return _("yes") if value >= 1 else _("no")
    return percent(value, 0) if unit == TargetUnit.PERCENT else number(value)


def due_of(target: TargetPicture, started: date | None) -> date | None:
    """The day of a target in a wijk: one for all, or so many months after the wijk started."""
    if target.due is not None:
        return target.due
    return started + relativedelta(months=target.months) if started and target.months else None


def standings_in(
    actor: Actor, municipality: str, *, district: str = "", targets: Iterable[TargetPicture] | None = None
) -> list[Standing]:
    """Every target in every wijk of a municipality (or in one), in the order of the targets, then of the wijken."""
    areas = [one for one in districts_of(municipality).order_by("name") if district in ("", one.code)]
    asked = targets_of(actor, municipality) if targets is None else list(targets)
    codes = [area.code for area in areas]
    starts = dict(
        WijkTeam.objects.visible_to(actor).filter(district_code__in=codes).values_list("district_code", "starts_on")
    )
    people = _findings(asked, codes)
    found = []
    for target in asked:
        values = measured(target.automatic, municipality, codes) if target.automatic else people[target.pk]
        found += [_standing(target, area, values[area.code], starts.get(area.code)) for area in areas]
    return found


def targets_of(actor: Actor, municipality: str) -> list[TargetPicture]:
    """What a municipality aims at."""
    rows = TargetPicture.objects.visible_to(actor).filter(municipality_code=municipality, active=True)
    return list(rows.select_related("owner"))


def counted(standings: Iterable[Standing]) -> dict[Stand, int]:
    """How many stand how."""
    counts = Counter(one.stand for one in standings)
    return {stand: counts[stand] for stand in Stand}


def _standing(target: TargetPicture, area: Area, told: Measured, started: date | None) -> Standing:
    due = due_of(target, started)
    stand = stand_of(told.value, target.norm, due, timezone.localdate())
    reason = told.says
    if stand == Stand.UNKNOWN and told.value is not None:
        reason = " ".join([told.says, _("This wijk has not started yet, so there is no day.")])
    return Standing(target, area, stand, told, due, reason)


def _findings(targets: list[TargetPicture], codes: list[str]) -> Mapping[object, Mapping[str, Measured]]:
    """What people measured: the newest per target and wijk."""
    rows = TargetFinding.objects.filter(target__in=targets, district_code__in=codes).order_by("measured_on", "id")
    newest = {(row.target_id, row.district_code): row for row in rows}
    nothing = Measured(None, _("Not measured yet."))
    found: dict[object, dict[str, Measured]] = {}
    for target in targets:
        told = {code: newest.get((target.pk, code)) for code in codes}
        found[target.pk] = {
            code: Measured(row.value, row.says, row.measured_on) if row else nothing for code, row in told.items()
        }
    return found
