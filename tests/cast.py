"""The people of every test, each with fixed rights. `cast()` puts them in the database.

All work in Amersfoort, one for each role, except Charlie of Deventer, who must see nothing of Amersfoort's inside.
"""

from dataclasses import dataclass, fields

from django.test import Client

from tests import make
from wijkhart.accounts.actors import ActingUser
from wijkhart.accounts.models import Membership, Organisation, User
from wijkhart.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the cast: who logs in, in which membership, and who that makes to the rest of Wijkhart."""

    user: User
    membership: Membership

    @property
    def actor(self) -> ActingUser:
        return ActingUser(self.user, self.membership)

    @property
    def role(self) -> str:
        return self.membership.role

    def client(self) -> Client:
        """A browser in which this person is logged in."""
        client = Client()
        client.force_login(self.user)
        return client


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays."""

    alice: Person
    """Neighbourhood coordinator of Amersfoort."""
    bob: Person
    """Policy officer, on Alice's team."""
    charlie: Person
    """Coordinator of Deventer: must see nothing of Amersfoort that is not public."""
    dina: Person
    """Keeps the entry of a welfare foundation (provider)."""
    eva: Person
    """Privacy officer."""
    farid: Person
    """Administrator of Amersfoort."""
    greet: Person
    """Member of the council."""
    hans: Person
    """Generalist worker at Dina's foundation."""
    ines: Person
    """Social broker at Dina's foundation."""
    joris: Person
    """Place manager of a community centre."""
    kees: Person
    """Volunteer there."""
    lena: Person
    """Resident."""
    town: Organisation
    foundation: Organisation
    centre: Organisation
    other_town: Organisation

    @property
    def people(self) -> tuple[Person, ...]:
        """Everyone, Charlie too."""
        return tuple(one for part in fields(self) if isinstance(one := getattr(self, part.name), Person))

    def by_role(self, role: str) -> Person:
        """The one person of Amersfoort with this role."""
        return next(one for one in self.people if one.role == role and one is not self.charlie)


def person(name: str, role: Role, organisation: Organisation) -> Person:
    """A new user with one membership."""
    user = make.user(f"{name.lower()}@example.org", name=name)
    return Person(user, make.membership(user, role, organisation))


def cast() -> Cast:
    """Put everyone in the database."""
    town = make.organisation("Gemeente Amersfoort", kind="municipality")
    foundation = make.organisation("Stichting Welzijn", kind="welfare", subsidised=True)
    centre = make.organisation("Buurthuis Het Middelpunt", kind="residents", formal=False)
    other_town = make.organisation("Gemeente Deventer", make.DEVENTER, kind="municipality")
    return Cast(
        alice=person("Alice", Role.COORDINATOR, town),
        bob=person("Bob", Role.POLICY_OFFICER, town),
        charlie=person("Charlie", Role.COORDINATOR, other_town),
        dina=person("Dina", Role.PROVIDER, foundation),
        eva=person("Eva", Role.PRIVACY_OFFICER, town),
        farid=person("Farid", Role.ADMINISTRATOR, town),
        greet=person("Greet", Role.COUNCIL, town),
        hans=person("Hans", Role.WORKER, foundation),
        ines=person("Ines", Role.BROKER, foundation),
        joris=person("Joris", Role.PLACE_MANAGER, centre),
        kees=person("Kees", Role.VOLUNTEER, centre),
        lena=person("Lena", Role.RESIDENT, centre),
        town=town,
        foundation=foundation,
        centre=centre,
        other_town=other_town,
    )
