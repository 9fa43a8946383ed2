"""The work programme of the demonstration: under the agenda that was adopted."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions.programme import (
    GroupFacts,
    ReportFacts,
    answer_question,
    ask_question,
    make_task_group,
    report_programme,
)
from wijkhart.agenda.actions.task_steps import add_step, settle_step
from wijkhart.agenda.models import Agenda, AgendaState, ReportTo, StepState, TaskGroup
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Step:
    """A made-up step: days from now, and what came of it (empty: to do)."""

    title: str
    days: int
    says: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A made-up task group: the theme and target group of its issue, how its lead is called, and its steps."""

    title: str
    text: str
    about: tuple[str, str]
    lead: str
    members: str
    steps: tuple[Step, ...]


GROUPS: Final = (
    Group(
        "Spoor 1: elke week drie avonden iets te doen",
        "De voetbalclub opent het veld en leidt jongeren op tot trainer. De combinatiefunctionaris van de school haalt "
        "jongeren op die niet uit zichzelf komen.",
        ("culture_sport", "youth"),
        "Voetbalvereniging",
        "Kindcentrum (combinatiefunctionaris), jongerenwerk, ouders",
        (
            Step("Met twintig jongeren praten over wat zij willen", -40, "23 jongeren spraken mee, 9 op straat."),
            Step("Afspreken wie het veld en de kantine opent", -21, "De club opent op dinsdag en donderdag."),
            Step("Zes jongeren beginnen als hulptrainer", -6),
            Step("De derde avond binnen, voor als het regent", 30),
        ),
    ),
    Group(
        "Spoor 2: contact op straat, en snel hulp",
        "Het jongerenwerk is op straat en kent de jongeren bij naam. Is er iets mis, dan is er binnen een week iemand.",
        ("culture_sport", "youth"),
        "Jongerenwerk",
        "Wijkagent, school, buurtpreventie",
        (
            Step("Twee avonden per week op het plein zijn", -30, "Dat lukt elke week."),
            Step("Afspreken wie wie belt als het misgaat", 14),
        ),
    ),
    Group(
        "Groepen die elkaar niet kennen, samen aan tafel",
        "De moskee, de kerk en de bewonersgroep zijn om de beurt gastheer. Iedereen neemt iemand nieuw mee.",
        ("meeting", "everyone"),
        "Stichting Welzijn",
        "Moskeevereniging, buurtpastoraat, bewonersgroep",
        (
            Step("De drie besturen ontmoeten elkaar", -35, "Zij aten samen, en kozen data."),
            Step("Eerste maaltijd, in de moskee", -12, "Er kwamen 54 mensen. Met 16 nieuwe gezichten."),
            Step("Tweede maaltijd, in de kerk", 18),
        ),
    ),
)
REPORT: Final = (
    "Twee van de drie taakgroepen zijn op weg. Jongeren trainen mee op het veld. De eerste maaltijd is geweest. "
    "Voor een derde avond zoeken wij nog een zaal."
)
REPLY: Final = "De raad is blij met de maaltijden. De raad wil in het voorjaar weten hoeveel jongeren meedoen."


def load_example_programme(*, by: Actor, municipality: str) -> list[TaskGroup]:
    """Made-up task groups under the adopted example agenda; what stands there already is left alone."""
    if not by.may("programme.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    rows = Agenda.objects.filter(municipality_code=municipality, example=True, state=AgendaState.ADOPTED)
    agenda = rows.order_by("pk").first()
    if agenda is None or agenda.task_groups.exists():
        return []
    with transaction.atomic():
        made = [_group(by, agenda, one) for one in GROUPS]
        _questions(by, agenda, made)
        _reports(by, agenda)
    return made


def _group(by: Actor, agenda: Agenda, one: Group) -> TaskGroup:
    theme, target_group = one.about
    about = agenda.issues.standing().filter(theme_id=theme, target_group_id=target_group)
    issue = about.order_by("position").first()
    leads = Organisation.objects.working_in(agenda.municipality_code).filter(example=True, published=True)
    lead = leads.filter(name__startswith=one.lead).order_by("name", "pk").first()
    facts = GroupFacts(one.title, one.text, issue, lead, one.members)
    group = make_task_group(by=by, agenda=agenda, facts=facts, example=True)
    TaskGroup.objects.filter(pk=group.pk).update(begun_on=max(_day(-45), agenda.starts_on))
    for step in one.steps:
        due = max(_day(step.days), agenda.starts_on)
        made = add_step(by=by, group=group, title=step.title, due=due)
        if step.says:
            day = min(due + timedelta(days=2), timezone.localdate())
            settle_step(by=by, step=made, state=StepState.DONE, says=step.says, settled_on=day)
    return group


def _questions(by: Actor, agenda: Agenda, groups: list[TaskGroup]) -> None:
    key = ask_question(by=by, agenda=agenda, text="Wie heeft op zondag de sleutel van de zaal?", group=groups[2])
    answer = "De beheerder geeft twee bewoners een sleutel. Zij tekenen voor ontvangst."
    answer_question(by=by, question=key, answer=answer, group=groups[2], was="")
    ask_question(by=by, agenda=agenda, text="Betaalt de gemeente de verlichting van het veld?", group=groups[0])


def _reports(by: Actor, agenda: Agenda) -> None:
    told = "Drie taakgroepen, elk met een trekker en stappen."
    college = ReportFacts(ReportTo.COLLEGE, _day(-45), told, "Het college stelt het vast.", adopted=True)
    report_programme(by=by, agenda=agenda, facts=college)
    report_programme(by=by, agenda=agenda, facts=ReportFacts(ReportTo.COUNCIL, _day(-8), REPORT, REPLY))


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
