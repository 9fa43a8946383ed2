"""Logging in: the same words for everyone, limits, and the second factor."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client
from tests import make
from tests.cast import cast

from wijkhart.accounts.roles import PLAIN_WORDS, RIGHTS

pytestmark = pytest.mark.django_db
PASSWORD = "vier woorden op een rij"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def account(email: str = "nora@example.org") -> None:
    user = make.user(email)
    user.set_password(PASSWORD)
    user.save()


def text_without_token(client: Client, path: str, data: dict[str, str]) -> str:
    """What a page says, without what differs at every request."""
    page = client.post(path, data, follow=True).content.decode()
    return "\n".join(line for line in page.splitlines() if "csrf" not in line and "value=" not in line)


def test_a_wrong_password_and_an_unknown_address_read_the_same() -> None:
    account()
    known = text_without_token(Client(), "/inloggen/", {"login": "nora@example.org", "password": "verkeerd woord"})
    unknown = text_without_token(Client(), "/inloggen/", {"login": "niemand@example.org", "password": "verkeerd woord"})
    assert known == unknown
    assert "klopt niet" in known


def test_a_new_password_reads_the_same_for_an_unknown_address_and_mails_only_the_known() -> None:
    account()
    known = text_without_token(Client(), "/wachtwoord-vergeten/", {"email": "nora@example.org"})
    unknown = text_without_token(Client(), "/wachtwoord-vergeten/", {"email": "niemand@example.org"})
    assert known == unknown
    [sent] = mail.outbox
    assert sent.to == ["nora@example.org"]
    assert sent.subject == "Wijkhart: een nieuw wachtwoord"
    assert "/wachtwoord-vergeten/" in sent.body


def test_after_some_wrong_passwords_even_the_right_one_waits() -> None:
    account()
    browser = Client()
    for _attempt in range(10):
        browser.post("/inloggen/", {"login": "nora@example.org", "password": "verkeerd woord"})
    answer = browser.post("/inloggen/", {"login": "nora@example.org", "password": PASSWORD})
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in browser.session


def test_nobody_signs_up_unasked() -> None:
    browser = Client()
    new = {"email": "zelf@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert "op uitnodiging" in browser.post("/aanmelden/", new).content.decode()
    assert "_auth_user_id" not in browser.session


def test_who_has_an_app_needs_its_code() -> None:
    account()
    secret = generate_totp_secret()
    user = cast().alice.user
    user.set_password(PASSWORD)
    user.save()
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    browser = Client()
    first = browser.post("/inloggen/", {"login": user.email, "password": PASSWORD})
    assert first.url == "/inloggen/code/"  # type: ignore[attr-defined]
    assert "_auth_user_id" not in browser.session
    assert browser.get("/inloggen/code/").status_code == 200
    assert "klopt niet" in browser.post("/inloggen/code/", {"code": "000000"}).content.decode()
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    browser.post("/inloggen/code/", {"code": code})
    assert browser.session["_auth_user_id"] == str(user.pk)


def test_every_right_is_said_in_plain_words() -> None:
    assert set(PLAIN_WORDS) == set(RIGHTS), "add the words of a new right to PLAIN_WORDS in accounts/roles.py"
