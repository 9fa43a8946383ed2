"""The made-up people of the demonstration."""

from typing import Final, NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.models import Membership, Organisation, OrganisationKind, User
from wijkhart.accounts.queries import municipality_named
from wijkhart.accounts.roles import Role
from wijkhart.audit.actions import name_actor, record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused

DEMO_PASSWORD: Final = "welkom-in-de-wijk"  # noqa: S105 - shown to everyone; works in the demonstration only


class Login(NamedTuple):
    """One line of what `make demo` prints."""

    role: str
    email: str
    password: str


class Player(NamedTuple):
    """Somebody made up: mailbox, name, for which organisation, and what they may decide."""

    mailbox: str
    name: str
    organisation: str
    authority: str = ""


ORGANISATIONS: Final = {
    "town": ("Gemeente {town}", OrganisationKind.MUNICIPALITY, True, None),
    "foundation": ("Stichting Welzijn {town} (voorbeeld)", OrganisationKind.WELFARE, True, True),
    "centre": ("Bewonersgroep Het Middelpunt (voorbeeld)", OrganisationKind.RESIDENTS, False, False),
}
PLAYERS: Final = {
    Role.RESIDENT: Player("inwoner", "Ria Inwoner", "centre"),
    Role.VOLUNTEER: Player("vrijwilliger", "Koos Vrijwilliger", "centre"),
    Role.BROKER: Player("makelaar", "Ine Makelaar", "foundation", "Brengt mensen en aanbod bij elkaar."),
    Role.WORKER: Player("werker", "Hans Werker", "foundation", "Ondersteunt mensen, samen met henzelf."),
    Role.PROVIDER: Player("aanbieder", "Dina Aanbieder", "foundation", "Houdt de gegevens van de stichting bij."),
    Role.PLACE_MANAGER: Player("beheerder", "Joris Beheerder", "centre", "Gaat over de ruimtes van Het Middelpunt."),
    Role.COORDINATOR: Player("coordinator", "Aleid Regisseur", "town", "Voert de regie in de wijken."),
    Role.POLICY_OFFICER: Player("beleid", "Bram Beleid", "town", "Stelt de normen voor en weegt tussen de wijken."),
    Role.COUNCIL: Player("raad", "Greet Raadslid", "town", "Stelt de agenda vast."),
    Role.PRIVACY_OFFICER: Player("privacy", "Eva Privacy", "town", "Ziet toe op wie wat inziet."),
    Role.ADMINISTRATOR: Player("beheer", "Farid Beheer", "town", "Richt Wijkhart in en nodigt mensen uit."),
}
GUESTS: Final = (
    Player("taalhuis", "Tineke Taalhuis", "language"),
    Player("bibliotheek", "Bo Bibliotheek", "library"),
)
"""Who act for organisations of the example supply, where that is loaded: to make a week together with the others."""


SECRETARY: Final = Player("secretaris", "Sjoukje Secretaris", "", "Vraagt ruimte voor haar club.")


def seed_demo_secretary(*, by: Actor, municipality: str, club: Organisation) -> Login:
    """Somebody who asks rooms for one club, in a demonstration only."""
    _demand_demo(by, municipality)
    with transaction.atomic():
        if _join(Role.VOLUNTEER, SECRETARY, club, municipality):
            record(by, "demo_cast.seeded", municipality=municipality)
    return Login(_("secretary of a club"), _address(SECRETARY), DEMO_PASSWORD)


def seed_demo_cast(*, by: Actor, municipality: str) -> list[Login]:
    """One login for every role in one municipality, in a demonstration only; a second time changes nothing."""
    _demand_demo(by, municipality)
    town = municipality_named(municipality).name
    with transaction.atomic():
        organisations = {key: _organisation(key, town, municipality) for key in ORGANISATIONS}
        made = [_join(role, one, organisations[one.organisation], municipality) for role, one in PLAYERS.items()]
        guests = [(player, host) for player in GUESTS if (host := _host(player, municipality))]
        made += [_join(Role.PROVIDER, player, host, municipality) for player, host in guests]
        if any(made):
            record(by, "demo_cast.seeded", municipality=municipality)
    logins = [Login(str(role.label), _address(player), DEMO_PASSWORD) for role, player in PLAYERS.items()]
    named = [(f"{Role.PROVIDER.label}, {host.name}", _address(player)) for player, host in guests]
    return logins + [Login(role, address, DEMO_PASSWORD) for role, address in named]


def _demand_demo(by: Actor, municipality: str) -> None:
    if not settings.DEMO:
        raise Refused(_("The made-up people with a known password belong in a demonstration only."))
    if not by.may("member.invite", municipality):
        raise NotAllowed(_("You may not invite people in this municipality."))


def _address(player: Player) -> str:
    return f"{player.mailbox}@example.org"


def _organisation(key: str, town: str, municipality: str) -> Organisation:
    name, kind, formal, subsidised = ORGANISATIONS[key]
    facts = {
        "name": name.format(town=town),
        "kind": kind,
        "formal": formal,
        "subsidised": subsidised,
        "home_municipality_code": municipality,
        "municipality_codes": f",{municipality},",
        "example": True,
    }
    return Organisation.objects.get_or_create(source="demo", source_id=f"{municipality}-{key}", defaults=facts)[0]


def _host(player: Player, municipality: str) -> Organisation | None:
    """The organisation of the example supply that a guest acts for."""
    return Organisation.objects.filter(source="example", source_id=f"{municipality}:{player.organisation}").first()


def _join(role: Role, player: Player, organisation: Organisation, municipality: str) -> bool:
    """Make the person and the membership; whether something was made."""
    user = User.objects.filter(email=_address(player)).first()
    if user is None:
        user = User.objects.create_user(_address(player), DEMO_PASSWORD, name=player.name, example=True)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        name_actor(by=ActingUser(user, None), actor_id=f"user:{user.pk}", name=user.name)
    elif not user.example:
        raise Refused(_("%(email)s belongs to a real account.") % {"email": user.email})
    same = {"user": user, "organisation": organisation, "role": role, "municipality_code": municipality}
    return Membership.objects.get_or_create(**same, district_code="", defaults={"authority": player.authority})[1]
