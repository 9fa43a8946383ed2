"""Hearing from anyone: what is kept, what is refused, the answer, and what is forgotten."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import cast
from tests.directory.asked import BY, due

from wijkhart.core import limits, mails, open_forms
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.limits import sender_key, takes_turn
from wijkhart.directory.actions import answer_suggestion, suggest, wipe_addresses
from wijkhart.directory.actions.suggesting import AnswerNotMailed, Told
from wijkhart.directory.models import Service, Suggestion

pytestmark = pytest.mark.django_db
SITE = "https://wijkhart.example/"
TEXT = "Het is nu op <script>donderdag</script>."


@pytest.fixture(autouse=True)
def _fresh_turns() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever fills in the form takes long enough."""
    monkeypatch.setattr(open_forms, "LEAST_SECONDS", 0)


def page_of(service: Service) -> str:
    return f"/aanbod/{service.pk}/klopt-niet/"


def opened(client: Client, service: Service) -> str:
    told = client.get(page_of(service)).content.decode()
    found = re.search(r'name="opened" value="([^"]+)"', told)
    assert found
    return found[1]


def send(service: Service, client: Client | None = None, address: str = "192.0.2.1", **told: str) -> Any:
    browser = client or Client()
    facts = {"group": "times", "text": TEXT, "email": "", "website": "", "opened": opened(browser, service)}
    return browser.post(page_of(service), {**facts, **told}, REMOTE_ADDR=address)


def told(text: str = TEXT, group: str = "", email: str = "") -> Told:
    return Told(text, group, email)


@pytest.mark.usefixtures("patient")
def test_anyone_says_that_something_is_not_right_and_sees_the_page_of_the_answer() -> None:
    answer = send(due(), email="buur@example.org")
    assert answer.status_code == 302
    kept = Suggestion.objects.get()
    assert (kept.group, kept.text, kept.email, kept.state) == ("times", TEXT, "buur@example.org", "new")
    page = Client().get(answer.url)
    assert "no-store" in page.headers["Cache-Control"]
    shown = page.content.decode()
    assert "Dank u voor uw melding" in shown
    assert "<script>donderdag" not in shown
    assert "buur@example.org" not in shown
    assert Client().get("/suggesties/abc/").status_code == 404


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "een paar woorden zijn genoeg"),
        ({"text": "x" * 1001}, "1000"),
        ({"email": "geen adres"}, "e-mailadres"),
        ({"group": "prijs"}, "prijs"),
        ({"website": "https://spam.example"}, "Laat dit veld leeg"),
        ({"opened": "vervalst"}, "stond te lang open"),
    ],
)
def test_bad_input_has_a_message_and_keeps_what_was_typed(wrong: dict[str, str], words: str) -> None:
    answer = send(due(), **{"text": "Nu op vrijdag", **wrong})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert words in shown
    assert "text" in wrong or "Nu op vrijdag" in shown
    assert not Suggestion.objects.exists()


def test_who_is_faster_than_a_person_is_asked_to_wait() -> None:
    service, client = due(), Client()
    first = opened(client, service)
    answer = client.post(page_of(service), {"text": TEXT, "opened": first})
    assert "heel snel" in answer.content.decode()
    assert first in answer.content.decode(), "the second try counts from the first look"
    assert not Suggestion.objects.exists()


def test_a_form_of_another_entry_or_of_yesterday_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = due("Een"), due("Ander")
    client, now = Client(), time.time()
    word = opened(client, other)
    monkeypatch.setattr(time, "time", lambda: now + 10)
    answer = client.post(page_of(one), {"text": TEXT, "opened": word})
    assert "stond te lang open" in answer.content.decode()
    word = opened(client, one)
    monkeypatch.setattr(time, "time", lambda: now + 2 * 86_400)
    answer = client.post(page_of(one), {"text": TEXT, "opened": word})
    assert "stond te lang open" in answer.content.decode()
    assert word not in answer.content.decode()


