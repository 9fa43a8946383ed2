"""Scenarios: asking for a division with certain choices, computing it, changing and removing it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart import __version__
from wijkhart.analysis.allocation import ClashError, Fault, InputError, OutOfTimeError
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.core.progress import Progress, silent
from wijkhart.deployment.clash_words import clash_problem
from wijkhart.deployment.models import Budget, Division, DivisionDistrict, DivisionShare, DivisionState, NeedBasis
from wijkhart.deployment.queries.answer import Answer, answer_of, result_of
from wijkhart.deployment.queries.problem import Question, question_of
from wijkhart.deployment.recipe import digest_of, recipe_of
from wijkhart.themes.models import Theme

MOST_EMPHASIS: Final = 10.0
MOST_SCENARIOS: Final = 40
OPEN: Final = (DivisionState.WAITING, DivisionState.COMPUTED, DivisionState.CLASH, DivisionState.FAULTY)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a scenario chooses."""

    name: str
    note: str = ""
    fairness: int = 0
    reserve: float = 5.0
    block: float = 0.0
    basis: str = NeedBasis.NEED
    agenda_weight: float = 9.0
    emphasis: dict[str, float] = field(default_factory=dict)

    def problems(self) -> list[InputProblem]:
        """All that cannot be, each with what to do."""
        faults = (
            (not self.name.strip(), "name", _("A division needs a name."), _("Such as: as much reach as can be.")),
            (len(self.name) > 120, "name", _("The name is too long."), _("At most 120 characters.")),
            (
                not 0 <= self.fairness <= 100,
                "fairness",
                _("Fairness lies between 0 and 100."),
                _("0: as much reach as can be; 100: the worst-off wijk first."),
            ),
            (
                not 0 <= self.reserve <= 50,
                "reserve",
                _("The reserve lies between 0 and 50 percent."),
                _("Many cities hold back 5 percent."),
            ),
            (
                not 0 <= self.block <= 2000,
                "block",
                _("A block has between 0 and 2,000 hours."),
                _("Write 0 for any amount of hours."),
            ),
            (
                not 0 <= self.agenda_weight <= 100,
                "agenda_weight",
                _("The weight of the agenda lies between 0 and 100."),
                _("Write 0 when the agenda does not count."),
            ),
        )
        found = [InputProblem(_("division"), None, name, said, advice) for wrong, name, said, advice in faults if wrong]
        return found + self._emphasis_problems()

    def _emphasis_problems(self) -> list[InputProblem]:
        wrong = [key for key, factor in self.emphasis.items() if not 0 <= factor <= MOST_EMPHASIS]
        said, advice = _("A theme counts 0 to 10 times as heavy."), _("Write 1 to leave it as it is.")
        return [InputProblem(_("division"), None, f"emphasis_{key}", said, advice) for key in wrong]


def add_division(*, by: Actor, budget: Budget, choices: Choices, example: bool = False) -> Division:
    """A scenario, not computed yet."""
    _demand(by, budget.municipality_code)
    told = _told(choices)
    if budget.divisions.count() >= MOST_SCENARIOS:
        raise Refused(_("This budget has 40 divisions. Remove one that you no longer need first."))
    with _name_once(), transaction.atomic():
        made = Division.objects.create(budget=budget, example=example or budget.example, **told)
        record(by, "division.added", made, municipality=budget.municipality_code)
    return made


def change_division(*, by: Actor, division: Division, choices: Choices, version: int) -> Division:
    """Other choices; what was computed with the old ones goes, unless only name or note changed."""
    told = _told(choices)
    with _name_once(), transaction.atomic():
        locked = hold_division(by, division, version)
        _must_be_open(locked)
        if any(getattr(locked, name) != value for name, value in told.items() if name not in ("name", "note")):
            _forget(locked)
        for name, value in told.items():
            setattr(locked, name, value)
        locked.save()
        record(by, "division.changed", locked, municipality=locked.budget.municipality_code)
    return locked


def remove_division(*, by: Actor, division: Division, version: int) -> None:
    """Take a scenario away; one that was ever adopted stays."""
    with transaction.atomic():
        locked = hold_division(by, division, version)
        if locked.adopted_on is not None:
            raise Refused(_("This division was adopted. It stays, so that everybody can read back what was decided."))
        record(by, "division.removed", locked, municipality=locked.budget.municipality_code)
        locked.delete()


def compute_division(*, by: Actor, division: Division, progress: Progress = silent) -> Division:
    """Solve it with what is known now and keep the result with its recipe; what cannot be made is kept with why.

    Reads and computes before the transaction. When the choices changed meanwhile, nothing is kept and it is refused.
    """
    _demand(by, division.budget.municipality_code)
    _must_be_open(division)
    started, version = time.process_time(), division.version
    try:
        question = question_of(division)
        answer = answer_of(question.problem, progress)
    except InputError as error:
        return _keep_problems(by, division, version, DivisionState.FAULTY, [_fault(one) for one in error.faults])
    except ClashError as error:
        clashes = [clash_problem(one) for one in error.clashes]
        return _keep_problems(by, division, version, DivisionState.CLASH, clashes)
    except OutOfTimeError as error:
        raise Refused(_("No division was found in time. Try hours in any amount instead of blocks.")) from error
    seconds = round(time.process_time() - started, 3)
    with transaction.atomic():
        locked = hold_division(by, division, version)
        _must_be_open(locked)
        return _keep(by, locked, question, answer, seconds)


