"""Writing organisations."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.accounts.perms import may_edit_organisation
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What an editor says about an organisation; only a name and whether it is formal are asked."""

    name: str
    formal: bool
    kind: str = OrganisationKind.OTHER
    description: str = ""
    subsidised: bool | None = None
    kvk_number: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    municipality_codes: tuple[str, ...] = ()
    """Where it works besides the municipality that keeps the entry."""
    published: bool = True


def register_organisation(*, by: Actor, municipality: str, facts: OrganisationFacts) -> Organisation:
    """Add an organisation to the entries that a municipality keeps."""
    if not by.may("organisation.edit", municipality):
        raise NotAllowed(_("You may not add organisations in this municipality."))
    _refuse_bad(facts, municipality)
    with transaction.atomic():
        made = Organisation.objects.create(home_municipality_code=municipality, **_columns(facts, municipality))
        record(by, "organisation.registered", made, municipality=municipality)
    return made


def edit_organisation(*, by: Actor, organisation: Organisation, version: int, facts: OrganisationFacts) -> Organisation:
    """Change an entry, unless somebody else changed it after `version` was read."""
    if not may_edit_organisation(by, organisation):
        raise NotAllowed(_("You may not change this organisation."))
    home = organisation.home_municipality_code
    _refuse_bad(facts, home)
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if locked.version != version:
            raise Refused(
                _("Somebody else changed this entry while you were busy. Look at what it says now and save again.")
            )
        for name, value in {**_columns(facts, home), "version": version + 1}.items():
            setattr(locked, name, value)
        locked.save()
        record(by, "organisation.edited", locked, municipality=home)
    return locked


def trust_provider(*, by: Actor, organisation: Organisation, trusted: bool) -> Organisation:
    """Say whether changes of this organisation are live at once, or first seen by the wijk team."""
    home = organisation.home_municipality_code
    if not by.may("provider.trust", home):
        raise NotAllowed(_("You may not say whose changes are live at once."))
    with transaction.atomic():
        locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if locked.trusted == trusted:
            raise Refused(_("It was so already."))
        locked.trusted = trusted
        locked.save(update_fields=["trusted"])
        record(by, "provider.trusted" if trusted else "provider.distrusted", locked, municipality=home)
    return locked


def _columns(facts: OrganisationFacts, home: str) -> dict[str, object]:
    codes = dict.fromkeys((home, *facts.municipality_codes))
    return {**asdict(facts), "name": facts.name.strip(), "municipality_codes": f",{','.join(codes)},"}


def _refuse_bad(facts: OrganisationFacts, home: str) -> None:
    if problems := list(_problems(facts, home)):
        raise BadInput(problems)


def _problems(facts: OrganisationFacts, home: str) -> Iterator[InputProblem]:
    def problem(field: str, message: str, advice: str) -> InputProblem:
        return InputProblem(where="", row=None, field=field, message=message, advice=advice)

    if not facts.name.strip():
        yield problem("name", _("The name is missing."), _("Fill in the name by which people know it."))
    for field in ("name", "description", "phone"):
        if wrong := wrong_in_text(getattr(facts, field)):
            yield problem(field, *wrong)
    if facts.kvk_number and not re.fullmatch(r"[0-9]{8}", facts.kvk_number):
        yield problem(
            "kvk_number",
            _("A KvK number has 8 digits."),
            _("Look it up on kvk.nl, or leave it empty: a group without a number is welcome too."),
        )
    asked = {home, *facts.municipality_codes}
    known = set(Area.objects.current().municipalities().filter(code__in=asked).values_list("code", flat=True))
    for code in sorted(asked - known):
        yield problem(
            "municipality_codes",
            _("%(code)s is not a municipality on today's map.") % {"code": code},
            _("Use codes such as GM0307, with commas between them."),
        )
