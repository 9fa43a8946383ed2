"""The made-up people of the demonstration."""

import pytest
from django.conf import LazySettings
from django.test import Client
from tests import make

from wijkhart.accounts.actions import DEMO_PASSWORD, seed_demo_cast
from wijkhart.accounts.models import Membership, Organisation, User
from wijkhart.accounts.roles import Role
from wijkhart.core.actors import System
from wijkhart.core.errors import Refused

pytestmark = pytest.mark.django_db
BY = System("demo")


@pytest.fixture(autouse=True)
def _towns() -> None:
    make.area("GM0150", name="Deventer")


def test_outside_a_demonstration_it_is_refused() -> None:
    with pytest.raises(Refused, match="demonstratie"):
        seed_demo_cast(by=BY, municipality="GM0150")
    assert not User.objects.exists()


def test_one_login_for_every_role_and_a_second_time_changes_nothing(settings: LazySettings) -> None:
    settings.DEMO = True
    logins = seed_demo_cast(by=BY, municipality="GM0150")
    assert len(logins) == len(Role)
    before = (User.objects.count(), Membership.objects.count(), Organisation.objects.count())
    assert seed_demo_cast(by=BY, municipality="GM0150") == logins
    assert (User.objects.count(), Membership.objects.count(), Organisation.objects.count()) == before == (11, 11, 3)
    assert Organisation.objects.filter(name="Gemeente Deventer", example=True).exists()


def test_guests_of_the_example_supply_come_only_where_that_is_loaded(settings: LazySettings) -> None:
    settings.DEMO = True
    make.organisation("Taalhuis Het Gesprek", "GM0150", source="example", source_id="GM0150:language")
    last = seed_demo_cast(by=BY, municipality="GM0150")[len(Role) :]
    assert [one.role for one in last] == ["aanbieder, Taalhuis Het Gesprek"]
    guest = Membership.objects.get(user__email=last[0].email)
    assert (guest.role, guest.organisation.name) == (Role.PROVIDER, "Taalhuis Het Gesprek")


def test_they_log_in_without_a_second_factor_in_the_demonstration_only(settings: LazySettings) -> None:
    settings.DEMO = True
    login = next(one for one in seed_demo_cast(by=BY, municipality="GM0150") if one.email.startswith("coordinator"))
    browser = Client()
    assert browser.post("/inloggen/", {"login": login.email, "password": DEMO_PASSWORD}).status_code == 302
    assert browser.get("/gemeenten/GM0150/leden/").status_code == 200
    settings.DEMO = False
    assert browser.get("/gemeenten/GM0150/leden/").status_code == 302, "outside it the session ends"
    again = Client().post("/inloggen/", {"login": login.email, "password": DEMO_PASSWORD})
    assert again.url == "/account/niet-actief/"  # type: ignore[attr-defined]
