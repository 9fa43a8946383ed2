"""Hearing: a signal comes in, is held back when it names a person, is grouped by people, and answered."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast

from wijkhart.agenda import actions
from wijkhart.agenda.actions.answering import AnswerNotMailed
from wijkhart.agenda.actions.signals import PER_MUNICIPALITY_AN_HOUR, NamesAPerson, Told
from wijkhart.agenda.models import Signal, SignalGroup, SignalState
from wijkhart.agenda.queries.signals import neighbours_of, public_signals
from wijkhart.areas.models import Area
from wijkhart.audit.models import Entry
from wijkhart.core import open_forms
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.limits import PER_SENDER_AN_HOUR

pytestmark = pytest.mark.django_db
SITE = "https://wijkhart.example/"
DARK = "Bij het speelveld zijn de lantaarns kapot."


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> Area:
    monkeypatch.setattr(open_forms, "LEAST_SECONDS", 0)
    cache.clear()
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.theme("meeting", label_nl="Ontmoeten")
    make.target_group()
    return make.area(name="Liendert")


@pytest.fixture
def people() -> Cast:
    return cast()


def send(area: Area, text: str = DARK, sender: str = "a", **more: object) -> Signal:
    anyway = bool(more.pop("anyway", False))
    told = Told(area=area, text=text, **more)  # type: ignore[arg-type]
    return actions.send_signal(by=ANONYMOUS, told=told, sender=sender, anyway=anyway)[0]


def form_of(client: Client, path: str) -> dict[str, str]:
    """The hidden values of the form on a page."""
    page = client.get(path).content.decode()
    return {"opened": str(re.search(r'name="opened" value="([^"]+)"', page).group(1)), "area": make.LIENDERT}  # type: ignore[union-attr]


def test_a_resident_sends_a_signal_without_an_account_and_reads_the_answer(client: Client, people: Cast) -> None:
    path = reverse("district_signal", args=[make.LIENDERT])
    said = {**form_of(client, path), "text": DARK, "theme": "meeting", "email": "lid@example.org"}
    answer = client.post(path, said, follow=True)
    own = answer.redirect_chain[-1][0]
    assert "Bedankt voor uw signaal" in answer.content.decode()
    signal = Signal.objects.get()
    assert (signal.state, signal.channel, signal.district_code, signal.theme_id) == (
        "new",
        "form",
        "WK030710",
        "meeting",
    )
    actions.answer_signal(by=people.ines.actor, signal=signal, answer="De lampen zijn gemaakt.", site=SITE)
    assert "De lampen zijn gemaakt." in client.get(own).content.decode()
    assert [one.to for one in mail.outbox] == [["lid@example.org"]]
    assert "De lampen zijn gemaakt." in mail.outbox[0].body
    assert DARK not in mail.outbox[0].body
    signal.refresh_from_db()
    assert (signal.email, signal.state) == ("", SignalState.ANSWERED)


def test_a_name_is_shown_back_first_and_nothing_is_kept(client: Client) -> None:
    path = reverse("district_signal", args=[make.LIENDERT])
    said = {**form_of(client, path), "text": "Mijn buurman Henk de Vries schreeuwt, bel 06-12345678."}
    page = client.post(path, said).content.decode()
    assert "buurman Henk de Vries" in page
    assert "06-12345678" in page
    assert 'name="toch"' in page
    assert "schreeuwt" in page, "what was typed is kept"
    assert not Signal.objects.exists()


def test_sent_anyway_it_is_held_back_says_so_and_only_who_routes_can_read_it(client: Client, people: Cast) -> None:
    path = reverse("district_signal", args=[make.LIENDERT])
    said = {**form_of(client, path), "text": "Mijn buurman Henk schreeuwt.", "toch": "1"}
    assert "houden wij uw tekst even apart" in client.post(path, said, follow=True).content.decode()
    signal = Signal.objects.get()
    assert (signal.state, signal.held_for) == ("held", ["name"])
    for person in people.people:
        visible = Signal.objects.visible_to(person.actor).exists()
        assert visible == (person in (people.alice, people.eva, people.farid)), person.role
    assert people.ines.client().get(signal.get_absolute_url()).status_code == 404
    route = reverse("signal_route", args=[signal.pk])
    assert "buurman Henk" in people.eva.client().get(route).content.decode()
    assert Entry.objects.filter(verb="signal.held").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Schrijf op wat u merkt"),
        ("   ", "Schrijf op wat u merkt"),
        ("a" * 10_000, "10000 tekens"),
        ("Hier <script>alert(1)</script> is het donker", "HTML-code"),
    ],
)
def test_bad_texts_get_a_message_and_are_kept_in_the_form(client: Client, text: str, words: str) -> None:
    path = reverse("district_signal", args=[make.LIENDERT])
    page = client.post(path, {**form_of(client, path), "text": text}).content.decode()
    assert words in page
    assert "<script>alert" not in page
    assert not Signal.objects.exists()


def test_an_unknown_wijk_is_a_page_that_says_so_and_a_wrong_choice_a_message(client: Client) -> None:
    assert client.get(reverse("district_signal", args=["WK999999"])).status_code == 404
    path = reverse("municipality_signal", args=[make.AMERSFOORT])
    page = client.post(path, {**form_of(client, path), "text": DARK, "area": "WK015001"}).content.decode()
    assert "staat niet in de lijst" in page
    assert not Signal.objects.exists()


def test_a_program_falls_into_the_trap_and_a_form_of_another_wijk_does_not_count(client: Client) -> None:
    path = reverse("district_signal", args=[make.LIENDERT])
    said = {**form_of(client, path), "text": DARK, "website": "https://spam.example"}
    assert "programma" in client.post(path, said).content.decode()
    other = reverse("municipality_signal", args=[make.AMERSFOORT])
    stolen = {**form_of(client, other), "text": DARK}
    assert "te lang open" in client.post(path, stolen).content.decode()
    assert not Signal.objects.exists()


def test_too_fast_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_forms, "LEAST_SECONDS", 3)
    path = reverse("district_signal", args=[make.LIENDERT])
    assert "Dat ging heel snel" in client.post(path, {**form_of(client, path), "text": DARK}).content.decode()


def test_one_sender_gets_a_few_turns_an_hour(town: Area) -> None:
    for _number in range(PER_SENDER_AN_HOUR):
        send(town)
    with pytest.raises(Refused, match="te veel"):
        send(town)
    send(town, sender="b")


def test_a_flood_from_everywhere_is_refused_and_keeps_what_was_typed(town: Area, client: Client) -> None:
    for number in range(PER_MUNICIPALITY_AN_HOUR):
        send(town, sender=str(number))
    path = reverse("district_signal", args=[make.LIENDERT])
    page = client.post(path, {**form_of(client, path), "text": DARK}).content.decode()
    assert "nu te veel" in page
    assert DARK in page
    assert Signal.objects.count() == PER_MUNICIPALITY_AN_HOUR


def test_a_broker_enters_what_somebody_told_at_the_counter(people: Cast) -> None:
    client = people.ines.client()
    said = {
        "channel": "counter",
        "area": make.LIENDERT,
        "text": "De bus stopt hier niet meer.",
        "theme": "",
        "group": "",
    }
    page = client.post(reverse("signal_enter", args=[make.AMERSFOORT]), said, follow=True).content.decode()
    assert "/signalen/antwoord/" in page
    signal = Signal.objects.get()
    assert (signal.channel, signal.actor_id) == ("counter", people.ines.actor.actor_id)


def test_who_may_not_enter_may_not(people: Cast, town: Area) -> None:
    for person in (people.lena, people.charlie, people.bob):
        with pytest.raises(NotAllowed):
            actions.enter_signal(by=person.actor, told=Told(town, DARK), channel="counter")
    assert people.charlie.client().get(reverse("signal_list", args=[make.AMERSFOORT])).status_code == 403


def test_the_queue_filters_sorts_and_exports(town: Area, people: Cast) -> None:
    send(town)
    send(town, "Er is geen plek om te eten.", theme=make.theme("meeting"))
    client, path = people.ines.client(), reverse("signal_list", args=[make.AMERSFOORT])
    both = client.get(path).content.decode()
    assert "lantaarns" in both
    assert "plek om te eten" in both
    assert "2 signalen" in both
    one = client.get(path, {"thema": "meeting", "wijk": make.LIENDERT, "kanaal": "form"}).content.decode()
    assert "lantaarns" not in one
    assert "Geen signalen" in client.get(path, {"vanaf": "2000-01-01", "tot": "2001-01-01"}).content.decode()
    assert "vóór de eerste dag" in client.get(path, {"vanaf": "2026-01-02", "tot": "2026-01-01"}).content.decode()
    file = client.get(path, {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert "plek om te eten" in file


def test_signals_that_look_alike_are_suggested_with_reasons_and_never_merged(town: Area, people: Cast) -> None:
    first = send(town)
    send(town, "Kapotte lantaarns bij het speelveld, het is donker.")
    page = people.ines.client().get(first.get_absolute_url()).content.decode()
    assert "lantaarns, speelveld" in page or "speelveld" in page
    assert "dezelfde wijk" in page
    assert not SignalGroup.objects.exists()


def test_people_group_name_and_ungroup(town: Area, people: Cast) -> None:
    first, second = send(town), send(town, "Kapotte lantaarns bij het speelveld.")
    client = people.ines.client()
    said = {"signalen": [str(second.pk)], "title": "Donker bij het speelveld"}
    answer = client.post(reverse("signal_gather", args=[first.pk]), said, follow=True)
    group = SignalGroup.objects.get()
    assert "Donker bij het speelveld" in answer.content.decode()
    assert group.signals.count() == 2
    client.post(group.get_absolute_url(), {"title": "Te donker"})
    client.post(group.get_absolute_url(), {"eruit": str(first.pk)})
    first.refresh_from_db()
    assert first.group is None
    client.post(group.get_absolute_url(), {"eruit": str(second.pk)})
    assert not SignalGroup.objects.exists()
    assert Signal.objects.count() == 2


def test_a_group_takes_two_a_title_without_a_name_and_one_municipality(town: Area, people: Cast) -> None:
    first, second = send(town), send(town)
    with pytest.raises(Refused):
        actions.group_signals(by=people.ines.actor, signals=[first], title="Alleen")
    with pytest.raises(NamesAPerson):
        actions.group_signals(by=people.ines.actor, signals=[first, second], title="Klachten over Henk de Vries")
    with pytest.raises(NotAllowed):
        actions.group_signals(by=people.charlie.actor, signals=[first, second], title="Van Deventer")


def test_one_answer_goes_to_a_whole_group_and_each_sender(town: Area, people: Cast) -> None:
    signals = [send(town, email=f"lid{number}@example.org", sender=str(number)) for number in range(3)]
    group = actions.group_signals(by=people.ines.actor, signals=signals, title="Donker bij het speelveld")
    client = people.ines.client()
    client.post(reverse("signalgroup_answer", args=[group.pk]), {"answer": "Er komen nieuwe lampen."})
    assert sorted(one.to[0] for one in mail.outbox) == [f"lid{number}@example.org" for number in range(3)]
    assert not Signal.objects.exclude(email="").exists()
    with pytest.raises(Refused):
        actions.answer_group(by=people.ines.actor, group=group, answer="Nog eens", site=SITE)
    heard = public_signals(town)
    assert [(one.about, one.answer, one.signals) for one in heard.answers] == [
        ("Donker bij het speelveld", "Er komen nieuwe lampen.", 3)
    ]


def test_the_public_page_never_shows_what_people_wrote(town: Area, people: Cast, client: Client) -> None:
    signal = send(town, theme=make.theme("meeting"))
    send(town, "Mijn buurman Henk schreeuwt.", anyway=True)
    actions.answer_signal(by=people.ines.actor, signal=signal, answer="De lampen zijn gemaakt.", site=SITE)
    page = client.get(reverse("district_signals", args=[make.LIENDERT])).content.decode()
    assert "De lampen zijn gemaakt." in page
    assert "Ontmoeten: 1" in page
    assert "speelveld" not in page
    assert "Henk" not in page
    assert public_signals(town).total == 1


def test_the_second_who_answers_hears_the_first_and_loses_nothing(town: Area, people: Cast) -> None:
    signal = send(town)
    actions.answer_signal(by=people.alice.actor, signal=signal, answer="De eerste was er al.", site=SITE)
    page = people.ines.client().post(reverse("signal_answer", args=[signal.pk]), {"answer": "Mijn lange antwoord."})
    text = page.content.decode()
    assert "al beantwoord" in text
    assert "De eerste was er al." in text
    assert "Mijn lange antwoord." in text


def test_an_answer_is_public_so_a_name_in_it_asks_whether_that_is_right(town: Area, people: Cast) -> None:
    signal = send(town)
    client, path = people.ines.client(), reverse("signal_answer", args=[signal.pk])
    page = client.post(path, {"answer": "Henk de Vries is gebeld."}).content.decode()
    assert 'name="sure"' in page
    assert "Henk de Vries" in page
    client.post(path, {"answer": "Henk de Vries is gebeld.", "sure": "on"})
    assert Signal.objects.get().state == "answered"


def test_who_may_not_answer_may_not(town: Area, people: Cast) -> None:
    signal = send(town)
    for person in (people.dina, people.greet, people.charlie, people.lena):
        with pytest.raises(NotAllowed):
            actions.answer_signal(by=person.actor, signal=signal, answer="Nee", site=SITE)


def test_a_mail_that_cannot_be_sent_is_told_and_the_answer_stands(
    town: Area, people: Cast, settings: pytest.FixtureRequest
) -> None:
    signal = send(town, email="lid@example.org")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    with pytest.raises(AnswerNotMailed):
        actions.answer_signal(by=people.ines.actor, signal=signal, answer="Gedaan.", site=SITE)
    signal.refresh_from_db()
    assert (signal.answer, signal.email) == ("Gedaan.", "")


def test_a_held_signal_is_said_anew_and_the_old_words_are_gone(town: Area, people: Cast) -> None:
    signal = send(town, "Mijn buurman Henk schreeuwt.", anyway=True)
    client, path = people.alice.client(), reverse("signal_route", args=[signal.pk])
    assert "lijkt nog" in client.post(path, {"text": "Henk schreeuwt nog steeds."}).content.decode()
    client.post(path, {"text": "Er is veel lawaai in de avond."})
    signal.refresh_from_db()
    assert (signal.text, signal.state, signal.held_for) == ("Er is veel lawaai in de avond.", "new", [])
    with pytest.raises(Refused):
        actions.clear_signal(by=people.eva.actor, signal=signal)


def test_a_held_signal_is_passed_on_erased_counted_and_the_sender_hears(
    town: Area, people: Cast, client: Client
) -> None:
    told = Told(town, "Mijn buurman Henk schreeuwt.", email="lid@example.org")
    signal, token = actions.send_signal(by=ANONYMOUS, told=told, sender="a", anyway=True)
    people.eva.client().post(reverse("signal_route", args=[signal.pk]), {"wat": "doorverwijzen"})
    signal.refresh_from_db()
    assert (signal.text, signal.email, signal.state) == ("", "", "referred")
    assert "Henk" not in mail.outbox[0].body
    assert "doorgegeven" in client.get(reverse("signal_sent", args=[token])).content.decode()
    assert public_signals(town).total == 1
    assert people.ines.client().get(signal.get_absolute_url()).status_code == 200


def test_a_false_alarm_joins_the_others(town: Area, people: Cast) -> None:
    signal = send(town, "De Henk en Anna bank is stuk.", anyway=True)
    people.eva.client().post(reverse("signal_route", args=[signal.pk]), {"wat": "vals-alarm"})
    assert Signal.objects.visible_to(people.ines.actor).filter(pk=signal.pk).exists()


def test_only_who_routes_may_handle_a_held_signal(town: Area, people: Cast) -> None:
    signal = send(town, "Mijn buurman Henk schreeuwt.", anyway=True)
    for act in (actions.clear_signal, actions.refer_signal):
        for person in (people.ines, people.bob, people.charlie):
            with pytest.raises(NotAllowed):
                act(by=person.actor, signal=signal)


def test_names_of_organisations_here_are_no_persons(town: Area) -> None:
    make.organisation("Anna Centrum")
    assert send(town, "Bij het Anna Centrum is het vol.").state == "new"


def test_an_address_nobody_answered_is_forgotten_after_half_a_year(town: Area) -> None:
    old, new = send(town, email="oud@example.org"), send(town, email="nieuw@example.org")
    Signal.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=181))
    call_command("forget_signal_addresses")
    assert list(Signal.objects.exclude(email="").values_list("pk", flat=True)) == [new.pk]


def test_taking_up_is_seen_by_the_sender(town: Area, people: Cast) -> None:
    signal = send(town)
    people.ines.client().post(signal.get_absolute_url())
    signal.refresh_from_db()
    assert signal.state == "taken"
    with pytest.raises(Refused):
        actions.take_up_signal(by=people.ines.actor, signal=signal)


def test_without_borders_no_wijk_has_neighbours() -> None:
    assert neighbours_of(make.AMERSFOORT, make.LIENDERT) == frozenset()
