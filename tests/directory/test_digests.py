"""Asking providers: one mail, a link without an account, and a call to whoever stays silent."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import cast
from tests.directory.asked import SITE, ask, due, earlier, token_of

from wijkhart.audit.models import Entry
from wijkhart.core import mails
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.actions import answer_digest, send_digests
from wijkhart.directory.actions.asking import Answer
from wijkhart.directory.links import holder_of
from wijkhart.directory.models import Digest, DigestKind, Freshness, LifeCycle, Service, ServiceChange, Suggestion
from wijkhart.directory.perms import may_edit_service
from wijkhart.directory.queries.calling import Silence, calls_in

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def answer_page(token: str = "") -> str:
    return f"/klopt-het-nog/{token or token_of()}/"


def the_item(digest: Digest | None = None) -> int:
    return int((digest or Digest.objects.get()).items.get().pk)


def test_one_mail_per_provider_about_all_that_is_due() -> None:
    scouting = make.organisation("Scouting", email="scouting@example.org")
    for name in ("Welpen", "Verkenners"):
        due(name, provider=scouting)
    due("Vers", days_ago=1, provider=scouting)
    assert ask().sent == 1
    (sent,) = mail.outbox
    assert sent.to == ["scouting@example.org"]
    assert "Welpen" in sent.body
    assert "Verkenners" in sent.body
    assert "Vers" not in sent.body
    assert str(sent.body).count("https://") == 1
    assert Digest.objects.get().items.count() == 2
    assert token_of() not in "".join(Digest.objects.values_list("token_digest", flat=True))


def test_the_keeper_of_a_group_gets_its_mail_in_one_with_its_own() -> None:
    keeper = make.organisation("Stichting Welzijn", email="welzijn@example.org")
    group = make.organisation("Drie buren", email="buren@example.org", kept_by=keeper, agreed_on=date(2026, 1, 1))
    due("Soep", provider=group)
    due("Spreekuur", provider=keeper)
    assert ask().sent == 1
    assert mail.outbox[0].to == ["welzijn@example.org"]
    Client().post(answer_page(), {"alles": "ja"})
    assert set(Service.objects.values_list("freshness", flat=True)) == {Freshness.FRESH}


def test_never_twice_within_two_weeks_then_one_reminder_then_a_call() -> None:
    due()
    assert ask().sent == 1
    assert ask().sent == ask(DigestKind.REMINDER).sent == 0
    earlier(13)
    assert ask(DigestKind.REMINDER).sent == 0
    earlier(1)
    assert ask().sent == 0
    assert ask(DigestKind.REMINDER).sent == 1
    assert calls_in(make.AMERSFOORT) == []
    earlier(14)
    assert ask(DigestKind.REMINDER).sent == ask().sent == 0
    assert [call.why for call in calls_in(make.AMERSFOORT)] == [Silence.NO_ANSWER]


def test_work_that_broke_off_sends_none_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        due(provider=make.organisation(f"Groep {number}", email=f"g{number}@example.org"))
    real = mails.send_mail

    def killed(*arguments: Any, **rest: Any) -> int:
        if len(mail.outbox) == 1:
            raise KeyboardInterrupt
        return real(*arguments, **rest)

    monkeypatch.setattr(mails, "send_mail", killed)
    with pytest.raises(KeyboardInterrupt):
        ask()
    monkeypatch.setattr(mails, "send_mail", real)
    ask()
    assert sorted(one.to[0] for one in mail.outbox) == ["g0@example.org", "g2@example.org"]
    broken = Digest.objects.get(organisation__name="Groep 1")
    assert broken.failed == "sending"
    assert [call.why for call in calls_in(make.AMERSFOORT)] == [Silence.MAIL_FAILED]


@pytest.mark.parametrize(
    ("error", "kept", "called", "again"),
    [
        (SMTPRecipientsRefused({}), "refused", [Silence.MAIL_FAILED], 0),
        (SMTPServerDisconnected(), "unreachable", [], 1),
        (OSError(), "unreachable", [], 1),
    ],
)
def test_a_mail_that_does_not_leave_keeps_its_reason(
    error: Exception, kept: str, called: list[Silence], again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    due()

    def fails(*arguments: Any, **rest: Any) -> int:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(mails, "send_mail", fails)
        assert ask().failed == 1
    assert Digest.objects.get().failed == kept
    assert [call.why for call in calls_in(make.AMERSFOORT)] == called
    assert ask().sent == again


def test_a_mail_server_that_is_gone_is_not_asked_a_hundred_times(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        due(provider=make.organisation(f"Groep {number}", email=f"g{number}@example.org"))

    def fails(*arguments: Any, **rest: Any) -> int:
        raise OSError

    monkeypatch.setattr(mails, "send_mail", fails)
    with pytest.raises(Refused, match="mailserver"):
        ask()
    assert Digest.objects.count() == 3


def test_who_may_ask() -> None:
    people = cast()
    for person in (people.dina, people.bob, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            send_digests(by=person.actor, municipality=make.AMERSFOORT, kind="regular", site=SITE)
    assert send_digests(by=people.ines.actor, municipality=make.AMERSFOORT, kind="regular", site=SITE).sent == 0


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=AMSTERDAM))


def test_a_campaign_asks_the_hours_once_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    scouting = make.organisation("Scouting", email="scouting@example.org")
    due("Welpen", days_ago=1, provider=scouting)
    make.service("Zonder uren", provider=scouting)
    at(monkeypatch, "2026-05-14")
    assert ask(DigestKind.SUMMER).sent == 0
    at(monkeypatch, "2026-05-15")
    assert ask(DigestKind.SUMMER).sent == 1
    assert "zomer" in mail.outbox[0].subject
    assert "Zonder uren" not in mail.outbox[0].body
    assert Digest.objects.get().items.get().groups == ["times"]
    at(monkeypatch, "2026-06-20")
    assert ask(DigestKind.SUMMER).sent == 0
    at(monkeypatch, "2026-11-20")
    assert ask(DigestKind.CHRISTMAS).sent == 1
    at(monkeypatch, "2027-05-20")
    assert ask(DigestKind.SUMMER).sent == 1


def test_opening_the_link_changes_nothing_however_often_a_scanner_does() -> None:
    service = due()
    ask()
    for _time in range(3):
        answer = Client().get(answer_page())
        assert answer.status_code == 200
        assert "no-store" in answer.headers["Cache-Control"]
        assert "noindex" in answer.content.decode()
        assert Client().head(answer_page()).status_code == 200
    assert Digest.objects.get().answered_at is None
    assert Service.objects.get(pk=service.pk).freshness == Freshness.DUE


def test_one_button_says_that_all_is_right_without_an_account() -> None:
    service = due(days_ago=130)
    ask()
    assert Client().post(answer_page(), {"alles": "ja"}, follow=True).status_code == 200
    now = Service.objects.get(pk=service.pk)
    assert (now.freshness, now.confirmed_at) == (Freshness.FRESH, timezone.localdate())
    assert set(now.confirmations.values_list("how", flat=True)) == {"link"}
    digest = Digest.objects.get()
    assert Entry.objects.filter(actor_id=f"link:{digest.pk}", verb="digest.answered").exists()
    told = Client().get(answer_page()).content.decode()
    assert "Dank u voor uw antwoord" in told
    assert "klopt" in told


def test_a_link_that_was_used_says_so_and_changes_nothing() -> None:
    service = due()
    ask()
    Client().post(answer_page(), {"alles": "ja"})
    Service.objects.filter(pk=service.pk).update(freshness=Freshness.DUE)
    again = Client().post(answer_page(), {"alles": "ja"})
    assert "Deze link is nu klaar" in again.content.decode()
    assert Service.objects.get(pk=service.pk).freshness == Freshness.DUE
    with pytest.raises(Refused, match="al beantwoord"):
        answer_digest(by=holder_of(Digest.objects.get()), digest=Digest.objects.get(), answers={})


def test_a_link_that_expired_or_is_not_whole_says_so() -> None:
    due()
    ask()
    earlier(61)
    for answer in (Client().get(answer_page()), Client().post(answer_page(), {"alles": "ja"})):
        assert answer.status_code == 410
        assert "60 dagen geldig" in answer.content.decode()
    half = Client().get(answer_page(token_of()[:9]))
    assert half.status_code == 404
    assert "kopieer de hele link" in half.content.decode()
    assert Digest.objects.get().answered_at is None


def test_what_is_wrong_goes_to_the_wijk_team_and_the_rest_is_confirmed() -> None:
    service = due()
    ask()
    key = f"d{the_item()}"
    Client().post(answer_page(), {f"{key}-wrong": ["times"], f"{key}-text": "Nu op <b>donderdag</b>."})
    made = Suggestion.objects.get()
    assert (made.group, made.municipality_code) == ("times", make.AMERSFOORT)
    assert made.text.startswith("Van de aanbieder: ")
    assert "donderdag" in made.text
    days = dict(service.confirmations.values_list("group", "confirmed_on"))
    assert days["place"] == timezone.localdate()
    assert days["times"] == days["content"] == timezone.localdate() - timedelta(days=130)
    assert "klopt niet meer" in Client().get(answer_page()).content.decode()
    earlier(20)
    assert ask().sent == 0, "who said that it is wrong is not asked again while the wijk team has the message"


def test_what_was_not_asked_can_be_wrong_too() -> None:
    service = due()
    ask()
    assert "content" not in Digest.objects.get().items.get().groups
    Client().post(answer_page(), {f"d{the_item()}-wrong": ["content"], f"d{the_item()}-text": "Ook voor meisjes."})
    assert Suggestion.objects.get().group == "content"
    days = dict(service.confirmations.values_list("group", "confirmed_on"))
    assert days["times"] == timezone.localdate()
    assert days["content"] < days["times"]


def test_words_without_a_tick_confirm_nothing() -> None:
    service = due()
    ask()
    Client().post(answer_page(), {f"d{the_item()}-text": "Bel ons even."})
    assert Suggestion.objects.get().group == ""
    assert not service.confirmations.filter(how="link").exists()


def test_all_right_and_something_wrong_at_once_is_asked_again_and_kept_in_the_form() -> None:
    due()
    ask()
    answer = Client().post(answer_page(), {"alles": "ja", f"d{the_item()}-text": "Nu op donderdag."})
    told = answer.content.decode()
    assert "U vulde in dat er iets niet klopt" in told
    assert "Nu op donderdag." in told
    assert Digest.objects.get().answered_at is None


@pytest.mark.parametrize("trusted", [True, False])
def test_a_provider_says_that_it_stopped(trusted: bool) -> None:
    service = due(provider=make.organisation("Scouting", email="s@example.org", trusted=trusted))
    ask()
    Client().post(answer_page(), {f"d{the_item()}-ended": "on"})
    now = Service.objects.get(pk=service.pk)
    assert (now.life_cycle == LifeCycle.ENDED) is trusted
    assert ServiceChange.objects.get(service=service).state == ("live" if trusted else "waiting")


def test_an_entry_that_cannot_be_closed_as_it_stands_goes_to_the_wijk_team() -> None:
    service = due(themes=())
    ask()
    Client().post(answer_page(), {f"d{the_item()}-ended": "on", f"d{the_item()}-text": "Te weinig mensen."})
    assert "Dit is gestopt. Te weinig mensen." in Suggestion.objects.get(service=service).text
    assert Digest.objects.get().answered_at is not None


def test_the_holder_of_a_link_may_do_little() -> None:
    scouting = make.organisation("Scouting", email="s@example.org")
    own = due(provider=scouting)
    ask()
    holder = holder_of(Digest.objects.get())
    assert may_edit_service(holder, own)
    assert not may_edit_service(holder, make.service())
    assert not may_edit_service(holder, make.service(provider=scouting, municipality_code=make.DEVENTER))
    assert not any(holder.may(right, make.AMERSFOORT) for right in ("service.edit", "suggestion.answer", "member.read"))
    other = due("Ander", provider=make.organisation("Ander", email="a@example.org"))
    ask()
    with pytest.raises(NotAllowed):
        answer_digest(by=holder, digest=Digest.objects.get(items__service=other), answers={})


def test_what_went_to_another_provider_meanwhile_is_not_asked_any_more() -> None:
    service = due()
    ask()
    Service.objects.filter(pk=service.pk).update(provider=make.organisation("Ander"))
    assert "Er is niets meer te bevestigen" in Client().get(answer_page()).content.decode()
    Client().post(answer_page(), {"alles": "ja"})
    assert not service.confirmations.filter(how="link").exists()


def at_once(act: Callable[[str], object]) -> list[str]:
    start = Barrier(2)

    def run(word: str) -> str:
        start.wait()
        try:
            return str(act(word))
        except Refused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, ["een", "twee"]))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once_are_one_answer() -> None:
    due()
    ask()
    digest = Digest.objects.get()
    item = the_item(digest)

    def say(word: str) -> str:
        answer_digest(by=holder_of(digest), digest=digest, answers={item: Answer(("times",), text=word)})
        return "done"

    assert at_once(say) == ["done", "refused"]
    assert Suggestion.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_rounds_at_once_send_one_mail() -> None:
    due()
    assert at_once(lambda word: ask().sent) == ["0", "1"]
    assert len(mail.outbox) == Digest.objects.count() == 1
