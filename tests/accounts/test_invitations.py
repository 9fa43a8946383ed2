"""An invitation counts once, in time, for the address it was sent to, and never lets anybody climb."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast

from wijkhart.accounts.actions import accept_invitation, invite_member, withdraw_invitation
from wijkhart.accounts.actions.invitations import Ask, digest_of
from wijkhart.accounts.models import Invitation, Membership, User
from wijkhart.accounts.roles import Role
from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
PASSWORD = "vier woorden op een rij"
SITE = "https://wijkhart.example.org/"


@pytest.fixture
def people() -> Cast:
    make.area("GM0307", name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    make.area("GM0150", name="Deventer")
    return cast()


def ask(people: Cast, email: str = "nieuw@example.org", role: str = "provider", **facts: str) -> Ask:
    return Ask(email, people.foundation, role, "GM0307", **facts)


def token_of(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[1]


def invited(people: Cast, **facts: str) -> str:
    """The token of a fresh invitation by Alice."""
    return token_of(invite_member(by=people.alice.actor, ask=ask(people, **facts), site=SITE)[1])


def test_the_mail_says_what_it_is_and_nothing_about_the_person(people: Cast) -> None:
    made, link = invite_member(by=people.alice.actor, ask=ask(people), site=SITE)
    [sent] = mail.outbox
    assert sent.to == ["nieuw@example.org"]
    assert sent.subject == "Wijkhart: u bent uitgenodigd"
    assert link in sent.body
    assert "Stichting Welzijn" in sent.body
    assert made.token_digest == digest_of(token_of(link))
    assert not Invitation.objects.filter(token_digest__contains=token_of(link)).exists()


def test_who_says_yes_gets_an_account_a_role_and_the_log_knows(people: Cast) -> None:
    token = invited(people, district=make.LIENDERT, authority="Houdt het aanbod bij.")
    membership = accept_invitation(by=ANONYMOUS, token=token, name="Nora", password=PASSWORD)
    assert (membership.role, membership.area_code) == ("provider", make.LIENDERT)
    assert membership.authority == "Houdt het aanbod bij."
    assert membership.user.check_password(PASSWORD)
    assert list(Entry.objects.values_list("verb", "actor_id")) == [
        ("invitation.sent", people.alice.actor.actor_id),
        ("invitation.accepted", f"user:{membership.user_id}"),
    ]


def test_a_link_works_once(people: Cast) -> None:
    token = invited(people)
    accept_invitation(by=ANONYMOUS, token=token, name="Nora", password=PASSWORD)
    with pytest.raises(Refused, match="al gebruikt"):
        accept_invitation(by=ANONYMOUS, token=token, name="Nora", password=PASSWORD)


def test_a_link_ends_after_fourteen_days(people: Cast) -> None:
    token = invited(people)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="verlopen"):
        accept_invitation(by=ANONYMOUS, token=token, name="Nora", password=PASSWORD)
    assert not User.objects.filter(email="nieuw@example.org").exists()


def test_a_withdrawn_or_broken_link_says_so(people: Cast) -> None:
    token = invited(people)
    withdraw_invitation(by=people.alice.actor, invitation=Invitation.objects.get())
    with pytest.raises(Refused, match="ingetrokken"):
        accept_invitation(by=ANONYMOUS, token=token, name="Nora", password=PASSWORD)
    with pytest.raises(Refused, match="klopt niet"):
        accept_invitation(by=ANONYMOUS, token=token[:-1], name="Nora", password=PASSWORD)


def test_only_the_invited_address_can_use_it(people: Cast) -> None:
    token = invited(people, email=people.lena.user.email)
    with pytest.raises(Refused, match="ander adres"):
        accept_invitation(by=people.kees.actor, token=token)
    with pytest.raises(Refused, match="al een account"):
        accept_invitation(by=ANONYMOUS, token=token, name="Lena", password=PASSWORD)
    assert accept_invitation(by=people.lena.actor, token=token).user == people.lena.user


def test_a_second_invitation_takes_the_place_of_the_first(people: Cast) -> None:
    first, second = invited(people), invited(people)
    with pytest.raises(Refused, match="ingetrokken"):
        accept_invitation(by=ANONYMOUS, token=first, name="Nora", password=PASSWORD)
    assert accept_invitation(by=ANONYMOUS, token=second, name="Nora", password=PASSWORD)


@pytest.mark.parametrize("password", ["kort", "q1w2e3r4t5y6", "x" * 129])
def test_a_weak_password_makes_no_account(people: Cast, password: str) -> None:
    token = invited(people)
    with pytest.raises(Refused) as refused:
        accept_invitation(by=ANONYMOUS, token=token, name="Nora", password=password)
    assert refused.value.field == "password"
    assert not User.objects.filter(email="nieuw@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PRIVACY_OFFICER, Role.POLICY_OFFICER, "king"])
def test_nobody_gives_out_more_than_they_hold(people: Cast, role: str) -> None:
    with pytest.raises(NotAllowed):
        invite_member(by=people.alice.actor, ask=ask(people, role=role), site=SITE)


def test_who_may_not_invite_invites_nobody(people: Cast) -> None:
    for person in (people.lena, people.dina, people.greet, people.charlie):
        with pytest.raises(NotAllowed):
            invite_member(by=person.actor, ask=ask(people, role="resident"), site=SITE)


def test_the_organisation_and_the_wijk_must_be_of_the_municipality(people: Cast) -> None:
    elsewhere = Ask("nieuw@example.org", people.other_town, "resident", "GM0307")
    with pytest.raises(Refused, match="werkt niet in deze gemeente"):
        invite_member(by=people.alice.actor, ask=elsewhere, site=SITE)
    with pytest.raises(Refused):
        invite_member(by=people.alice.actor, ask=ask(people, district="WK015001"), site=SITE)


def test_a_mail_server_that_fails_leaves_no_invitation_open(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr("wijkhart.accounts.actions.invitations.send_mail", fail)
    with pytest.raises(Refused, match="kon niet worden verstuurd"):
        invite_member(by=people.alice.actor, ask=ask(people), site=SITE)
    assert not Invitation.objects.open().exists()


def test_the_whole_way_through_the_pages(people: Cast) -> None:
    sent = people.alice.client().post(
        "/gemeenten/GM0307/leden/uitnodigen/",
        {"email": "Nieuw@Example.org", "organisation": str(people.foundation.pk), "role": "provider"},
    )
    assert sent.status_code == 302
    found = re.search(r"/uitnodiging/\S+", str(mail.outbox[0].body))
    assert found
    visitor = Client()
    assert visitor.get(found.group()).status_code == 200
    assert Invitation.objects.get().accepted_at is None, "opening the link accepts nothing"
    short = visitor.post(found.group(), {"name": "Nora", "password": "kort"})
    assert "Nora" in short.content.decode(), "what was typed is not lost"
    assert visitor.post(found.group(), {"name": "Nora", "password": PASSWORD}).url == "/inloggen/"  # type: ignore[attr-defined]
    logged_in = visitor.post("/inloggen/", {"login": "nieuw@example.org", "password": PASSWORD})
    assert logged_in.status_code == 302
    assert "Stichting Welzijn" in visitor.get("/account/").content.decode()
    assert visitor.get(found.group()).status_code == 410


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_say_yes_at_once_make_one_membership(people: Cast) -> None:
    token = invited(people)
    start = Barrier(2)

    def accept(name: str) -> str:
        start.wait()
        try:
            accept_invitation(by=ANONYMOUS, token=token, name=name, password=PASSWORD)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(accept, ["Nora", "Noor"])) == ["accepted", "refused"]
    assert Membership.objects.filter(user__email="nieuw@example.org").count() == 1
