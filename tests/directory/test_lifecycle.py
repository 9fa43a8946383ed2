"""Every general offer of line 1 has an exit or a stated exception; a list shows which have neither (M30)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests import make
from tests.cast import Cast, cast
from tests.directory.keeping import offer, offered

from wijkhart.core.errors import BadInput
from wijkhart.directory.actions import change_service
from wijkhart.directory.facts import offer_of
from wijkhart.directory.models import Exit, Service
from wijkhart.directory.offers import Offer, problems_of

pytestmark = pytest.mark.django_db
DAY = date(2027, 1, 1)


@pytest.fixture
def people() -> Cast:
    return cast()


def walking(people: Cast, name: str = "Inloop", **facts: object) -> Service:
    return offered(people, trusted=True, name=name, line=1, **facts)


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ({"exit": Exit.ENDED}, {"exit_on"}),
        ({"exit": Exit.ENDED, "exit_on": DAY}, set()),
        ({"exit": Exit.INDEPENDENT, "exit_on": DAY}, set()),
        ({"exit": Exit.HANDED_OVER, "exit_on": DAY}, {"exit_note"}),
        ({"exit": Exit.HANDED_OVER, "exit_on": DAY, "exit_note": "Aan de bewoners"}, set()),
        ({"exit": Exit.EXCEPTION}, {"exit_note"}),
        ({"exit": Exit.EXCEPTION, "exit_note": "Er is verder niemand"}, set()),
        ({"supported_until": DAY}, {"supported_by"}),
        ({"exit": "nooit"}, {"exit"}),
    ],
)
def test_an_agreement_says_when_to_whom_and_why(facts: dict[str, object], wrong: set[str]) -> None:
    found = {problem.field for problem in problems_of(offer(**facts))}
    assert found == wrong


def test_help_afterwards_has_a_last_day(people: Cast) -> None:
    asked: Offer = offer(exit=Exit.INDEPENDENT, exit_on=DAY, supported_by=people.foundation)
    assert [problem.field for problem in problems_of(asked)] == ["supported_until"]
    assert problems_of(replace(asked, supported_until=DAY)) == []


def test_only_general_offers_of_line_1_that_are_open_need_one(people: Cast) -> None:
    wanted = walking(people)
    walking(people, "Kwetsbaar", aimed_at="vulnerable")
    walking(people, "Gestopt", life_cycle="ended")
    offered(people, name="Nulde lijn")
    assert list(Service.objects.needing_exit()) == [wanted]


def test_an_exit_is_a_change_with_history_and_bad_ones_are_refused(people: Cast) -> None:
    service = walking(people)
    agreed = replace(offer_of(service), exit=Exit.HANDED_OVER, exit_on=DAY, exit_note="Aan de bewoners")
    change = change_service(by=people.dina.actor, service=service, offer=agreed, version=1)
    assert change.facts["exit"] == ["", "handed_over"]
    with pytest.raises(BadInput):
        change_service(by=people.dina.actor, service=service, offer=replace(agreed, exit_note=""), version=2)


def test_the_list_shows_per_wijk_which_have_nothing(people: Cast) -> None:
    make.area("GM0307", name="Amersfoort")
    make.area(make.LIENDERT, name="Liendert")
    make.area("WK030702", name="Soesterkwartier")
    here = make.place("Het Middelpunt", district_code=make.LIENDERT)
    walking(people, "Inloop Liendert", place=here)
    walking(people, "Koffie Soesterkwartier", district_code="WK030702")
    walking(people, "Maaltijd met reden", place=here, exit=Exit.EXCEPTION, exit_note="Niemand anders kan dit")
    passed = timezone.localdate() - timedelta(days=1)
    walking(people, "Afgelopen", place=here, exit=Exit.ENDED, exit_on=passed)

    def told(**asked: str) -> str:
        return people.bob.client().get("/gemeenten/GM0307/levensloop/", asked).content.decode()

    everything = told()
    assert "4 keer aanbod" in everything
    assert "Niemand anders kan dit" in everything
    nothing = told(afspraak="niets", wijk=make.LIENDERT)
    assert "Inloop Liendert" in nothing
    for other in ("Koffie Soesterkwartier", "Maaltijd met reden", "Afgelopen"):
        assert other not in nothing
    assert "Koffie Soesterkwartier" in told(wijk="WK030702")
    assert "Afgelopen" in told(afspraak="voorbij")
    assert "Inloop Liendert" in told(afspraak="zomaar", wijk="x")
    file = people.bob.client().get("/gemeenten/GM0307/levensloop/", {"uitvoer": "csv"}).content.decode("utf-8-sig")
    assert "Maaltijd met reden" in file


def test_who_may_see_the_list_and_agree(people: Cast) -> None:
    make.area("GM0307", name="Amersfoort")
    service = walking(people)
    for stranger in (people.charlie, people.lena, people.kees):
        assert stranger.client().get("/gemeenten/GM0307/levensloop/").status_code == 403
        assert stranger.client().get(f"/aanbod/{service.pk}/levensloop/").status_code == 403
    client = people.dina.client()
    assert "Maak een afspraak" in client.get("/gemeenten/GM0307/levensloop/").content.decode()
    wrong = client.post(f"/aanbod/{service.pk}/levensloop/", {"exit": "ended", "version": "1"})
    assert "De afspraak heeft geen dag" in wrong.content.decode()
    right = {"exit": "independent", "exit_on": "2027-01-01", "version": "1"}
    right |= {"supported_by": str(people.foundation.pk), "supported_until": "2027-06-01"}
    assert client.post(f"/aanbod/{service.pk}/levensloop/", right).status_code == 302
    kept = Service.objects.get()
    assert (kept.exit, kept.supported_by, kept.supported_until) == ("independent", people.foundation, date(2027, 6, 1))
