"""Reading people, roles and organisations."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from wijkhart.accounts.models import Invitation, Membership, Organisation
from wijkhart.accounts.roles import PLAIN_WORDS, PRIVATE, RIGHTS, Role
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor


@dataclass(frozen=True, slots=True)
class RightInWords:
    """One right as the page says it, with the roles that hold it."""

    words: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Who has a role: always the organisation; the person only for who may know."""

    role: str
    organisation: Organisation
    area: str
    authority: str
    person: str = ""


def municipality_named(code: str) -> Area:
    """The municipality on today's map; `Area.DoesNotExist` when there is none with this code."""
    return Area.objects.current().municipalities().get(code=code)


def area_names(codes: Iterable[str]) -> dict[str, str]:
    """Code -> name on today's map; a code without a name stays itself."""
    wanted = set(codes)
    known = Area.objects.current().filter(code__in=wanted).values_list("code", "name")
    return {**{code: code for code in wanted}, **dict(known)}


def in_words(memberships: Iterable[Membership]) -> dict[str, str]:
    """Key -> role, organisation and area, for somebody who has to choose among them."""
    chosen = list(memberships)
    names = area_names(one.area_code for one in chosen)
    return {str(one.pk): f"{one.get_role_display()} · {one.organisation} · {names[one.area_code]}" for one in chosen}


def rights_in_words() -> list[RightInWords]:
    """Every right in plain words, in the order of the words."""
    found = [
        RightInWords(str(PLAIN_WORDS.get(right, right)), tuple(str(role.label) for role in Role if role in roles))
        for right, roles in RIGHTS.items()
    ]
    return sorted(found, key=lambda right: right.words)


def members_of(actor: Actor, municipality: str) -> QuerySet[Membership]:
    """The memberships in a municipality that hold now, as far as the actor may see people."""
    seen = Membership.objects.visible_to(actor).filter(municipality_code=municipality)
    return seen.valid_now().select_related("user", "organisation").order_by("role", "user__name", "pk")


def role_holders(actor: Actor, municipality: str) -> list[RoleHolder]:
    """Who has which role: with names for who may read members, otherwise public roles and organisations only."""
    if actor.may("member.read", municipality):
        return _placed([_named(one) for one in members_of(actor, municipality)])
    public = Membership.objects.filter(
        municipality_code=municipality, organisation__in=Organisation.objects.visible_to(actor).filter(published=True)
    ).exclude(role__in=PRIVATE)
    rows = public.valid_now().select_related("organisation").order_by("role", "organisation__name", "district_code")
    return _placed(list(dict.fromkeys(_nameless(one) for one in rows)))


def _placed(holders: list[RoleHolder]) -> list[RoleHolder]:
    """With the name of the area instead of its code."""
    names = area_names(one.area for one in holders)
    return [replace(one, area=names[one.area]) for one in holders]


def _named(one: Membership) -> RoleHolder:
    return RoleHolder(one.get_role_display(), one.organisation, one.area_code, one.authority, one.user.name)


def _nameless(one: Membership) -> RoleHolder:
    return RoleHolder(one.get_role_display(), one.organisation, one.area_code, one.authority)


def invitations_to(actor: Actor, municipality: str) -> QuerySet[Invitation]:
    """The invitations of a municipality that are open or have lapsed unanswered."""
    seen = Invitation.objects.visible_to(actor).filter(municipality_code=municipality)
    return seen.filter(accepted_at=None, withdrawn_at=None).select_related("organisation")
