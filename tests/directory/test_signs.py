"""What was looked for in vain: counted without a person, with an end to how often, and read by professionals only."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests import make
from tests.cast import cast

from wijkhart.core.actors import ANONYMOUS
from wijkhart.directory.actions import note_missed, note_search
from wijkhart.directory.actions import signs as counting
from wijkhart.directory.actions.indexing import reindex
from wijkhart.directory.models import Availability, SearchSign, SearchSignKind, Service
from wijkhart.directory.queries.find import Near, Search
from wijkhart.directory.queries.signs import board_of

pytestmark = pytest.mark.django_db
SQUARE = [[[154000, 462000], [156000, 462000], [156000, 464000], [154000, 464000], [154000, 462000]]]


@pytest.fixture(autouse=True)
def town() -> None:
    """Amersfoort with two themes and something to find."""
    make.area(make.AMERSFOORT, name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    make.theme("moving", label_nl="Bewegen", synonyms_nl=["dansen", "schaken"])
    make.theme("meeting", label_nl="Ontmoeten")
    make.service("Koffie")


def page(path: str = "/aanbod/", client: Client | None = None, **asked: str) -> str:
    answer = (client or Client()).get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def only() -> SearchSign:
    return SearchSign.objects.get()


def test_a_search_in_vain_is_remembered_with_its_theme_day_and_part() -> None:
    assert "zonder wie u bent" in page(zoek="schaken dinsdagmiddag", wijk=make.LIENDERT)
    sign = only()
    assert (sign.municipality_code, sign.district_code, sign.theme_id) == (make.AMERSFOORT, make.LIENDERT, "moving")
    assert (sign.kind, sign.words, sign.weekday, sign.part_of_day) == ("nothing", "schaken", 1, "afternoon")
    assert (sign.on, sign.times) == (timezone.localdate(), 1)


def test_of_the_words_only_known_ones_are_kept_and_no_name_that_looks_like_one() -> None:
    page(zoek="schaken met Jansen Kerkstraat 12", dag="2")
    assert only().words == "schaken"


def test_words_that_nobody_knows_leave_nothing_of_themselves() -> None:
    page(zoek="Pietersen", dag="2")
    assert only().words == ""


def test_the_same_question_counts_up_and_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_TIMES", 3)
    for _time in range(5):
        page(zoek="schaken", dag="2")
    assert only().times == 3


def test_a_flood_of_different_questions_stops_and_the_page_no_longer_says_that_it_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting, "MOST_ROWS", 2)
    told = [page(zoek="schaken", dag=str(day)) for day in range(4)]
    assert SearchSign.objects.count() == 2
    assert ["We onthouden" in one for one in told] == [True, True, False, False]
    assert "We onthouden" in page(zoek="schaken", dag="0"), "what is known still counts up"


def test_finding_something_asking_nothing_or_asking_nonsense_is_no_sign() -> None:
    page(zoek="koffie")
    page(wijk=make.LIENDERT)
    page(zoek="schaken", dag="9")
    page(zoek="schaken", bij="Nergenshuizen")
    assert not SearchSign.objects.exists()


def test_what_a_professional_looks_for_does_not_count() -> None:
    people = cast()
    assert "We onthouden" not in page(client=people.alice.client(), zoek="schaken")
    assert not SearchSign.objects.exists()
    page(client=people.lena.client(), zoek="schaken")
    assert only().times == 1


def test_a_point_gives_its_wijk() -> None:
    make.area("WK030799", name="Vierkant", outline=SQUARE)
    asked = Search(words="schaken", near=Near(155000, 463000, 500))
    assert note_search(by=ANONYMOUS, asked=asked, municipality=make.AMERSFOORT)
    assert only().municipality_code == make.AMERSFOORT


def test_without_a_municipality_nothing_is_kept() -> None:
    assert not note_search(by=ANONYMOUS, asked=Search(words="schaken"))
    assert not SearchSign.objects.exists()


def full() -> Service:
    service = make.service("Koor", availability=Availability.FULL, place=make.place(district_code=make.LIENDERT))
    reindex([service])
    return service


def test_who_would_have_joined_what_is_full_can_say_so() -> None:
    service = full()
    told = page(service.get_absolute_url())
    assert "Ik had hier graag aan meegedaan" in told
    address = f"{service.get_absolute_url()}gemist/"
    assert "Niets over u" in page(address)
    answer = Client().post(address, {"soort": "full"}, follow=True)
    assert "zonder wie u bent" in answer.content.decode()
    sign = only()
    assert (sign.kind, sign.theme_id, sign.district_code, sign.words) == ("full", "meeting", make.LIENDERT, "")


def test_who_was_turned_down_too_and_nonsense_is_refused_with_a_message() -> None:
    service = make.service("Zaal")
    assert "Ik kon hier niet terecht" in page(service.get_absolute_url())
    address = f"{service.get_absolute_url()}gemist/"
    answer = Client().post(address, {"soort": "boos"})
    assert answer.status_code == 200
    assert "wh-error-summary" in answer.content.decode()
    Client().post(address, {"soort": "refused"})
    assert only().kind == SearchSignKind.REFUSED


def test_a_professional_gets_a_reason_instead() -> None:
    service = full()
    address = f"{service.get_absolute_url()}gemist/"
    told = cast().alice.client().post(address, {"soort": "full"}).content.decode()
    assert "alleen bij bewoners" in told
    assert not SearchSign.objects.exists()


def test_a_flood_of_missed_ones_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_TIMES", 2)
    service = full()
    for _time in range(4):
        note_missed(by=ANONYMOUS, service=service, kind="full")
    assert only().times == 2


def sign(**facts: Any) -> SearchSign:
    defaults = {"municipality_code": make.AMERSFOORT, "kind": "nothing", "theme_id": "moving"}
    return SearchSign.objects.create(**{**defaults, **facts})


GEZOCHT = f"/gemeenten/{make.AMERSFOORT}/gezocht/"


def test_professionals_see_what_was_looked_for_and_others_do_not() -> None:
    people = cast()
    sign(words="schaken", district_code=make.LIENDERT, times=3, weekday=1, part_of_day="afternoon")
    told = page(GEZOCHT, people.alice.client())
    for words in ("schaken", "Liendert", "Bewegen", "dinsdag middag", "twee keer zoeken"):
        assert words in told
    assert people.lena.client().get(GEZOCHT).status_code == 403
    assert people.charlie.client().get(GEZOCHT).status_code == 403
    assert Client().get(GEZOCHT).status_code == 302


def test_the_same_question_on_two_days_is_one_line_and_the_totals_add_up() -> None:
    client = cast().alice.client()
    for days in (0, 3):
        sign(words="schaken", district_code=make.LIENDERT, times=2, on=timezone.localdate() - timedelta(days=days))
    sign(theme_id="meeting", times=5)
    told = page(GEZOCHT, client)
    assert len(re.findall(r'data-label="Woorden"', told)) == 2
    board = board_of(SearchSign.objects.all())
    assert board.themes == ("meeting", "moving")
    assert board.rows == (("", (5, 0), 5), (make.LIENDERT, (0, 4), 4))
    assert (board.totals, board.total) == ((5, 4), 9)


def test_filters_sorting_and_the_file_agree() -> None:
    client = cast().alice.client()
    sign(words="schaken", times=2)
    sign(words="dansen", times=9, on=timezone.localdate() - timedelta(days=60))
    sign(kind="full", theme_id="meeting")
    told = page(GEZOCHT, client)
    assert told.index("dansen") < told.index("schaken")
    assert "dansen" not in page(GEZOCHT, client, periode="30")
    assert "schaken" not in page(GEZOCHT, client, soort="full")
    assert "geen wijk genoemd" in page(GEZOCHT, client, wijk="-", thema="moving")
    rows = client.get(GEZOCHT, {"uitvoer": "csv", "sorteer": "woorden", "thema": "moving"}).content.decode("utf-8-sig")
    assert [line.split(";")[5] for line in rows.splitlines()[1:]] == ["dansen", "schaken"]
    assert client.get(GEZOCHT, {"periode": "9", "wijk": "x", "sorteer": "-x"}).status_code == 200


def test_an_empty_list_says_so() -> None:
    assert "nog niets vergeefs gezocht" in page(GEZOCHT, cast().alice.client())
