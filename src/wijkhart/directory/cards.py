"""A service as people read it: the facts of a card, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import date as date_format
from django.utils.translation import gettext as _

from wijkhart.core import formats
from wijkhart.directory.models import Availability, Freshness, LifeCycle, Service
from wijkhart.directory.queries.find import Hit, Search
from wijkhart.directory.reasons import reason
from wijkhart.places.models import StepFree
from wijkhart.times.queries import describe


@dataclass(frozen=True, slots=True)
class Card:
    """One hit in a list."""

    service: Service
    facts: tuple[str, ...]
    """When, what it costs, whether a wheelchair can get in."""
    where: str
    for_whom: str
    confirmed: str
    paused: bool
    full: bool
    reason: str
    """Why it was found: how far, when, for whom, and how sure; empty when nothing was asked."""


def cards(services: Iterable[Service], asked: Search | None = None) -> list[Card]:
    """The cards of services that come from `shown()`."""
    return [card_of(service, asked) for service in services]


def card_of(service: Service, asked: Search | None = None) -> Card:
    """One card; the service may carry the `hit` that tells why it was found, and `asked` is what it answers."""
    hit: Hit | None = getattr(service, "hit", None)
    return Card(
        service=service,
        facts=tuple(fact for fact in (when(service), price(service), way_in(service)) if fact),
        where=where(service),
        for_whom=for_whom(service),
        confirmed=confirmed(service),
        paused=service.life_cycle == LifeCycle.PAUSED,
        full=service.availability == Availability.FULL,
        reason=_reason(service, hit, asked) if hit and asked else "",
    )


def _reason(service: Service, hit: Hit, asked: Search) -> str:
    """The answer to each wish, and how sure it is; empty when nothing was asked."""
    told, sure = reason(service, hit, asked), confirmed(service)
    return f"{told}, {sure[:1].lower()}{sure[1:]}" if told else ""


def when(service: Service) -> str:
    """When it is, in words."""
    return describe(service.schedule) if service.schedule else _("times unknown")


def price(service: Service) -> str:
    """What it costs: never 0 when it is not known."""
    if service.price is None:
        return _("price unknown")
    return formats.euro(service.price) if service.price else _("free")


def way_in(service: Service) -> str:
    """Whether a wheelchair can get in; nothing where people are visited at home."""
    if service.at_home or service.place is None:
        return ""
    return {
        StepFree.YES: _("a wheelchair can get in"),
        StepFree.NO: _("not without steps"),
    }.get(StepFree(service.place.step_free), _("wheelchair access unknown"))


def where(service: Service) -> str:
    """The place by name, or that people are visited."""
    if service.at_home:
        return _("at your home")
    return service.place.name if service.place else _("place unknown")


def for_whom(service: Service) -> str:
    """For whom it is: "voor Iedereen, vooral Ouderen"."""
    groups = list(service.target_groups.all())
    special = ", ".join(group.label for group in groups if not group.everyone)
    if not any(group.everyone for group in groups):
        return _("for: %(groups)s") % {"groups": special}
    return _("for everyone, mostly: %(groups)s") % {"groups": special} if special else _("for everyone")


def confirmed(service: Service) -> str:
    """When somebody last said that all of it is right, and what to do when that is long ago."""
    if service.confirmed_at is None:
        return _("Not confirmed yet")
    month = date_format(service.confirmed_at, "F Y")
    if service.freshness in (Freshness.STALE, Freshness.HIDDEN):
        return _("Not confirmed for a long time (since %(month)s): call first") % {"month": month}
    return _("Confirmed in %(month)s") % {"month": month}
