"""The steps of an agenda, in their order, with their days, and back again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from tests import make
from tests.agenda import scene
from tests.cast import cast

from wijkhart.agenda.actions import (
    Told,
    adopt_agenda,
    fix_advice,
    load_example_agenda,
    set_weights,
    start_agenda,
    step_back,
    take_step,
)
from wijkhart.agenda.models import Agenda, AgendaState, Issue
from wijkhart.audit.models import Entry
from wijkhart.core.errors import BadInput, NotAllowed, Refused

pytestmark = pytest.mark.django_db
YEAR = scene.TODAY.year


@pytest.fixture
def town() -> None:
    scene.town()


def advised(*titles: str) -> Agenda:
    made, _issues = scene.ordering(*titles)
    return fix_advice(by=scene.BY, agenda=made, told=scene.told(), version=made.version)


@pytest.mark.usefixtures("town")
def test_the_whole_way_is_written_down_step_by_step() -> None:
    made = advised()
    places = {issue.pk: issue.position or 0 for issue in made.issues.all()}
    made = adopt_agenda(by=scene.BY, agenda=made, positions=places, reasons={}, told=scene.told(), version=made.version)
    made = take_step(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    assert [step.state for step in made.steps.all()] == list(AgendaState)
    assert made.steps.all()[1].asked == "Alle aanbieders"
    verbs = list(Entry.objects.filter(object_type="agenda.agenda").order_by("number").values_list("verb", flat=True))
    assert verbs[-3:] == ["agenda.advised", "agenda.adopted", "agenda.closed"]
    assert {issue.status for issue in made.issues.all()} == {"chosen"}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("days", [0, 100, -100])
def test_a_period_that_touches_another_of_the_same_wijk_is_refused(days: int) -> None:
    scene.agenda()
    first = date(YEAR, 12, 31) - timedelta(days=abs(days))
    with pytest.raises(Refused, match="al een agenda van dit gebied"):
        scene.agenda(starts_on=first, ends_on=first + timedelta(days=400))
    scene.agenda(starts_on=date(YEAR + 1, 1, 1), ends_on=date(YEAR + 1, 12, 31))
    scene.agenda(district=scene.EAST)
    scene.agenda(district="")


@pytest.mark.usefixtures("town")
def test_what_cannot_be_started_says_why() -> None:
    with pytest.raises(Refused, match="laatste dag"):
        scene.agenda(ends_on=date(YEAR, 1, 1))
    with pytest.raises(Refused, match="ligt niet in deze gemeente"):
        scene.agenda(district="WK015001")
    people = cast()
    for person in (people.charlie, people.hans, people.lena):
        with pytest.raises(NotAllowed):
            start_agenda(
                by=person.actor,
                municipality="GM0307",
                district="",
                starts_on=date(YEAR, 1, 1),
                ends_on=date(YEAR, 2, 1),
            )


@pytest.mark.usefixtures("town")
def test_a_step_asks_for_what_it_needs() -> None:
    made = scene.agenda()
    with pytest.raises(Refused, match="welke aanbieders"):
        take_step(by=scene.BY, agenda=made, told=Told(scene.TODAY), version=made.version)
    with pytest.raises(Refused, match="moet nog komen"):
        take_step(by=scene.BY, agenda=made, told=Told(scene.TODAY + timedelta(days=1), "x"), version=made.version)
    made = take_step(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    with pytest.raises(Refused, match="geen punt"):
        take_step(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    with pytest.raises(Refused, match="op volgorde"):
        fix_advice(by=scene.BY, agenda=made, told=scene.told(), version=made.version)


@pytest.mark.usefixtures("town")
def test_a_step_back_needs_a_reason_and_frees_the_places() -> None:
    made = advised()
    with pytest.raises(Refused, match="waarom u teruggaat"):
        step_back(by=scene.BY, agenda=made, reason=" ", version=made.version)
    made = step_back(by=scene.BY, agenda=made, reason="Een aanbieder was vergeten.", version=made.version)
    assert made.state == AgendaState.PRIORITISING
    assert set(made.issues.values_list("position", flat=True)) == {None}
    last = made.steps.last()
    assert last is not None
    assert (last.back, last.note) == (True, "Een aanbieder was vergeten.")


@pytest.mark.usefixtures("town")
def test_the_municipality_moves_an_issue_with_a_reason() -> None:
    made, people = advised("A", "B", "C"), cast()
    a, b, c = made.issues.order_by("position")
    turned = {c.pk: 1, a.pk: 2, b.pk: 3}
    facts = {"agenda": made, "positions": turned, "told": scene.told(), "version": made.version}
    with pytest.raises(NotAllowed):
        adopt_agenda(by=people.alice.actor, reasons={}, **facts)
    with pytest.raises(BadInput, match="is verplaatst"):
        adopt_agenda(by=people.bob.actor, reasons={}, **facts)
    with pytest.raises(BadInput, match="eigen plaats"):
        adopt_agenda(by=people.bob.actor, reasons={}, **{**facts, "positions": {**turned, c.pk: 2}})
    adopt_agenda(by=people.bob.actor, reasons={c.pk: "Dit kan nu al."}, **facts)
    c.refresh_from_db()
    assert (c.position, c.advised_position, c.position_reason) == (1, 3, "Dit kan nu al.")


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("weights", "note", "words"),
    [((50, 30, 30), "zo", "samen 110"), ((101, -1, 0), "zo", "tussen 0 en 100"), ((50, 25, 25), "", "Zeg waarom")],
)
def test_weights_make_a_hundred_and_have_a_reason(weights: tuple[int, int, int], note: str, words: str) -> None:
    made = scene.agenda()
    with pytest.raises(BadInput, match=words):
        set_weights(by=scene.BY, agenda=made, weights=weights, note=note, version=made.version)


@pytest.mark.usefixtures("town")
def test_the_second_who_sets_the_weights_sees_the_difference_and_loses_nothing() -> None:
    made, people = scene.agenda(), cast()
    address, client = reverse("agenda_weights", args=[made.pk]), people.alice.client()
    form = {"weight_figures": 20, "weight_professionals": 30, "weight_residents": 50, "note": "Eerst bewoners"}
    set_weights(by=people.bob.actor, agenda=made, weights=(60, 20, 20), note="Eerst cijfers", version=1)
    page = client.post(address, {**form, "version": 1})
    text = page.content.decode()
    assert "Iemand anders heeft dit intussen veranderd" in text
    assert "Eerst cijfers" in text
    assert "Eerst bewoners" in text
    assert client.post(address, {**form, "version": page.context["form"]["version"].value()}).status_code == 302
    made.refresh_from_db()
    assert (made.weight_residents, made.weights_note) == (50, "Eerst bewoners")


@pytest.mark.usefixtures("town")
def test_a_draft_is_for_professionals_and_an_advice_for_everybody(client: Client) -> None:
    made, people = scene.ordering()[0], cast()
    address, wijk = reverse("agenda_detail", args=[made.pk]), reverse("district_agenda", args=[make.LIENDERT])
    assert client.get(address).status_code == 404
    assert people.lena.client().get(address).status_code == 404
    assert people.charlie.client().get(address).status_code == 404
    assert people.greet.client().get(address).status_code == 200
    assert "nog niets afgesproken" in client.get(wijk).content.decode()
    fix_advice(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    assert client.get(address).status_code == 200
    text = client.get(wijk).content.decode()
    assert "De gemeente moet er nog over beslissen" in text
    assert "Jeugd" in text


@pytest.mark.usefixtures("town")
def test_the_order_can_be_taken_along_as_a_file(client: Client) -> None:
    made = advised()
    file = client.get(reverse("agenda_detail", args=[made.pk]), {"uitvoer": "csv"})
    assert "Eten" in file.content.decode("utf-8-sig")


@pytest.mark.usefixtures("town")
def test_a_coordinator_takes_all_steps_on_the_pages() -> None:
    client = cast().alice.client()
    start = {"district": make.LIENDERT, "starts_on": f"{YEAR}-01-01", "ends_on": f"{YEAR}-12-31"}
    assert client.post(reverse("agenda_start", args=["GM0307"]), start).status_code == 302
    made = Agenda.objects.get()
    scene.issue(made)
    step = {"done_on": f"{scene.TODAY}", "asked": "Aanbieders", "note": ""}
    for version in (1, 2, 3):
        answer = client.post(reverse("agenda_step", args=[made.pk]), {**step, "version": version})
        assert answer.status_code == 302, answer.context["form"].errors
    made.refresh_from_db()
    assert made.state == AgendaState.ADVICE
    assert client.get(reverse("agenda_step", args=[made.pk])).status_code == 302
    assert client.get(reverse("agenda_adopt", args=[made.pk])).status_code == 403


def test_the_examples_make_three_agendas_once() -> None:
    scene.town()
    make.area("WK030712", name="West")
    for key in ("culture_sport", "money", "care_for_others", "language"):
        make.theme(key)
    for key in ("youth", "everyone", "low_income", "carers", "newcomers_language"):
        make.target_group(key)
    made = load_example_agenda(by=scene.BY, municipality="GM0307")
    assert [one.state for one in made] == ["prioritising", "adopted", "prioritising"]
    assert made[0].district_code == make.LIENDERT
    assert all(one.example for one in Issue.objects.all())
    assert Issue.objects.filter(agenda=made[0]).count() == 7
    assert load_example_agenda(by=scene.BY, municipality="GM0307") == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["start", "weigh"])
def test_of_two_at_once_one_is_refused(kind: str) -> None:
    scene.town()
    made = scene.agenda() if kind == "weigh" else None
    start = Barrier(2)

    def act(word: str) -> str:
        deeds: dict[str, Callable[[], object]] = {
            "start": scene.agenda,
            "weigh": lambda: set_weights(
                by=scene.BY, agenda=Agenda.objects.get(), weights=(40, 30, 30), note=word, version=1
            ),
        }
        start.wait()
        try:
            deeds[kind]()
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(act, ["een", "twee"])) == ["done", "refused"]
    assert Agenda.objects.count() == 1
    assert made is None or Agenda.objects.get().version == 2
