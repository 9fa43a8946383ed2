"""Roles that change and end, and the role in which somebody acts."""

from datetime import date

import pytest
from django.test import Client
from tests import make
from tests.cast import Cast, cast

from wijkhart.accounts.actions import change_membership, end_membership
from wijkhart.accounts.actors import chosen_among, memberships_of
from wijkhart.accounts.models import Membership
from wijkhart.accounts.roles import Role
from wijkhart.audit.models import Entry
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort")
    make.area("GM0150", name="Deventer")
    return cast()


def test_an_ended_role_gives_nothing_from_then_on(people: Cast) -> None:
    end_membership(by=people.alice.actor, membership=people.hans.membership)
    assert chosen_among(memberships_of(people.hans.user)) is None
    assert Entry.objects.get().verb == "membership.ended"
    with pytest.raises(Refused, match="al beëindigd"):
        end_membership(by=people.alice.actor, membership=people.hans.membership)


def test_who_left_can_come_back(people: Cast) -> None:
    end_membership(by=people.alice.actor, membership=people.hans.membership)
    again = make.membership(people.hans.user, Role.WORKER, people.foundation)
    assert memberships_of(people.hans.user) == (again,)


def test_everyone_may_lay_down_their_own_role(people: Cast) -> None:
    end_membership(by=people.lena.actor, membership=people.lena.membership)
    with pytest.raises(NotAllowed):
        end_membership(by=people.kees.actor, membership=people.joris.membership)


def test_a_coordinator_cannot_touch_who_holds_more(people: Cast) -> None:
    for person in (people.farid, people.eva, people.bob, people.charlie):
        with pytest.raises(NotAllowed):
            end_membership(by=people.alice.actor, membership=person.membership)


def test_nobody_climbs_by_changing(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        change_membership(by=people.alice.actor, membership=people.alice.membership, role=Role.ADMINISTRATOR)
    changed = change_membership(by=people.alice.actor, membership=people.hans.membership, role=Role.BROKER)
    assert changed.role == Role.BROKER


def test_a_municipality_keeps_an_administrator(people: Cast) -> None:
    mine = people.farid.membership
    with pytest.raises(Refused, match="laatste beheerder"):
        end_membership(by=people.farid.actor, membership=mine)
    with pytest.raises(Refused, match="laatste beheerder"):
        change_membership(by=people.farid.actor, membership=mine, role=Role.RESIDENT)
    make.membership(people.bob.user, Role.ADMINISTRATOR, people.town)
    end_membership(by=people.farid.actor, membership=mine)


def test_a_last_day_before_the_first_is_refused(people: Cast) -> None:
    with pytest.raises(Refused, match="voor de eerste"):
        change_membership(
            by=people.alice.actor, membership=people.hans.membership, role=Role.WORKER, valid_to=date(2020, 1, 1)
        )
    assert Membership.objects.get(pk=people.hans.membership.pk).valid_to is None


def test_the_same_role_twice_is_refused(people: Cast) -> None:
    other = make.membership(people.hans.user, Role.BROKER, people.foundation)
    with pytest.raises(Refused, match="heeft die rol"):
        change_membership(by=people.alice.actor, membership=other, role=Role.WORKER)


def test_rights_follow_the_chosen_role_and_nothing_else_does(people: Cast) -> None:
    second = make.membership(people.alice.user, Role.RESIDENT, people.centre)
    browser = people.alice.client()
    assert browser.get("/gemeenten/GM0307/leden/").status_code == 200
    answer = browser.post("/account/rol/?terug=/organisaties/", {"membership": str(second.pk)})
    assert answer.url == "/organisaties/"  # type: ignore[attr-defined]
    assert browser.get("/gemeenten/GM0307/leden/").status_code == 403
    browser.post("/account/rol/", {"membership": str(people.farid.membership.pk)})
    assert browser.get("/gemeenten/GM0307/leden/").status_code == 403, "the role of somebody else is no choice"


def test_the_way_back_stays_in_the_house(people: Cast) -> None:
    choice = {"membership": str(people.alice.membership.pk)}
    answer = people.alice.client().post("/account/rol/?terug=https://elders.example.org/", choice)
    assert answer.url == "/"  # type: ignore[attr-defined]


def test_staff_without_a_second_factor_hold_no_right_and_are_led_to_it(people: Cast) -> None:
    user = make.user("verse@example.org")
    Membership.objects.create(user=user, role=Role.COORDINATOR, organisation=people.town, municipality_code="GM0307")
    browser = Client()
    browser.force_login(user)
    assert browser.get("/gemeenten/GM0307/leden/").url == "/account/veiligheid/"  # type: ignore[attr-defined]
    assert browser.get("/account/veiligheid/").status_code == 200
    public = browser.get("/gemeenten/GM0307/wie-mag-wat/").content.decode()
    assert people.hans.user.name not in public, "a public page shows what a visitor sees"


def test_the_public_sees_roles_and_organisations_but_no_people(people: Cast) -> None:
    page = Client().get("/gemeenten/GM0307/wie-mag-wat/").content.decode()
    assert "wijkcoördinator" in page
    assert "Stichting Welzijn" in page
    assert not [one.user.name for one in people.people if f">{one.user.name}<" in page]
    inside = people.alice.client().get("/gemeenten/GM0307/wie-mag-wat/").content.decode()
    assert f">{people.hans.user.name}<" in inside
    file = Client().get("/gemeenten/GM0307/wie-mag-wat/?uitvoer=csv").content.decode()
    assert "Stichting Welzijn" in file
    assert "Hans" not in file
    assert "inwoner" not in file.split("\n", 1)[1], "private roles are not for the public"