def test_it_works_without_javascript() -> None:
    assert "<script" not in Client().get(page_of(due())).content.decode().split("</head>")[1].split("<main")[1]


@pytest.mark.usefixtures("patient")
def test_the_sixth_in_an_hour_of_one_sender_is_refused_and_kept_in_the_form() -> None:
    service = due()
    for _time in range(5):
        assert send(service).status_code == 302
    answer = send(service, text="De zesde")
    assert answer.status_code == 200
    assert "te veel berichten" in answer.content.decode()
    assert "De zesde" in answer.content.decode()
    assert send(service, address="192.0.2.2").status_code == 302
    assert Suggestion.objects.count() == 6


def test_a_flood_on_one_entry_or_in_one_municipality_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = due("Een"), due("Ander")
    for number in range(20):
        suggest(by=ANONYMOUS, service=one, told=told(), sender=f"s{number}")
    with pytest.raises(Refused, match="te veel berichten"):
        suggest(by=ANONYMOUS, service=one, told=told(), sender="s20")
    suggest(by=ANONYMOUS, service=other, told=told(), sender="s21")
    assert Suggestion.objects.count() == 21
    Suggestion.objects.update(made_at=timezone.now() - timedelta(hours=25))
    suggest(by=ANONYMOUS, service=one, told=told(), sender="s22")
    for number in range(59):
        suggest(by=ANONYMOUS, service=make.service(), told=told(), sender=f"t{number}")
    with pytest.raises(Refused, match="te veel berichten"):
        suggest(by=ANONYMOUS, service=make.service(), told=told(), sender="u")
    far = make.service(municipality_code=make.DEVENTER)
    assert suggest(by=ANONYMOUS, service=far, told=told(), sender="v")[0].pk


@pytest.mark.usefixtures("patient")
def test_the_cache_holds_no_address_of_a_sender() -> None:
    send(due(), address="203.0.113.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM django_cache")
        kept = str(cursor.fetchall())
    assert "turn:suggest:" in kept
    assert "203.0.113" not in kept
    assert sender_key("203.0.113.77", 1) != sender_key("203.0.113.77", 2)


def test_behind_a_proxy_the_sender_is_who_came_to_the_proxy(rf: Any, settings: Any) -> None:
    asked = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.1, 198.51.100.7")
    plain = rf.get("/", REMOTE_ADDR="198.51.100.7")
    assert limits.sender_of(asked) != limits.sender_of(plain)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.sender_of(asked) == limits.sender_of(plain)


def test_a_draft_of_another_is_not_there() -> None:
    hidden = make.service(published=False)
    assert Client().get(page_of(hidden)).status_code == 404
    with pytest.raises(NotAllowed):
        suggest(by=ANONYMOUS, service=hidden, told=told(), sender="a")


def test_an_answer_is_mailed_once_and_the_address_is_wiped() -> None:
    people = cast()
    made, token = suggest(by=ANONYMOUS, service=due(), told=told(email="buur@example.org"), sender="a")
    answered = answer_suggestion(
        by=people.ines.actor, suggestion=made, state="accepted", answer="Dank u, aangepast.", site=SITE
    )
    assert answered.email == ""
    (sent,) = mail.outbox
    assert sent.to == ["buur@example.org"]
    assert "Dank u, aangepast." in sent.body
    assert "buur@example.org" not in sent.body
    assert "Dank u, aangepast." in Client().get(f"/suggesties/{token}/").content.decode()
    with pytest.raises(Refused, match="al beantwoord"):
        answer_suggestion(by=people.alice.actor, suggestion=made, state="declined", answer="Nee", site=SITE)


def test_an_answer_without_an_address_is_on_the_page_only() -> None:
    made, token = suggest(by=ANONYMOUS, service=due(), told=told(), sender="a")
    answer_suggestion(by=BY, suggestion=made, state="declined", answer="Het klopt toch.", site=SITE)
    assert mail.outbox == []
    assert "Het klopt toch." in Client().get(f"/suggesties/{token}/").content.decode()


