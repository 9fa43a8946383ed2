"""Who acts in a request, and with which rights."""

from datetime import date
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from tests import make
from tests.cast import cast

from wijkhart.accounts.actors import ActingUser, chosen_among, memberships_of
from wijkhart.accounts.middleware import actor_of
from wijkhart.accounts.roles import Role
from wijkhart.core.actors import ANONYMOUS

pytestmark = pytest.mark.django_db


def test_the_cast_has_one_person_for_every_role() -> None:
    people = cast()
    assert {one.role for one in people.people} == set(Role)
    assert people.by_role("provider") is people.dina


def test_rights_hold_in_the_municipality_of_the_membership_only() -> None:
    people = cast()
    assert people.alice.actor.may("service.edit", "GM0307")
    assert not people.alice.actor.may("service.edit", "GM0150")
    assert not people.alice.actor.may("service.edit")
    assert people.charlie.actor.may("service.edit", "GM0150")
    assert not people.lena.actor.may("service.edit", "GM0307")


def test_a_membership_for_one_wijk_holds_there_and_nowhere_else() -> None:
    town = make.organisation()
    user = make.user()
    whole = ActingUser(user, make.membership(user, Role.COORDINATOR, town))
    part = ActingUser(user, make.membership(user, Role.COORDINATOR, town, district_code="WK030710"))
    assert whole.may("service.edit", "WK030711")
    assert not whole.may("service.edit", "WK015001")
    assert part.may("service.edit", "WK030710")
    assert not part.may("service.edit", "WK030711")
    assert not part.may("service.edit", "GM0307")


def test_an_ended_membership_gives_nothing() -> None:
    user = make.user()
    make.membership(
        user, Role.ADMINISTRATOR, make.organisation(), valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31)
    )
    assert chosen_among(memberships_of(user)) is None
    acting = ActingUser(user, None)
    assert acting.organisation_ids == frozenset()
    assert not acting.may("areas.import", "GM0307")


def test_only_the_chosen_membership_counts() -> None:
    user = make.user()
    first = make.membership(user, Role.COORDINATOR, make.organisation())
    second = make.membership(user, Role.RESIDENT, make.organisation(municipality=make.DEVENTER))
    assert chosen_among(memberships_of(user), str(second.pk)) == second
    assert not ActingUser(user, chosen_among(memberships_of(user), str(second.pk))).may("service.edit", "GM0307")
    others = make.membership(make.user(), Role.ADMINISTRATOR, make.organisation())
    assert chosen_among(memberships_of(user), str(others.pk)) in {first, second}


def request_of(user: object) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]
    request.session = {}  # type: ignore[assignment]
    return request


def test_the_request_knows_its_actor() -> None:
    people = cast()
    assert actor_of(request_of(AnonymousUser())) is ANONYMOUS
    acting = actor_of(request_of(people.dina.user))
    assert UUID(acting.actor_id.removeprefix("user:")) == people.dina.user.pk
    assert acting.organisation_ids == frozenset({people.foundation.pk})


def test_logging_in_with_address_and_password(client: Client) -> None:
    user = make.user("alice@example.org")
    user.set_password("een lang wachtwoord")
    user.save()
    answer = client.post("/inloggen/", {"login": "Alice@example.org", "password": "een lang wachtwoord"})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
