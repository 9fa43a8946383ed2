"""The wijk analysis: facts side by side, kept as they were, with the team's own words; two who write lose nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from tests import make
from tests.cast import Cast, cast

from wijkhart.agenda.actions import new_version, publish_analysis, renew_facts, save_words, send_signal
from wijkhart.agenda.actions.analysis import Overtaken
from wijkhart.agenda.actions.signals import NamesAPerson, Told
from wijkhart.agenda.models import WijkAnalysis
from wijkhart.areas.models import Area
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.directory.models import SearchSign
from wijkhart.portal.formats.analysis_paper import analysis_html, analysis_pdf
from wijkhart.portal.queries.analysis import facts_now
from wijkhart.portal.queries.analysis_parts import differences, parts_of

pytestmark = pytest.mark.django_db
SECRET = "Bij het speelveld is het donker"


@pytest.fixture
def wijk() -> Area:
    make.area(make.AMERSFOORT, name="Amersfoort")
    area = make.area(name="Liendert", population=8345)
    make.figure(area, 55.3, "lonely", estimate=True)
    make.measure("volunteers", label_nl="Doet vrijwilligerswerk")
    make.figure(area, 20.0, "volunteers")
    make.theme("safety", label_nl="Veiligheid")
    told = Told(area=area, text=SECRET, theme=make.theme("safety"))
    send_signal(by=ANONYMOUS, told=told, sender="a")
    send_signal(by=ANONYMOUS, told=Told(area, "Mijn buurman Henk schreeuwt"), sender="a", anyway=True)
    SearchSign.objects.create(
        municipality_code=make.AMERSFOORT, district_code=make.LIENDERT, kind="nothing", theme_id="safety", times=3
    )
    SearchSign.objects.create(municipality_code=make.AMERSFOORT, kind="full", times=2)
    return area


@pytest.fixture
def people(wijk: Area) -> Cast:
    return cast()


@pytest.fixture
def draft(wijk: Area, people: Cast) -> WijkAnalysis:
    return new_version(by=people.alice.actor, area=wijk, facts=facts_now(people.alice.actor, wijk))


def opened(client: Client, analysis: WijkAnalysis) -> dict[str, str]:
    """The values of the form as the page gives them."""
    page = client.get(reverse("analysis_edit", args=[make.LIENDERT, analysis.number]))
    form = page.context["form"]
    return {name: str(form.initial.get(name, "")) for name in form.fields}


def lines(analysis: WijkAnalysis, part: str) -> dict[str, str]:
    with override("nl"):
        return {line.label: line.value for one in parts_of(analysis) if one.key == part for line in one.lines}


def test_the_facts_lie_side_by_side_and_a_held_signal_or_own_words_are_not_in_them(draft: WijkAnalysis) -> None:
    assert lines(draft, "fare") == {"lonely": "55,3 %".replace(" ", "\xa0")}
    assert lines(draft, "social") == {"Doet vrijwilligerswerk": "20,0\xa0%"}
    assert lines(draft, "signals") == {"Signalen in een jaar": "1", "Beantwoord": "0", "Veiligheid": "1"}
    assert lines(draft, "searches") == {"er werd niets gevonden": "3", "Veiligheid": "3"}
    assert SECRET not in str(draft.facts)
    assert "Henk" not in str(draft.facts)


def test_what_is_not_loaded_about_clean_whole_and_safe_is_named(draft: WijkAnalysis) -> None:
    with override("nl"):
        part = next(one for one in parts_of(draft) if one.key == "live")
    assert part.lines == ()
    assert "Leefbaarometer" in part.notes[0]
    assert "politie" in part.notes[0]


def test_a_version_keeps_its_facts_while_the_world_goes_on(draft: WijkAnalysis, wijk: Area, people: Cast) -> None:
    send_signal(by=ANONYMOUS, told=Told(wijk, "Er is geen bus meer"), sender="b")
    draft.refresh_from_db()
    assert lines(draft, "signals")["Signalen in een jaar"] == "1"
    renewed = renew_facts(by=people.alice.actor, analysis=draft, facts=facts_now(people.alice.actor, wijk))
    assert lines(renewed, "signals")["Signalen in een jaar"] == "2"


def test_a_draft_is_for_professionals_and_the_published_version_for_everybody(
    draft: WijkAnalysis, people: Cast, client: Client
) -> None:
    path = reverse("district_analysis", args=[make.LIENDERT])
    one = reverse("analysis_version", args=[make.LIENDERT, draft.number])
    assert "nog geen analyse" in client.get(path).content.decode()
    for person in (None, people.charlie, people.lena):
        assert (person.client() if person else client).get(one).status_code == 404
    assert people.greet.client().get(one).status_code == 200
    kept = save_words(by=people.alice.actor, analysis=draft, words={"who": "Veel gezinnen."}, version=draft.version)
    publish_analysis(by=people.alice.actor, analysis=kept, version=kept.version)
    page = client.get(path).content.decode()
    assert "Veel gezinnen." in page
    assert "55,3" in page


def test_the_whole_way_from_begin_to_published_on_the_pages(wijk: Area, people: Cast) -> None:
    client, path = people.alice.client(), reverse("district_analysis", args=[make.LIENDERT])
    client.post(path)
    draft = WijkAnalysis.objects.get()
    edit = reverse("analysis_edit", args=[make.LIENDERT, 1])
    client.post(edit, {**opened(client, draft), "conclusion": "Begin met licht."})
    draft.refresh_from_db()
    version = reverse("analysis_version", args=[make.LIENDERT, 1])
    client.post(version, {"wat": "publiceren", "version": draft.version})
    draft.refresh_from_db()
    assert draft.published_on is not None
    assert draft.words == {"conclusion": "Begin met licht."}
    client.post(path)
    assert WijkAnalysis.objects.get(number=2).words == draft.words


def test_the_second_of_two_who_write_sees_the_difference_and_loses_nothing(draft: WijkAnalysis, people: Cast) -> None:
    alice, bob = people.alice.client(), people.bob.client()
    edit = reverse("analysis_edit", args=[make.LIENDERT, draft.number])
    for_alice, for_bob = opened(alice, draft), opened(bob, draft)
    alice.post(edit, {**for_alice, "who": "De ene over wie", "fare": "De ene over hoe het gaat"})
    answer = bob.post(edit, {**for_bob, "who": "De andere over wie", "gaps": "De andere over vlekken"})
    page = answer.content.decode()
    for text in ("De ene over wie", "De ene over hoe het gaat", "De andere over wie", "De andere over vlekken"):
        assert text in page
    draft.refresh_from_db()
    assert draft.words == {"who": "De ene over wie", "fare": "De ene over hoe het gaat"}
    form = answer.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert again["fare"] == "De ene over hoe het gaat", "a part that Bob left alone gets the words of Alice"
    bob.post(edit, again)
    draft.refresh_from_db()
    assert draft.words == {
        "who": "De andere over wie", "fare": "De ene over hoe het gaat", "gaps": "De andere over vlekken"
    }  # fmt: skip


def test_words_name_nobody_hold_no_html_and_end_somewhere(draft: WijkAnalysis, people: Cast) -> None:
    for text, wrong in (("Henk de Vries woont hier", NamesAPerson), ("<b>x</b>", Refused), ("a" * 5000, Refused)):
        with pytest.raises(wrong):
            save_words(by=people.alice.actor, analysis=draft, words={"who": text}, version=draft.version)
    client = people.alice.client()
    edit = reverse("analysis_edit", args=[make.LIENDERT, draft.number])
    said = {**opened(client, draft), "who": "Henk de Vries woont hier"}
    page = client.post(edit, said).content.decode()
    assert 'name="sure"' in page
    client.post(edit, {**said, "sure": "on"})
    draft.refresh_from_db()
    assert draft.words["who"] == "Henk de Vries woont hier"


def test_a_published_version_does_not_change_and_an_empty_one_is_not_published(
    draft: WijkAnalysis, people: Cast, wijk: Area
) -> None:
    alice = people.alice.actor
    with pytest.raises(Refused):
        publish_analysis(by=alice, analysis=draft, version=draft.version)
    with pytest.raises(Refused):
        new_version(by=alice, area=wijk, facts={})
    kept = save_words(by=alice, analysis=draft, words={"who": "Eerst"}, version=draft.version)
    with pytest.raises(Refused):
        publish_analysis(by=alice, analysis=kept, version=kept.version - 1)
    done = publish_analysis(by=alice, analysis=kept, version=kept.version)
    with pytest.raises(Refused):
        save_words(by=alice, analysis=done, words={"who": "Later"}, version=done.version)
    with pytest.raises(Refused):
        renew_facts(by=alice, analysis=done, facts={})


def test_who_may_not_write_may_not(draft: WijkAnalysis, people: Cast, wijk: Area) -> None:
    for person in (people.greet, people.ines, people.charlie):
        with pytest.raises(NotAllowed):
            save_words(by=person.actor, analysis=draft, words={}, version=draft.version)
        edit = reverse("analysis_edit", args=[make.LIENDERT, draft.number])
        assert person.client().get(edit).status_code == 403
    with pytest.raises(NotAllowed):
        new_version(by=ANONYMOUS, area=wijk, facts={})


def test_two_versions_side_by_side_show_what_changed_and_only_that(
    draft: WijkAnalysis, people: Cast, wijk: Area, client: Client
) -> None:
    alice = people.alice.actor
    kept = save_words(by=alice, analysis=draft, words={"who": "Toen"}, version=draft.version)
    first = publish_analysis(by=alice, analysis=kept, version=kept.version)
    send_signal(by=ANONYMOUS, told=Told(wijk, "Er is geen bus meer"), sender="b")
    second = new_version(by=alice, area=wijk, facts=facts_now(alice, wijk))
    second = save_words(by=alice, analysis=second, words={"who": "Nu"}, version=second.version)
    with override("nl"):
        found = differences(first, second)
    assert [(one.title, one.words, one.lines) for one in found] == [
        ("Wie wonen hier", ("Toen", "Nu"), ()),
        ("Wat mensen vertellen", None, (("Signalen in een jaar", "1", "2"),)),
    ]
    path = reverse("analysis_compare", args=[make.LIENDERT])
    assert "Toen" in people.bob.client().get(path, {"een": "1", "ander": "2"}).content.decode()
    assert "niets te vergelijken" in client.get(path, {"een": "1", "ander": "2"}).content.decode()


def test_an_unknown_wijk_or_version_is_a_page_that_says_so(wijk: Area, client: Client) -> None:
    assert client.get(reverse("district_analysis", args=["WK999999"])).status_code == 404
    assert client.get(reverse("analysis_version", args=[make.LIENDERT, 7])).status_code == 404
    assert client.get(reverse("analysis_download", args=[make.LIENDERT, 7])).status_code == 404


def test_paper_says_the_same_as_the_page(draft: WijkAnalysis, people: Cast, wijk: Area) -> None:
    kept = save_words(by=people.alice.actor, analysis=draft, words={"who": "Veel gezinnen."}, version=draft.version)
    with override("nl"):
        paper = analysis_html(wijk, kept)
    assert "Veel gezinnen." in paper
    assert "55,3" in paper
    assert SECRET not in paper


@pytest.mark.pdf
def test_the_pdf_is_one(draft: WijkAnalysis, wijk: Area) -> None:
    assert analysis_pdf(wijk, draft).startswith(b"%PDF")


def at_once(act: Callable[[str], object]) -> list[str]:
    start = Barrier(2)

    def run(word: str) -> str:
        start.wait()
        try:
            act(word)
        except Overtaken:
            return "overtaken"
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, ["een", "twee"]))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_once(draft: WijkAnalysis, people: Cast) -> None:
    def save(word: str) -> None:
        save_words(by=people.alice.actor, analysis=draft, words={"who": word}, version=draft.version)

    assert at_once(save) == ["done", "overtaken"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_begin_at_once(wijk: Area) -> None:
    """The first draft of a wijk has no row to wait for: the table itself keeps them apart."""
    results = at_once(lambda word: new_version(by=System("test"), area=wijk, facts={}))
    assert results == ["done", "refused"]
    assert WijkAnalysis.objects.count() == 1