def test_an_answer_that_could_not_be_mailed_is_said_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*arguments: Any, **rest: Any) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(mails, "send_mail", fails)
    made, _token = suggest(by=ANONYMOUS, service=due(), told=told(email="buur@example.org"), sender="a")
    with pytest.raises(AnswerNotMailed, match="kon niet worden gemaild"):
        answer_suggestion(by=BY, suggestion=made, state="accepted", answer="Dank u.", site=SITE)
    made.refresh_from_db()
    assert (made.answer, made.email) == ("Dank u.", "")


@pytest.mark.parametrize(("state", "answer", "field"), [("new", "x", "state"), ("accepted", " ", "answer")])
def test_an_answer_needs_a_choice_and_words(state: str, answer: str, field: str) -> None:
    made, _token = suggest(by=ANONYMOUS, service=due(), told=told(), sender="a")
    with pytest.raises(Refused) as refused:
        answer_suggestion(by=BY, suggestion=made, state=state, answer=answer, site=SITE)
    assert refused.value.field == field


def test_addresses_nobody_answered_are_wiped_after_90_days() -> None:
    old, _token = suggest(by=ANONYMOUS, service=due(), told=told(email="oud@example.org"), sender="a")
    Suggestion.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=91))
    suggest(by=ANONYMOUS, service=due(), told=told(email="nieuw@example.org"), sender="b")
    assert wipe_addresses(by=BY) == 1
    assert set(Suggestion.objects.values_list("email", flat=True)) == {"", "nieuw@example.org"}
    with pytest.raises(NotAllowed):
        wipe_addresses(by=cast().alice.actor)


def test_the_queue_and_who_may_answer() -> None:
    people = cast()
    make.area(make.AMERSFOORT, name="Amersfoort")
    own = due("Welpen", provider=people.foundation)
    made, _token = suggest(by=ANONYMOUS, service=own, told=told("Nu op vrijdag", "times"), sender="a")
    queue, page = f"/gemeenten/{make.AMERSFOORT}/suggesties/", f"/suggesties/beantwoorden/{made.pk}/"
    client = people.ines.client()
    assert "Nu op vrijdag" in client.get(queue).content.decode()
    assert "Nu op vrijdag" in client.get(queue + "?uitvoer=csv").content.decode("utf-8-sig")
    assert "Nu op vrijdag" not in client.get(queue + "?waarover=cost").content.decode()
    for person, status in ((people.dina, 403), (people.bob, 404), (people.charlie, 404), (people.lena, 404)):
        assert person.client().get(queue).status_code == 403
        assert person.client().post(page, {"state": "accepted", "answer": "x"}).status_code == status
        with pytest.raises(NotAllowed):
            answer_suggestion(by=person.actor, suggestion=made, state="accepted", answer="x", site=SITE)
    assert client.post(page, {"state": "accepted", "answer": ""}).status_code == 200
    assert client.post(page, {"state": "accepted", "answer": "Aangepast."}).status_code == 302
    assert "Nu op vrijdag" not in client.get(queue).content.decode()
    assert "Nu op vrijdag" in client.get(queue + "?stand=accepted").content.decode()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_of_one_sender_take_five_turns() -> None:
    start = Barrier(8)

    def take(_number: int) -> bool:
        start.wait()
        try:
            return takes_turn("suggest", "iemand")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(take, range(8))).count(True) == 5


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_answer_at_once_send_one_mail() -> None:
    made, _token = suggest(by=ANONYMOUS, service=due(), told=told(email="buur@example.org"), sender="a")
    start = Barrier(2)

    def say(word: str) -> str:
        start.wait()
        try:
            answer_suggestion(by=BY, suggestion=made, state="accepted", answer=word, site=SITE)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(say, ["een", "twee"])) == ["done", "refused"]
    assert len(mail.outbox) == 1
