"""Groups of residents whose entries a broker keeps, with their agreement."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import ChangeState, Service, ServiceChange
from wijkhart.directory.perms import may_end_agreement, may_keep_groups

CONTACT: Final = ("phone", "email", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What a broker tells about a group, and how it agreed."""

    name: str
    agreed_on: date | None
    agreement: str
    description: str = ""
    kind: str = OrganisationKind.RESIDENTS
    contact_hidden: bool = True
    email: str = ""
    phone: str = ""
    website: str = ""


def keep_group(*, by: Actor, municipality: str, facts: GroupFacts) -> Organisation:
    """Register an informal group whose entries the broker's organisation keeps. Without its agreement: no entry."""
    if not may_keep_groups(by, municipality):
        raise NotAllowed(_("You may not keep entries of groups in this municipality."))
    if problems := _problems(facts):
        raise BadInput(problems)
    keeper = Organisation.objects.get(pk=min(by.organisation_ids))
    with transaction.atomic():
        group = Organisation.objects.create(
            **_columns(facts),
            formal=False,
            home_municipality_code=municipality,
            municipality_codes=f",{municipality},",
            kept_by=keeper,
        )
        record(by, "group.kept", group, municipality=municipality)
    return group


def change_group(*, by: Actor, group: Organisation, facts: GroupFacts) -> Organisation:
    """Change what is told about a group, or what was agreed with it."""
    if not may_end_agreement(by, group):
        raise NotAllowed(_("You may not change this group."))
    if problems := _problems(facts):
        raise BadInput(problems)
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=group.pk)
        for name, value in _columns(facts).items():
            setattr(locked, name, value)
        locked.version += 1
        locked.save()
        services = Service.objects.filter(provider=locked)
        if locked.contact_hidden:
            services.update(phone="", email="", website="")
            _forget_contact(locked)
        reindex(services)
        record(by, "group.changed", locked, municipality=locked.home_municipality_code)
    return locked


def end_agreement(*, by: Actor, group: Organisation) -> Organisation:
    """The group withdraws: its entries are no longer shown from this moment, and its contact data are wiped."""
    if not may_end_agreement(by, group):
        raise NotAllowed(_("You may not end the agreement with this group."))
    with transaction.atomic():
        services = list(Service.objects.select_for_update().filter(provider=group, published=True))
        locked = Organisation.objects.select_for_update().get(pk=group.pk)
        for service in services:
            _hide(by, service)
        ServiceChange.objects.waiting().filter(provider=group).update(
            state=ChangeState.WITHDRAWN, decided_by=by.actor_id, decided_at=timezone.now()
        )
        locked.published, locked.kept_by, locked.agreed_on, locked.agreement = False, None, None, ""
        locked.email = locked.phone = locked.website = ""
        locked.version += 1
        locked.save()
        _forget_contact(locked)
        reindex(services)
        record(by, "group.withdrawn", locked, municipality=locked.home_municipality_code)
    return locked


def _forget_contact(group: Organisation) -> None:
    """Take contact data out of the history of its entries too: what was told in trust is not kept."""
    for change in ServiceChange.objects.filter(Q(provider=group) | Q(service__provider=group)):
        kept = {name: values for name, values in change.facts.items() if name not in CONTACT}
        if kept != change.facts:
            change.facts = kept
            change.save(update_fields=["facts"])


def _hide(by: Actor, service: Service) -> None:
    ServiceChange.objects.create(
        service=service,
        provider_id=service.provider_id,
        municipality_code=service.municipality_code,
        verb="withdrawn",
        facts={"published": [True, False]},
        base_version=service.version,
        state=ChangeState.LIVE,
        actor_id=by.actor_id,
    )
    service.published = False
    service.phone = service.email = service.website = ""
    service.version += 1
    service.changed_at = timezone.now()
    service.save(update_fields=["published", *CONTACT, "version", "changed_at"])


def _columns(facts: GroupFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in GroupFacts.__dataclass_fields__} | {"name": facts.name.strip()}


def _problems(facts: GroupFacts) -> list[InputProblem]:
    texts = ("name", "description", "agreement", "phone")
    found = [(field, *wrong) for field in texts if (wrong := wrong_in_text(getattr(facts, field)))]
    if not facts.name.strip():
        found.append(("name", _("The name is missing."), _("Fill in the name by which people know it.")))
    if facts.agreed_on is None or not facts.agreement.strip():
        message = _("Without the agreement of the group there is no entry.")
        field = "agreement" if facts.agreed_on else "agreed_on"
        found.append((field, message, _("Ask the group, and fill in when and how it agreed.")))
    elif facts.agreed_on > timezone.localdate():
        found.append(("agreed_on", _("This day has yet to come."), _("Fill in the day on which the group agreed.")))
    if facts.kind not in OrganisationKind.values:
        found.append(("kind", _("This is not one of the kinds."), _("Choose from the list.")))
    return [InputProblem(_("group"), None, field, message, advice) for field, message, advice in found]
