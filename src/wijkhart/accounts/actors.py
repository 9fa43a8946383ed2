"""The actor behind a logged-in person: a user with the one membership that is active now."""

from dataclasses import dataclass
from uuid import UUID

from wijkhart.accounts.models import Membership, User
from wijkhart.accounts.roles import rights_of
from wijkhart.core.actors import NATIONAL, Scope


@dataclass(frozen=True, slots=True)
class ActingUser:
    """A user who acts in one membership and holds the rights of that one only."""

    user: User
    membership: Membership | None
    choices: tuple[Membership, ...] = ()
    """All memberships that hold now; the person may change to another of them."""
    second_factor_due: bool = False
    """The chosen role asks for more than a password, and there is no more: until then no membership is active."""

    @property
    def actor_id(self) -> str:
        return f"user:{self.user.pk}"

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        return frozenset({self.membership.organisation_id}) if self.membership else frozenset()

    @property
    def area_code(self) -> str:
        """The municipality or the wijk in which this person acts; empty without a membership."""
        return self.membership.area_code if self.membership else ""

    def scope(self, right: str) -> Scope:
        """The area of the active membership, if its role holds this right."""
        if self.membership is None or right not in rights_of(self.membership.role):
            return Scope()
        return Scope(frozenset({self.area_code}))

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        """Whether the right is held there. A wijk code may be given too: a municipality holds its wijken."""
        scope = self.scope(right)
        return municipality in scope or (municipality[:2] == "WK" and f"GM{municipality[2:6]}" in scope)


def memberships_of(user: User) -> tuple[Membership, ...]:
    """Everything this person is today."""
    return tuple(user.memberships.valid_now().select_related("organisation"))


def chosen_among(memberships: tuple[Membership, ...], chosen: str = "") -> Membership | None:
    """The membership that this person chose, if it still holds; otherwise the first that holds."""
    return next((one for one in memberships if str(one.pk) == chosen), memberships[0] if memberships else None)


def acting_user_of(user_id: str, organisation_ids: frozenset[UUID]) -> ActingUser | None:
    """The person with this key, acting again for one of these organisations, if that membership still holds.

    For work that goes on after the request (the setting `ACTOR_FINDERS` names this function).
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return None
    valid = memberships_of(user)
    return ActingUser(user, next((one for one in valid if one.organisation_id in organisation_ids), None), valid)
