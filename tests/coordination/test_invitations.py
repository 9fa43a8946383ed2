"""Invitations: what they say, that only a button answers, and what a link says that does nothing any more."""

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.coordination import joining

from wijkhart.audit.models import Entry
from wijkhart.coordination.actions import (
    add_partner,
    answer_invitation,
    begin_alliance,
    end_alliance,
    forget_invitation_addresses,
    let_partner_go,
    make_invitation_link,
    record_answer,
    send_invitation,
)
from wijkhart.coordination.actions.invitations import MAILS_A_DAY, VALID
from wijkhart.coordination.links import InvitedPlayer, invited
from wijkhart.coordination.models import Alliance, AlliancePartner
from wijkhart.coordination.queries.invitations import LinkRefused, letter_to, partner_of_token
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db
BY, TODAY = joining.BY, joining.TODAY


@pytest.fixture(autouse=True)
def town() -> None:
    joining.town()


@pytest.fixture
def people() -> Cast:
    return cast()


def page_of(token: str) -> str:
    return reverse("invitation_answer", args=[token])


def mailed(of: Alliance, name: str = "De Kerk", email: str = "kerk@example.org", **more: Any) -> str:
    """The secret in the mail that was sent now."""
    partner = joining.partner(of, name)
    sent = send_invitation(by=BY, partner=partner, facts=joining.player(name, **more), email=email, site=joining.SITE)
    assert sent[1]
    return str(re.findall(r"meedoen/([^/\s]+)/", str(mail.outbox[-1].body))[0])


def test_the_mail_says_who_asks_for_what_and_why_and_that_nobody_is_obliged(people: Cast) -> None:
    made = joining.alliance(lead=people.foundation)
    token = mailed(made)
    assert mail.outbox[0].to == ["kerk@example.org"]
    assert "doet u mee?" in mail.outbox[0].subject
    body = str(mail.outbox[0].body)
    for words in ("Stichting Welzijn vraagt De Kerk", "Kookt.", "De keuken wordt gebruikt.", "Niets moet", "Liendert"):
        assert words in body
    assert f"http://wijk.test/meedoen/{token}/" in body
    kept = joining.partner(made)
    assert (kept.state, kept.email) == ("asked", "kerk@example.org")
    assert kept.expires_at is not None
    assert kept.asked_at is not None
    assert kept.expires_at - kept.asked_at == VALID
    assert token not in str(kept.token_digest)


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_answers_nothing(client: Client, method: str) -> None:
    made = joining.alliance()
    token = mailed(made)
    for _scanner in range(3):
        opened = getattr(client, method)(page_of(token) + "?antwoord=ja")
        assert opened.status_code == 200
        assert "no-cache" in opened.headers["Cache-Control"]
        assert opened.headers["Referrer-Policy"] == "same-origin"
    assert joining.partner(made).answered_at is None
    assert not Entry.objects.filter(verb="partner.answered").exists()


def test_the_button_asks_for_the_safety_token_of_the_page() -> None:
    made = joining.alliance()
    token = mailed(made)
    assert Client(enforce_csrf_checks=True).post(page_of(token), {"antwoord": "ja"}).status_code == 403
    assert joining.partner(made).state == "asked"


@pytest.mark.parametrize(
    ("button", "state", "said"),
    [("ja", "yes", "U zei: ja"), ("nee", "no", "U zei: nee"), ("praten", "talk", "U zei: praat eerst met mij")],
)
def test_each_button_is_an_answer_of_the_player(client: Client, button: str, state: str, said: str) -> None:
    made = joining.alliance()
    token = mailed(made)
    page = client.get(page_of(token)).content.decode()
    assert 'name="robots" content="noindex"' in page
    answered = client.post(page_of(token), {"antwoord": button, "words": "Bel de koster op dinsdag."}, follow=True)
    assert said in answered.content.decode()
    kept = joining.partner(made)
    assert (kept.state, kept.words) == (state, "Bel de koster op dinsdag.")
    assert kept.email == ("" if state == "no" else "kerk@example.org")
    assert Entry.objects.get(verb="partner.answered").actor_id == f"link:{kept.pk}"


def test_a_wrong_answer_keeps_what_was_typed(client: Client) -> None:
    token = mailed(joining.alliance())
    for posted, words in (({"antwoord": "misschien"}, "een van de drie"), ({"antwoord": "ja"}, "HTML-code")):
        typed = "Wij <b>willen</b>" if words == "HTML-code" else "Wij willen"
        page = client.post(page_of(token), {**posted, "words": typed}).content.decode()
        assert words in page
        assert "willen" in page
    assert joining.partner(Alliance.objects.get()).answered_at is None


def test_answering_again_replaces_the_answer_until_it_is_at_work(client: Client) -> None:
    made = joining.alliance(agreement="Zo doen we het.", until=TODAY + timedelta(days=90))
    token = mailed(made)
    for button in ("nee", "ja"):
        client.post(page_of(token), {"antwoord": button})
    assert joining.partner(made).state == "yes"
    assert Entry.objects.filter(verb="partner.answered").count() == 2
    joining.says(made, "De Moskee", "yes")
    begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=made.version)
    page = client.get(page_of(token)).content.decode()
    for words in ("Zo doen we het.", "De Moskee", "Het plan is aan het werk", "telt even zwaar"):
        assert words in page
    assert 'name="antwoord"' not in page
    assert "aan het werk" in client.post(page_of(token), {"antwoord": "nee"}).content.decode()
    assert joining.partner(made).state == "yes"


