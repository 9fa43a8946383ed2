"""Something to keep in the demonstration: entries for its people, one change and one claim that wait."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.actions import trust_provider
from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.models import Membership, Organisation, OrganisationKind
from wijkhart.accounts.roles import Role
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.actions.claiming import claim_service, hand_over
from wijkhart.directory.actions.editing import change_service, locked_service
from wijkhart.directory.actions.groups import GroupFacts, keep_group
from wijkhart.directory.facts import offer_of
from wijkhart.directory.models import AimedAt, Exit, Service, ServiceQuerySet
from wijkhart.themes.models import Line

FOUNDATION, CENTRE = 6, 3
"""How many entries each of the two organisations of the demonstration gets."""


def seed_demo_keeping(*, by: Actor, municipality: str) -> int:
    """Give the people of the demonstration entries to keep; a second time changes nothing. Returns how many.

    Needs the example supply and the cast. Nothing is added to the supply: entries change hands.
    """
    if not settings.DEMO:
        raise Refused(_("The made-up people with a known password belong in a demonstration only."))
    if not by.may("service.approve", municipality):
        raise NotAllowed(_("You may not decide on changes in this municipality."))
    foundation, centre = (
        Organisation.objects.filter(source="demo", source_id=f"{municipality}-{key}").first()
        for key in ("foundation", "centre")
    )
    if foundation is None or centre is None or foundation.trusted:
        return 0
    with transaction.atomic():
        trust_provider(by=by, organisation=foundation, trusted=True)
        foundation.refresh_from_db()
        welfare = list(_handed(by, foundation, _examples(municipality, OrganisationKind.WELFARE)[:FOUNDATION]))
        residents = list(_examples(municipality, OrganisationKind.RESIDENTS)[: CENTRE + 2])
        kept = list(_handed(by, centre, residents[:CENTRE]))
        _agree(_player(Role.PROVIDER, foundation), welfare)
        _wait(_player(Role.PLACE_MANAGER, centre), kept)
        group = _group(_player(Role.BROKER, foundation), municipality)
        grouped = list(_handed(by, group, residents[CENTRE : CENTRE + 1]))
        for service in residents[CENTRE + 1 :]:
            reason = _("Our volunteers have run this for years.")
            claim_service(by=_player(Role.PLACE_MANAGER, centre), service=service, organisation=centre, reason=reason)
    return len(welfare) + len(kept) + len(grouped)


def _examples(municipality: str, kind: str) -> ServiceQuerySet:
    rows = Service.objects.filter(municipality_code=municipality, example=True, source="example", provider__kind=kind)
    return rows.order_by("source_id", "pk")


def _player(role: Role, organisation: Organisation) -> ActingUser:
    one = Membership.objects.select_related("user").get(role=role, organisation=organisation, user__example=True)
    return ActingUser(one.user, one)


def _handed(by: Actor, organisation: Organisation, services: list[Service] | ServiceQuerySet) -> Iterator[Service]:
    for service in services:
        locked = locked_service(service)
        hand_over(by, locked, organisation)
        yield locked


def _agree(provider: Actor, services: list[Service]) -> None:
    """One general offer of line 1 has an exit; the others still need one."""
    general = [one for one in services if one.line == Line.FIRST and one.aimed_at == AimedAt.GENERAL]
    for service in general[:1]:
        day = timezone.localdate() + timedelta(days=200)
        note = _("To the residents who set the table now.")
        offer = replace(offer_of(service), exit=Exit.HANDED_OVER, exit_on=day, exit_note=note)
        change_service(by=provider, service=service, offer=offer, version=service.version)


def _wait(manager: Actor, services: list[Service]) -> None:
    """One change of who is not trusted waits for the wijk team."""
    for service in services[:1]:
        how = _("Just walk in. Somebody welcomes you.")
        offer = replace(offer_of(service), price=(service.price or Decimal(0)) + Decimal("0.50"), how_to_join=how)
        note = _("Coffee has become dearer.")
        change_service(by=manager, service=service, offer=offer, version=service.version, note=note)


def _group(broker: Actor, municipality: str) -> Organisation:
    facts = GroupFacts(
        name=_("Walking club Once Round (example)"),
        description=_("Neighbours who walk together. They have no board and no bank account."),
        agreed_on=timezone.localdate(),
        agreement=_("Said so before a walk."),
    )
    group = keep_group(by=broker, municipality=municipality, facts=facts)
    group.example = True
    group.save(update_fields=["example"])
    return group
