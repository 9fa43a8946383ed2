"""Two people who act on one signal at once: one of them is told, nothing is overwritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from tests import make
from tests.cast import Cast, cast

from wijkhart.agenda import actions
from wijkhart.agenda.actions.signals import Told
from wijkhart.agenda.models import Signal
from wijkhart.areas.models import Area
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import Refused

SITE = "https://wijkhart.example/"


@pytest.fixture
def town(db: None) -> Area:
    make.area(make.AMERSFOORT, name="Amersfoort")
    return make.area(name="Liendert")


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


def send(area: Area, text: str = "De lantaarns zijn kapot.", email: str = "", *, anyway: bool = False) -> Signal:
    told = Told(area=area, text=text, email=email)
    return actions.send_signal(by=ANONYMOUS, told=told, sender="at-once", anyway=anyway)[0]


def at_once(act: Callable[[str], object]) -> list[str]:
    start = Barrier(2)

    def run(word: str) -> str:
        start.wait()
        try:
            act(word)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, ["een", "twee"]))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_once(town: Area, people: Cast) -> None:
    signal = send(town, email="lid@example.org")

    def answer(word: str) -> None:
        actions.answer_signal(by=people.ines.actor, signal=signal, answer=word, site=SITE)

    assert at_once(answer) == ["done", "refused"]
    assert len(mail.outbox) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_route_at_once(town: Area, people: Cast) -> None:
    signal = send(town, "Mijn buurman Henk schreeuwt.", anyway=True)

    def route(word: str) -> None:
        act = actions.clear_signal if word == "een" else actions.refer_signal
        act(by=people.eva.actor, signal=signal)

    assert at_once(route) == ["done", "refused"]