def test_who_is_asked_later_can_still_answer_while_it_is_at_work(client: Client) -> None:
    made = joining.ready()
    begin_alliance(by=BY, alliance=made, starts_on=TODAY, version=made.version)
    add_partner(by=BY, alliance=made, facts=joining.player("De School"))
    client.post(page_of(mailed(made, "De School")), {"antwoord": "ja"})
    assert joining.partner(made, "De School").state == "yes"


def test_an_unknown_link_says_so(client: Client) -> None:
    for token in ("x" * 20, "zomaar-iets"):
        answer = client.get(page_of(token))
        assert answer.status_code == 404
        assert "Deze link klopt niet" in answer.content.decode()


def gone(client: Client, token: str) -> str:
    """What a link says that does nothing any more, also to who presses the button of an older page."""
    answer = client.get(page_of(token))
    assert answer.status_code == 410
    assert client.post(page_of(token), {"antwoord": "ja"}).status_code == 410
    return answer.content.decode()


def test_a_newer_link_takes_the_place_of_an_older_one(client: Client) -> None:
    made = joining.alliance()
    first = mailed(made)
    second = joining.token(made)
    assert "Er is een nieuwere link" in gone(client, first)
    assert client.get(page_of(second)).status_code == 200
    assert "Er is een nieuwere link" in gone(client, second[:-3])


def test_an_expired_link_says_so_but_who_said_yes_reads_on(client: Client) -> None:
    made = joining.alliance()
    token = mailed(made)
    AlliancePartner.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "Die maand is voorbij" in gone(client, token)
    AlliancePartner.objects.update(state="yes", answered_at=timezone.now())
    assert client.get(page_of(token)).status_code == 200


def test_a_withdrawn_invitation_says_so_and_a_player_that_stopped_is_thanked(client: Client) -> None:
    made = joining.alliance()
    asked, agreed = mailed(made), mailed(made, "De Moskee", "moskee@example.org")
    client.post(page_of(agreed), {"antwoord": "ja"})
    for name in ("De Kerk", "De Moskee"):
        let_partner_go(by=BY, partner=joining.partner(made, name))
    assert "ingetrokken" in gone(client, asked)
    assert "U doet niet meer mee" in gone(client, agreed)


def test_a_stopped_plan_says_so_and_a_finished_one_shows_what_came_of_it(client: Client) -> None:
    made = joining.alliance()
    token = mailed(made)
    end_alliance(by=BY, alliance=made, state="stopped", outcome="Geen zaal.", version=made.version)
    assert "Dit plan is gestopt" in gone(client, token)
    other = joining.ready(title="Samen wandelen")
    yes = joining.token(other)
    add_partner(by=BY, alliance=other, facts=joining.player("De School"))
    silent = joining.token(other, "De School")
    begin_alliance(by=BY, alliance=other, starts_on=TODAY, version=other.version)
    other.refresh_from_db()
    end_alliance(by=BY, alliance=other, state="finished", outcome="20 mensen wandelen.", version=other.version)
    assert "20 mensen wandelen." in client.get(page_of(yes)).content.decode()
    assert "Dit plan is klaar" in gone(client, silent)


def test_only_the_holder_of_the_link_answers_with_it(people: Cast) -> None:
    made = joining.alliance()
    mailed(made)
    one, other = joining.partner(made), joining.partner(made, "De Moskee")
    for by in (ANONYMOUS, people.farid.actor, invited(other)):
        with pytest.raises(NotAllowed):
            answer_invitation(by=by, partner=one, answer="yes")
    holder = InvitedPlayer(one.pk)
    assert not holder.may("alliance.edit", make.AMERSFOORT)
    assert not Alliance.objects.visible_to(holder).exists()


def test_the_same_lookup_serves_other_pages_behind_the_link() -> None:
    made = joining.alliance()
    assert partner_of_token(mailed(made)) == joining.partner(made)
    with pytest.raises(LinkRefused) as refused:
        partner_of_token("x")
    assert not refused.value.known


@pytest.mark.parametrize(
    ("more", "field"), [({"task": " "}, "task"), ({"gain": ""}, "gain"), ({"email": "kerk"}, "email")]
)
def test_nobody_is_asked_without_a_task_a_gain_and_an_address(more: dict[str, str], field: str) -> None:
    made = joining.alliance()
    email = more.pop("email", "kerk@example.org")
    with pytest.raises(Refused) as refused:
        send_invitation(
            by=BY, partner=joining.partner(made), facts=joining.player(**more), email=email, site=joining.SITE
        )
    assert refused.value.field == field
    assert (joining.partner(made).state, len(mail.outbox)) == ("thought", 0)


