"""What an entry says, in words, per group of facts: to ask whether it still holds."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wijkhart.directory import cards
from wijkhart.directory.models import FieldGroup, Service


@dataclass(frozen=True, slots=True)
class Fact:
    """One group of facts as a page or a mail says it."""

    group: str
    label: str
    words: str
    due: bool


def facts_of(service: Service, due: list[str]) -> list[Fact]:
    """All groups of facts of a service that comes from `shown()`; those asked about are marked."""
    return [
        Fact(group, str(FieldGroup(group).label).capitalize(), SAID[FieldGroup(group)](service), group in due)
        for group in FieldGroup.values
    ]


def _times(service: Service) -> str:
    said = cards.when(service)
    return said[:1].upper() + said[1:]


def _place(service: Service) -> str:
    place = service.place
    address = place.address if place and not service.at_home else ""
    online = _("also by telephone or on a screen") if service.online else ""
    return _sentence(cards.where(service), address, cards.way_in(service), online)


def _contact(service: Service) -> str:
    provider = service.provider
    known = [(service.phone or provider.phone), (service.email or provider.email)]
    join = _("you need to sign up first") if service.sign_up else _("you do not need to sign up")
    reach = [one for one in (*known, service.website or provider.website) if one] or [_("no telephone or mail known")]
    return _sentence(service.how_to_join.rstrip("."), join, *reach)


def _cost(service: Service) -> str:
    said = cards.price(service)
    return said[:1].upper() + said[1:]


def _content(service: Service) -> str:
    return _sentence(service.description.rstrip("."), cards.for_whom(service))


def _sentence(*parts: str) -> str:
    said = " · ".join(part for part in parts if part)
    return said[:1].upper() + said[1:]


SAID = {
    FieldGroup.TIMES: _times,
    FieldGroup.PLACE: _place,
    FieldGroup.CONTACT: _contact,
    FieldGroup.COST: _cost,
    FieldGroup.CONTENT: _content,
}
