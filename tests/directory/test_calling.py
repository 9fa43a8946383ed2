"""Whoever stays silent is called: the list, what was heard, and who may."""

import pytest
from tests import make
from tests.cast import cast
from tests.directory.asked import ask, due, token_of

from wijkhart.core.errors import NotAllowed
from wijkhart.directory.actions import confirm_by_phone, note_not_reached
from wijkhart.directory.models import Service
from wijkhart.directory.queries.calling import calls_in

pytestmark = pytest.mark.django_db


def test_the_call_list_and_what_was_heard_on_the_telephone() -> None:
    people = cast()
    make.area(make.AMERSFOORT, name="Amersfoort")
    silent = make.organisation("Koor", phone="033 123")
    for name in ("Zingen", "Neuriën"):
        due(name, provider=silent)
    client = people.ines.client()
    path = f"/gemeenten/{make.AMERSFOORT}/bellen/"
    assert "Koor" in client.get(path).content.decode()
    assert "Koor" not in client.get(path + "?reden=no_answer").content.decode()
    assert "Neuriën" in client.get(path + "?uitvoer=csv").content.decode("utf-8-sig")
    page = f"{path}{silent.pk}/"
    assert "033 123" in client.get(page).content.decode()
    assert client.post(page, {"niet-bereikt": "ja"}).status_code == 302
    assert "Niet bereikt op" in client.get(page).content.decode()
    assert calls_in(make.AMERSFOORT)[0].tried_at is not None
    one = Service.objects.get(name="Zingen")
    client.post(page, {"klopt": str(one.pk)})
    assert set(one.confirmations.values_list("how", flat=True)) == {"phone"}
    assert len(calls_in(make.AMERSFOORT)[0].due) == 1
    assert client.post(page, {"klopt": str(one.pk)}).url == page
    client.post(page, {"klopt": "alles"})
    assert calls_in(make.AMERSFOORT) == []
    assert client.get(page).status_code == 302


def test_who_may_call() -> None:
    people = cast()
    make.area(make.AMERSFOORT, name="Amersfoort")
    silent = make.organisation("Koor")
    service = due(provider=silent)
    told = {"organisation": silent, "municipality": make.AMERSFOORT}
    for person in (people.dina, people.bob, people.charlie):
        with pytest.raises(NotAllowed):
            note_not_reached(by=person.actor, **told)
        with pytest.raises(NotAllowed):
            confirm_by_phone(by=person.actor, services=[service], **told)
        assert person.client().get(f"/gemeenten/{make.AMERSFOORT}/bellen/").status_code == 403
        assert person.client().post(f"/gemeenten/{make.AMERSFOORT}/bevestigen/vragen/").status_code == 403


def test_a_coordinator_has_a_worker_send_the_mails() -> None:
    people = cast()
    make.area(make.AMERSFOORT, name="Amersfoort")
    due()
    answer = people.alice.client().post(f"/gemeenten/{make.AMERSFOORT}/bevestigen/vragen/")
    assert answer.url.startswith("/taken/")
    ask()
    told = people.alice.client().get(f"/gemeenten/{make.AMERSFOORT}/bevestigen/gevraagd/").content.decode()
    assert "Scouting" in told
    assert token_of() not in told
