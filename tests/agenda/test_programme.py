"""The work programme: who may keep what, what is refused, and what a resident reads."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests import make
from tests.agenda import scene
from tests.cast import Cast, cast

from wijkhart.agenda.actions import (
    GroupFacts,
    ReportFacts,
    add_step,
    answer_question,
    ask_question,
    change_step,
    change_task_group,
    end_task_group,
    fix_advice,
    load_example_agenda,
    load_example_programme,
    make_task_group,
    note_reply,
    reopen_task_group,
    report_programme,
    settle_step,
)
from wijkhart.agenda.models import Agenda, TaskGroup, TaskStep
from wijkhart.agenda.queries.programme import programme_of, programmes_in, progress_of
from wijkhart.core.actors import ANONYMOUS
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.themes.actions import load_themes

pytestmark = pytest.mark.django_db
TODAY = scene.TODAY


@pytest.fixture
def people() -> Cast:
    scene.town()
    return cast()


@pytest.fixture
def agenda(people: Cast) -> Agenda:
    """An agenda that everybody can read, of a period long enough for every step here."""
    made, _issues = scene.ordering("Eten", "Geld")
    made = fix_advice(by=scene.BY, agenda=made, told=scene.told(), version=made.version)
    Agenda.objects.filter(pk=made.pk).update(starts_on=TODAY - timedelta(days=200), ends_on=TODAY + timedelta(days=200))
    made.refresh_from_db()
    return made


def group(agenda: Agenda, title: str = "Koken", **facts: Any) -> TaskGroup:
    return make_task_group(by=scene.BY, agenda=agenda, facts=GroupFacts(title, **facts))


def step(of: TaskGroup, days: int = 10, title: str = "Een zaal zoeken") -> TaskStep:
    return add_step(by=scene.BY, group=of, title=title, due=TODAY + timedelta(days=days))


def page(of: Agenda, client: Client | None = None) -> str:
    return (client or Client()).get(f"/agenda/{of.pk}/uitwerking/").content.decode()


def test_progress_counts_what_is_done_to_do_and_late_and_leaves_out_what_will_not_be_done(agenda: Agenda) -> None:
    koken = group(agenda)
    settle_step(by=scene.BY, step=step(koken, -20, "Praten"), state="done", says="Gedaan")
    settle_step(by=scene.BY, step=step(koken, -10, "Folder"), state="dropped", says="Niemand las die.")
    step(koken, -1, "Zaal")
    step(koken, 0, "Vandaag is nog op tijd")
    told = progress_of(koken.steps.all())
    assert (told.done, told.to_do, told.late, told.dropped, told.total) == (1, 1, 1, 1, 3)
    assert told.sentence == "1 van de 3 stappen zijn klaar. 1 is te laat."


def test_a_resident_reads_who_works_on_what_and_what_is_late(agenda: Agenda) -> None:
    issue = agenda.issues.get(title="Eten")
    lead = make.organisation("Buurtkok", make.AMERSFOORT)
    koken = group(agenda, issue=issue, lead=lead, members="De kerk")
    step(koken, -3)
    text = page(agenda)
    for words in ("Koken", "Buurtkok", "De kerk", "Een zaal zoeken", "te laat", "Nog niemand werkt hieraan", "Geld"):
        assert words in text
    assert "Een taakgroep maken" not in text


def test_an_issue_of_which_all_groups_ended_may_be_reached(agenda: Agenda) -> None:
    issue = agenda.issues.get(title="Eten")
    koken = group(agenda, issue=issue)
    row = programme_of(agenda).issues[0]
    assert not row.may_be_reached
    settle_step(by=scene.BY, step=step(koken), state="done", says="")
    assert programme_of(agenda).issues[0].groups[0].ready
    end_task_group(by=scene.BY, group=koken, outcome="Elke week eten", version=koken.version)
    row = programme_of(agenda).issues[0]
    assert row.may_be_reached
    assert not row.groups[0].ready


def test_the_lead_keeps_its_own_steps_and_nothing_else(people: Cast, agenda: Agenda) -> None:
    own = group(agenda, "Van ons", lead=people.dina.membership.organisation)
    other = group(agenda, "Van een ander")
    by = people.dina.actor
    made = add_step(by=by, group=own, title="Sleutel halen", due=TODAY)
    settle_step(by=by, step=made, state="done", says="Gehaald")
    with pytest.raises(NotAllowed):
        add_step(by=by, group=other, title="Mag niet", due=TODAY)
    with pytest.raises(NotAllowed):
        change_task_group(by=by, group=own, facts=GroupFacts("Anders"), version=own.version)
    end_task_group(by=by, group=own, outcome="Klaar", version=own.version)


@pytest.mark.parametrize("who", ["anonymous", "resident", "other_town"])
def test_others_write_nothing(people: Cast, agenda: Agenda, who: str) -> None:
    by = {"anonymous": ANONYMOUS, "resident": people.lena.actor, "other_town": people.charlie.actor}[who]
    with pytest.raises(NotAllowed):
        make_task_group(by=by, agenda=agenda, facts=GroupFacts("Koken"))
    with pytest.raises(NotAllowed):
        ask_question(by=by, agenda=agenda, text="Hoe?")
    with pytest.raises(NotAllowed):
        report_programme(by=by, agenda=agenda, facts=ReportFacts("council", TODAY, "Goed"))


@pytest.mark.parametrize("days", [-201, 200 + 740])
def test_a_step_outside_the_period_and_two_years_after_is_refused_with_the_days(agenda: Agenda, days: int) -> None:
    with pytest.raises(Refused, match="past niet bij de periode"):
        step(group(agenda), days)


def test_what_needs_words_says_so(agenda: Agenda) -> None:
    koken = group(agenda)
    made = step(koken)
    with pytest.raises(Refused, match="waarom het niet gedaan is"):
        settle_step(by=scene.BY, step=made, state="dropped", says=" ")
    with pytest.raises(Refused, match="nog komen"):
        settle_step(by=scene.BY, step=made, state="done", says="", settled_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="opgeleverd"):
        end_task_group(by=scene.BY, group=koken, outcome="", version=koken.version)
    with pytest.raises(BadInput) as told:
        report_programme(by=scene.BY, agenda=agenda, facts=ReportFacts("residents", date(2999, 1, 1), "", adopted=True))
    assert {one.field for one in told.value.problems} == {"text", "reported_on", "adopted"}


def test_an_issue_or_group_of_another_agenda_is_refused(agenda: Agenda) -> None:
    other = scene.agenda(district=scene.EAST)
    strange = scene.issue(other, "Elders")
    with pytest.raises(BadInput, match="andere agenda"):
        group(agenda, issue=strange)
    with pytest.raises(Refused, match="dezelfde agenda"):
        ask_question(by=scene.BY, agenda=agenda, text="Hoe?", group=group(other))


def test_the_second_of_two_sees_what_the_first_did_and_loses_nothing(people: Cast, agenda: Agenda) -> None:
    koken = group(agenda)
    change_task_group(by=scene.BY, group=koken, facts=GroupFacts("Samen koken"), version=koken.version)
    answer = (
        people.alice.client()
        .post(f"/taakgroepen/{koken.pk}/wijzigen/", {"title": "Koken met elkaar", "version": koken.version})
        .content.decode()
    )
    assert "intussen gewijzigd" in answer
    assert "Samen koken" in answer
    assert "Koken met elkaar" in answer
    koken.refresh_from_db()
    assert koken.title == "Samen koken"


def test_two_who_settle_one_step_do_not_overwrite_each_other(agenda: Agenda) -> None:
    made = step(group(agenda))
    settle_step(by=scene.BY, step=made, state="done", says="Gelukt")
    with pytest.raises(Refused, match="intussen afgerond"):
        settle_step(by=scene.BY, step=made, state="dropped", says="Te duur")
    settle_step(by=scene.BY, step=made, state="open", says="", was="done")
    made.refresh_from_db()
    assert (made.state, made.settled_on) == ("open", None)


def test_a_step_that_is_settled_is_opened_before_it_is_changed(agenda: Agenda) -> None:
    made = step(group(agenda))
    change_step(by=scene.BY, step=made, title="Een grotere zaal", due=made.due)
    settle_step(by=scene.BY, step=made, state="done", says="")
    with pytest.raises(Refused, match="eerst opnieuw"):
        change_step(by=scene.BY, step=made, title="Nog groter", due=made.due)


def test_a_group_that_ended_takes_no_steps_until_it_goes_on(agenda: Agenda) -> None:
    koken = group(agenda)
    ended = end_task_group(by=scene.BY, group=koken, outcome="Klaar", version=koken.version)
    with pytest.raises(Refused, match="eerst verdergaan"):
        step(koken)
    going = reopen_task_group(by=scene.BY, group=koken, version=ended.version)
    assert going.outcome == "Klaar"
    step(koken)


def test_questions_stay_when_answered_and_the_second_answer_sees_the_first(agenda: Agenda) -> None:
    asked = ask_question(by=scene.BY, agenda=agenda, text="Wie heeft de sleutel?")
    answer_question(by=scene.BY, question=asked, answer="De beheerder.", group=None, was="")
    assert "De beheerder." in page(agenda)
    with pytest.raises(Refused, match="intussen beantwoord"):
        answer_question(by=scene.BY, question=asked, answer="Niemand.", group=None, was="")


def test_the_page_says_by_whom_it_was_adopted_and_what_the_council_said(agenda: Agenda) -> None:
    group(agenda)
    assert "nog niet vastgesteld" in page(agenda)
    made = report_programme(by=scene.BY, agenda=agenda, facts=ReportFacts("council", TODAY, "Alles loopt."))
    assert "nog geen reactie" in page(agenda)
    note_reply(by=scene.BY, report=made, reply="Akkoord.", adopted=True, was="")
    text = page(agenda)
    assert "Vastgesteld door de raad" in text
    assert "Akkoord." in text


def test_the_list_of_a_city_counts_per_wijk_and_a_draft_is_not_told(agenda: Agenda) -> None:
    koken = group(agenda)
    settle_step(by=scene.BY, step=step(koken, -20), state="done", says="")
    step(koken, -5)
    step(koken, 5)
    group(agenda, "Geld")
    group(scene.agenda(district=scene.EAST), "Nog geheim")
    (row,) = programmes_in(ANONYMOUS, make.AMERSFOORT)
    assert (row.groups, row.done, row.to_do, row.late) == (2, 1, 1, 1)
    assert programmes_in(scene.BY, make.AMERSFOORT).count() == 2
    text = Client().get(f"/gemeenten/{make.AMERSFOORT}/uitwerking/").content.decode()
    assert "Liendert" in text
    assert "Oost" not in text.split("<tbody")[1]


def test_the_steps_can_be_taken_away_as_a_file(agenda: Agenda) -> None:
    step(group(agenda), -5)
    told = Client().get(f"/agenda/{agenda.pk}/uitwerking/?uitvoer=csv").content.decode("utf-8-sig")
    assert "Een zaal zoeken" in told
    assert "te laat" in told


@pytest.mark.usefixtures("people")
def test_the_example_loads_once() -> None:
    for code in ("WK030712", "WK030713"):
        make.area(code, name=code)
    load_themes(by=scene.BY)
    made = load_example_agenda(by=scene.BY, municipality=make.AMERSFOORT)
    assert made
    assert len(load_example_programme(by=scene.BY, municipality=make.AMERSFOORT)) == 3
    assert load_example_programme(by=scene.BY, municipality=make.AMERSFOORT) == []
