"""What we know of a service and HSDS has no field for; with it a reader has all that was told."""

from collections.abc import Iterable
from datetime import time

from django.utils import timezone

from wijkhart.directory.hsds.basics import Document, filled
from wijkhart.directory.models import Service
from wijkhart.times.models import Occurrence, Schedule


def service_facts(service: Service) -> Document:
    """Name -> value, or a list of values; what is empty is left out when it becomes attributes."""
    return {
        "kind": service.kind,
        "function": service.function,
        "municipality_code": service.municipality_code,
        "district_code": service.district_code,
        "line": service.line,
        "level": service.level,
        "collective": service.collective,
        "aimed_at": service.aimed_at,
        "life_cycle": service.life_cycle,
        "at_home": service.at_home,
        "online": service.online,
        "capacity": service.capacity,
        "sign_up": service.sign_up,
        "availability": service.availability,
        "freshness": service.freshness,
        "confirmed": [
            {"group": one.group, "on": one.confirmed_on.isoformat(), "how": one.how}
            for one in service.confirmations.all()
        ],
        "example": service.example,
        "source": service.source,
        "source_id": service.source_id,
        **_exit(service),
        **(_timetable(service.schedule) if service.schedule else {}),
    }


def _exit(service: Service) -> Document:
    """How line 1 steps back from it, or why it does not."""
    helper = service.supported_by
    return {
        "exit": service.exit,
        "exit_on": service.exit_on,
        "exit_note": service.exit_note,
        "supported_by": helper.pk if helper and helper.published else None,
        "supported_until": service.supported_until,
    }


def _timetable(schedule: Schedule) -> Document:
    """The series as it was told: rules in local time, dates that differ, holidays; and what comes of it."""
    return {
        "timetable_starts_on": schedule.starts_on,
        "timetable_ends_on": schedule.ends_on,
        "timetable_rule": [
            {"recurrence": rule.recurrence, "starts_at": _time(rule.starts_at), "ends_at": _time(rule.ends_at)}
            for rule in schedule.rules.all()
        ],
        "timetable_change": [
            filled(
                {
                    "on": change.on.isoformat(),
                    "cancelled": change.cancelled,
                    "starts_at": _time(change.starts_at),
                    "ends_at": _time(change.ends_at),
                    "reason": change.reason,
                }
            )
            for change in schedule.exceptions.all()
        ],
        "timetable_holiday_region": schedule.holiday_region,
        "timetable_skips_public_holidays": schedule.skips_public_holidays,
        "timetable_skips_school_holidays": schedule.skips_school_holidays,
        "timetable_not_on": _refused(schedule.occurrences.all()),
    }


def _refused(occurrences: Iterable[Occurrence]) -> list[Document]:
    """The dates in the coming year on which it does not happen, with the reason, from the dates that are kept."""
    return [
        {"on": timezone.localtime(one.starts_at).isoformat(timespec="minutes"), "reason": one.refused}
        for one in occurrences
    ]


def _time(at: time | None) -> str | None:
    return None if at is None else at.isoformat()
