"""Every page of this part opens for who may see it."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.cast import Cast, cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort")
    make.area("GM0150", name="Deventer")
    make.area(make.LIENDERT, name="Liendert")
    return cast()


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_inactive",
        "account_email_verification_sent",
        "organisation_list",
    ],
)
def test_pages_for_everyone(name: str, client: Client) -> None:
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_overview",
        "membership_choose",
        "account_logout",
        "account_email",
        "account_reauthenticate",
        "mfa_index",
        "mfa_list_webauthn",
    ],
)
def test_pages_of_ones_own_account(name: str, people: Cast) -> None:
    lena = people.lena
    lena.user.set_password("een lang wachtwoord")
    lena.user.save()
    assert lena.client().get(reverse(name)).status_code == 200


def test_the_pages_of_a_municipality(people: Cast) -> None:
    browser = people.farid.client()
    for name in ("member_list", "invitation_send", "rights_overview", "organisation_register"):
        assert browser.get(reverse(name, args=["GM0307"])).status_code == 200, name
    for name in ("membership_edit", "membership_end"):
        assert browser.get(reverse(name, args=[people.hans.membership.pk])).status_code == 200, name
    for name in ("organisation_detail", "organisation_edit"):
        assert browser.get(reverse(name, args=[people.foundation.pk])).status_code == 200, name


def test_an_unknown_municipality_is_a_page_that_does_not_exist(people: Cast) -> None:
    assert people.farid.client().get("/gemeenten/GM9999/leden/").status_code == 404
    assert people.farid.client().get("/gemeenten/GM9999/wie-mag-wat/").status_code == 404