def hold_division(by: Actor, division: Division, version: int, right: str = "division.edit") -> Division:
    """The row, locked, for who may write it, unless somebody else changed it since this version was read."""
    _demand(by, division.budget.municipality_code, right)
    locked = Division.objects.select_for_update().select_related("budget").get(pk=division.pk)
    if locked.version != version:
        raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
    locked.version += 1
    return locked


def _demand(by: Actor, municipality: str, right: str = "division.edit") -> None:
    if not by.may(right, municipality):
        raise NotAllowed(_("You may not do this with divisions of this municipality."))


def _must_be_open(division: Division) -> None:
    if division.state not in OPEN:
        raise Refused(_("This division was adopted. Make a new one with other choices instead."))


def _told(choices: Choices) -> dict[str, Any]:
    problems = choices.problems()
    known = set(Theme.objects.filter(pk__in=choices.emphasis).values_list("pk", flat=True))
    for key in sorted(set(choices.emphasis) - known):
        message, advice = _("There is no theme “%(key)s”.") % {"key": key}, _("Choose a theme of the list.")
        problems.append(InputProblem(_("division"), None, "", message, advice))
    if problems:
        raise BadInput(problems)
    told = asdict(choices)
    told["emphasis"] = {key: float(one) for key, one in sorted(choices.emphasis.items()) if one != 1}
    return {**told, "name": " ".join(choices.name.split()), "note": choices.note.strip()}


@contextmanager
def _name_once() -> Iterator[None]:
    """Says in words that the name is taken, when the database says so."""
    try:
        yield
    except IntegrityError as error:
        message = _("This budget has a division with this name already. Choose another name.")
        raise Refused(message, field="name") from error


def _forget(division: Division) -> None:
    division.state, division.problems, division.result = DivisionState.WAITING, [], {}
    division.inputs, division.sources, division.digest = {}, {}, ""
    division.computed_at = division.cpu_seconds = None
    division.districts.all().delete()
    division.shares.all().delete()


def _fault(fault: Fault) -> dict[str, Any]:
    amount = None if fault.amount != fault.amount else fault.amount
    return {"kind": "fault", "rule": fault.rule, "where": list(fault.where), "amount": amount}


def _keep_problems(by: Actor, division: Division, version: int, state: str, problems: list[dict[str, Any]]) -> Division:
    with transaction.atomic():
        locked = hold_division(by, division, version)
        _must_be_open(locked)
        _forget(locked)
        locked.state, locked.problems = state, problems
        locked.computed_at, locked.software = timezone.now(), __version__
        locked.save()
        record(by, "division.clashed", locked, municipality=locked.budget.municipality_code)
    return locked


def _keep(by: Actor, division: Division, question: Question, answer: Answer, seconds: float) -> Division:
    recipe = recipe_of(question.problem)
    _forget(division)
    division.state, division.result = DivisionState.COMPUTED, result_of(answer)
    division.inputs, division.sources, division.digest = recipe, question.sources, digest_of(recipe)
    division.software, division.computed_at, division.cpu_seconds = __version__, timezone.now(), seconds
    division.save()
    DivisionDistrict.objects.bulk_create(_districts(division, question, answer))
    DivisionShare.objects.bulk_create(_shares(division, answer), batch_size=500)
    record(by, "division.computed", division, municipality=division.budget.municipality_code)
    return division


def _districts(division: Division, question: Question, answer: Answer) -> list[DivisionDistrict]:
    plan, problem = answer.plan, question.problem
    people, share = plan.reach, plan.share
    return [
        DivisionDistrict(
            division=division,
            district_code=reason.area,
            name=question.names[reason.area],
            inhabitants=int(problem.inhabitants[number]),
            hours=round(reason.hours, 2),
            by_inhabitants=round(reason.by_inhabitants, 2),
            last_year=reason.last_year,
            people=round(sum(one for one in people[number].ravel() if one == one), 2),
            share=min((float(one) for one in share[number] if one == one), default=None),
            extra=round(answer.extras[number], 2),
            claims=list(answer.claims[number]),
        )
        for number, reason in enumerate(answer.reasons)
    ]


def _shares(division: Division, answer: Answer) -> list[DivisionShare]:
    problem, first = answer.plan.problem, division.budget.first_year
    return [
        DivisionShare(
            division=division,
            district_code=area,
            kind=kind.key,
            year=first + period,
            hours=round(float(answer.plan.hours[row, column, period]), 2),
        )
        for row, area in enumerate(problem.areas)
        for column, kind in enumerate(problem.kinds)
        for period in range(problem.periods)
        if answer.plan.hours[row, column, period] > 0.005
    ]