def test_a_player_gets_a_few_mails_a_day_and_who_said_no_none() -> None:
    made = joining.alliance()
    for _mail in range(MAILS_A_DAY):
        mailed(made)
    with pytest.raises(Refused, match="Wacht een dag"):
        mailed(made)
    assert len(mail.outbox) == MAILS_A_DAY
    mailed(made, "De Moskee")
    joining.says(made, "De Moskee", "no")
    with pytest.raises(Refused, match="niemand twee keer"):
        mailed(made, "De Moskee")


def test_a_mail_server_that_is_down_loses_nothing(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = joining.alliance()
    first = mailed(made)
    before = joining.partner(made)

    def down(*_arguments: Any) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr("wijkhart.core.mails.send_mail", down)
    typed = {"task": "Bakt brood.", "gain": "De oven brandt.", "until": "", "email": "kerk@example.org", "mail": "ja"}
    page = people.alice.client().post(reverse("partner_invite", args=[before.pk]), typed).content.decode()
    assert "De mail is niet verstuurd" in page
    assert 'value="Bakt brood."' in page
    after = joining.partner(made)
    assert (after.token_digest, after.asked_at, after.state) == (before.token_digest, before.asked_at, "asked")
    assert partner_of_token(first) == after
    assert Entry.objects.filter(verb="partner.unsent").count() == 1


def test_never_asked_stays_so_when_the_mail_did_not_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    made = joining.alliance()
    monkeypatch.setattr("wijkhart.coordination.actions.invitations.send", lambda *_facts: False)
    partner, sent = send_invitation(
        by=BY, partner=joining.partner(made), facts=joining.player(), email="kerk@example.org", site=joining.SITE
    )
    assert (sent, partner.state, partner.token_digest) == (False, "thought", None)


def test_a_text_to_hand_over_is_shown_once_and_mails_nothing(people: Cast) -> None:
    made = joining.alliance()
    address = reverse("partner_invite", args=[joining.partner(made).pk])
    client = people.ines.client()
    assert "meedoen/" not in client.get(address).content.decode()
    assert joining.partner(made).token_digest is None
    typed = {"task": "Kookt.", "gain": "De keuken wordt gebruikt.", "until": "", "email": "", "zelf": "ja"}
    page = client.post(address, typed).content.decode()
    [token] = re.findall(r"meedoen/([^/\s<]+)/", page)
    assert partner_of_token(token) == joining.partner(made)
    assert mail.outbox == []
    assert "meedoen/" not in client.get(address).content.decode()


def test_a_colleague_writes_down_what_a_player_said_who_does_not_go_online(people: Cast) -> None:
    made = joining.alliance()
    address = reverse("partner_answer", args=[joining.partner(made).pk])
    assert people.ines.client().post(address, {"answer": "yes", "words": "Graag."}).status_code == 302
    kept = joining.partner(made)
    assert (kept.state, kept.words) == ("yes", "Graag.")
    assert Entry.objects.get(verb="partner.answered").actor_id == people.ines.actor.actor_id
    with pytest.raises(NotAllowed):
        record_answer(by=people.hans.actor, partner=kept, answer="no")
    add_partner(by=BY, alliance=made, facts=joining.player("De School", task=""))
    with pytest.raises(Refused, match="Schrijf eerst op"):
        joining.says(made, "De School", "yes")


def test_an_address_is_forgotten_when_the_link_ended_without_a_yes() -> None:
    made = joining.alliance("De Kerk", "De Moskee", "De School")
    for name in ("De Kerk", "De Moskee", "De School"):
        mailed(made, name)
    joining.says(made, "De Moskee", "yes")
    AlliancePartner.objects.exclude(name="De School").update(expires_at=timezone.now() - timedelta(minutes=1))
    call_command("forget_invitation_addresses")
    kept = dict(made.partners.values_list("name", "email"))
    assert kept == {"De Kerk": "", "De Moskee": "kerk@example.org", "De School": "kerk@example.org"}
    with pytest.raises(NotAllowed):
        forget_invitation_addresses(by=ANONYMOUS)


def test_who_may_not_work_on_it_invites_nobody(people: Cast) -> None:
    made = joining.alliance()
    for person in (people.hans, people.bob, people.charlie, people.dina):
        with pytest.raises(NotAllowed):
            make_invitation_link(
                by=person.actor, partner=joining.partner(made), facts=joining.player(), site=joining.SITE
            )


def test_the_reason_is_what_a_player_does_or_has_or_knows(people: Cast) -> None:
    cook, host = make.organisation("De Kok"), make.organisation("De Zaal")
    make.service("Open tafel", provider=cook)
    make.place("De Schuur", owner=host)
    made = joining.alliance("De Buren")
    for organisation in (cook, host):
        add_partner(by=BY, alliance=made, facts=joining.player(organisation.name, organisation=organisation))
    assert letter_to(joining.partner(made, "De Kok")).why == "U doet al zoiets: Open tafel."
    assert letter_to(joining.partner(made, "De Zaal")).why.endswith("ontmoeten: De Schuur.")
    assert letter_to(joining.partner(made, "De Buren")).why == "U kent mensen in Liendert."
    assert letter_to(joining.partner(made, "De Buren")).asks == "Het wijkteam van Amersfoort"
