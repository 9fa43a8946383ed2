"""Why something was found, in one line: "450 m, dinsdag 14.00, voor 65 jaar en ouder"."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijkhart.analysis.finding import Time
from wijkhart.core import formats
from wijkhart.directory.languages import language_name
from wijkhart.directory.models import Service
from wijkhart.directory.queries.find import Hit, Search
from wijkhart.times.clock import AMSTERDAM


def reason(service: Service, hit: Hit, asked: Search) -> str:
    """The answer to each wish that was asked; empty when nothing was."""
    return ", ".join(part for part in _parts(service, hit, asked) if part)


def _parts(service: Service, hit: Hit, asked: Search) -> Iterator[str]:
    if asked.near:
        yield formats.distance(hit.distance) if hit.distance is not None else _comes_to_you(service)
    yield _when(hit, asked)
    if asked.age is not None:
        yield ages(service) or (_("for all ages") if _for_everyone(service) else "")
    if asked.group:
        yield _for_group(service, asked.group)
    if asked.cost:
        yield _("free") if asked.cost == "free" else formats.euro(service.price or 0)
    if asked.language and asked.language != "nl":
        yield _("also in %(language)s") % {"language": language_name(asked.language)}
    if asked.step_free:
        yield _("a wheelchair can get in")
    if asked.with_room and service.availability == "room":
        yield _("there is room")


def _comes_to_you(service: Service) -> str:
    if service.at_home:
        return _("comes to your home")
    return _("online or by telephone") if service.online else ""


def _when(hit: Hit, asked: Search) -> str:
    """The first date where dates were asked, else the first weekly time that fits the day and hour."""
    if hit.begins:
        return short_moment(hit.begins)
    if asked.open_now:
        return _("open now")
    timed = asked.weekday is not None or asked.part_of_day or asked.from_time or asked.to_time
    return slot(hit.times[0]) if timed and hit.times else ""


def slot(one: Time) -> str:
    """A weekly time as "dinsdag 14.00"."""
    return f"{formats.weekday(one.weekday)} {hour(time(one.starts // 60 % 24, one.starts % 60))}"


def hour(at: time | datetime) -> str:
    """A time without the word behind it: "14.00"."""
    return formats.clock(at).removesuffix(" uur")


def short_moment(at: datetime) -> str:
    """An instant as "dinsdag 1 december 14.00"."""
    local = at.astimezone(AMSTERDAM)
    return f"{date_format(local, 'l j F')} {hour(local)}"


def ages(service: Service) -> str:
    """For which ages it is; empty when for all."""
    low, high = service.minimum_age, service.maximum_age
    told = {"low": low, "high": high}
    if low and high is not None:
        return _("for %(low)s to %(high)s years") % told
    if low:
        return _("for %(low)s years and older") % told
    return _("up to and including %(high)s years") % told if high is not None else ""


def _for_everyone(service: Service) -> bool:
    return any(group.everyone for group in service.target_groups.all())


def _for_group(service: Service, key: str) -> str:
    groups = list(service.target_groups.all())
    chosen = next((group for group in groups if group.key == key), None)
    return _("for: %(groups)s") % {"groups": chosen.label} if chosen else _("for everyone")
