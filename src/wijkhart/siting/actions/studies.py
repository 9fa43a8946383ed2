"""Studies of which places stay: asking one, changing its choices, removing it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wijkhart.areas.queries import districts_of
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed, Refused
from wijkhart.siting.models import SitingStudy, StudyState, Way
from wijkhart.siting.queries.people import groups_by_age
from wijkhart.siting.queries.problem import CLOSE, OUT, taking_part
from wijkhart.siting.travel_file import read_travel

MOST_EMPHASIS: Final = 10.0
MOST_STUDIES: Final = 40
MOST_DAYS: Final = 366
FIXED: Final = (*Way.values, CLOSE, OUT)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a study chooses. Distances in metres; `buildings` or `euros` (a year) or neither is the budget."""

    name: str
    first_day: date
    last_day: date
    note: str = ""
    buildings: int | None = None
    euros: float | None = None
    mean: bool = True
    beyond: bool = False
    worst_first: bool = False
    reach: int = 800
    limit: int | None = None
    factor: float = 1.3
    emphasis: dict[str, float] = field(default_factory=dict)
    exempt: list[str] = field(default_factory=list)

    def problems(self) -> list[InputProblem]:
        """All that cannot be, each with what to do."""
        faults = (*self._budget_faults(), *self._aim_faults())
        return [InputProblem(_("study"), None, name, said, advice) for wrong, name, said, advice in faults if wrong]

    def _budget_faults(self) -> tuple[tuple[bool, str, str, str], ...]:
        return (
            (not self.name.strip(), "name", _("A study needs a name."), _("Such as: sixty places, seniors first.")),
            (len(self.name) > 120, "name", _("The name is too long."), _("At most 120 characters.")),
            (
                self.buildings is not None and self.buildings < 1,
                "buildings",
                _("With a budget of no building at all nothing can stay."),
                _("Write 1 or more, or leave it empty to see every number."),
            ),
            (
                self.euros is not None and self.euros <= 0,
                "euros",
                _("With a budget of no money at all nothing can stay."),
                _("Write more than € 0, or leave it empty to see every number of buildings."),
            ),
            (
                self.buildings is not None and self.euros is not None,
                "euros",
                _("The budget is either buildings or euros."),
                _("Leave one of the two empty."),
            ),
            (
                not 0 <= (self.last_day - self.first_day).days < MOST_DAYS,
                "last_day",
                _("The last day comes after the first, at most a year later."),
                _("Take the days of this season."),
            ),
        )

    def _aim_faults(self) -> tuple[tuple[bool, str, str, str], ...]:
        return (
            (
                not (self.mean or self.beyond or self.worst_first),
                "mean",
                _("Choose at least one aim."),
                _("Without an aim every plan is as good as another."),
            ),
            (
                not 50 <= self.reach <= 20_000,
                "reach",
                _("The reach lies between 50 and 20,000 metres."),
                _("Many people walk 800 metres; seniors often less."),
            ),
            (
                self.limit is not None and not 50 <= self.limit <= 50_000,
                "limit",
                _("The largest distance lies between 50 and 50,000 metres."),
                _("Leave it empty when there is none."),
            ),
            (
                not 1 <= self.factor <= 3,
                "factor",
                _("The detour lies between 1 and 3 times the straight line."),
                _("1.3 is usual in a town."),
            ),
            (
                any(not 1 <= one <= MOST_EMPHASIS for one in self.emphasis.values()),
                "",
                _("A target group counts 1 to 10 times."),
                _("Write 1 to leave it as it is."),
            ),
        )


def add_study(*, by: Actor, municipality: str, choices: Choices, example: bool = False) -> SitingStudy:
    """A study, not computed yet."""
    demand(by, municipality)
    told = _told(choices, municipality)
    if SitingStudy.objects.filter(municipality_code=municipality).count() >= MOST_STUDIES:
        raise Refused(_("There are 40 studies. Remove one that you no longer need first."))
    with _name_once(), transaction.atomic():
        made = SitingStudy.objects.create(municipality_code=municipality, example=example, **told)
        record(by, "siting.added", made, municipality=municipality)
    return made


def change_study(*, by: Actor, study: SitingStudy, choices: Choices, version: int) -> SitingStudy:
    """Other choices; what was computed with the old ones goes, unless only name or note changed."""
    told = _told(choices, study.municipality_code)
    with _name_once(), transaction.atomic():
        locked = hold_study(by, study, version)
        must_be_open(locked)
        if any(getattr(locked, name) != value for name, value in told.items() if name not in ("name", "note")):
            forget(by, locked)
        for name, value in told.items():
            setattr(locked, name, value)
        locked.save()
        record(by, "siting.changed", locked, municipality=locked.municipality_code)
    return locked


def fix_places(*, by: Actor, study: SitingStudy, fixed: Mapping[str, str], version: int) -> SitingStudy:
    """Place -> the way in which it must stay, `close`, or `out` (it takes no part). Other places are free."""
    known = {str(one.pk) for one in taking_part(study.municipality_code)}
    told = {place: wish for place, wish in sorted(fixed.items()) if wish}
    if set(told) - known or set(told.values()) - set(FIXED):
        raise Refused(_("One of these places or choices does not exist any more. Look at the page again."))
    with transaction.atomic():
        locked = hold_study(by, study, version)
        must_be_open(locked)
        if locked.fixed != told:
            forget(by, locked)
        locked.fixed = told
        locked.save()
        record(by, "siting.changed", locked, municipality=locked.municipality_code)
    return locked


def send_travel(*, by: Actor, study: SitingStudy, content: bytes, file: str, source: str, version: int) -> SitingStudy:
    """Walking times that replace the straight line, from a file; when one row is wrong nothing is written."""
    demand(by, study.municipality_code)
    if not source.strip():
        raise Refused(_("Say where these times come from."), field="source")
    wijken = dict(districts_of(study.municipality_code).values_list("code", "name"))
    places = {str(one.pk): one.name for one in taking_part(study.municipality_code)}
    return _set_travel(by, study, read_travel(content, file, wijken, places), source.strip()[:200], version)


def clear_travel(*, by: Actor, study: SitingStudy, version: int) -> SitingStudy:
    """Back to the straight line."""
    return _set_travel(by, study, {}, "", version)


def remove_study(*, by: Actor, study: SitingStudy, version: int) -> None:
    """Take a study away; one that was ever published stays."""
    with transaction.atomic():
        locked = hold_study(by, study, version)
        if not locked.open:
            raise Refused(_("This study was published. It stays, so that everybody can read back what was advised."))
        record(by, "siting.removed", locked, municipality=locked.municipality_code)
        locked.delete()


def hold_study(by: Actor, study: SitingStudy, version: int, right: str = "siting.edit") -> SitingStudy:
    """The row, locked, for who may write it, unless somebody else changed it since this version was read."""
    demand(by, study.municipality_code, right)
    locked = SitingStudy.objects.select_for_update().get(pk=study.pk)
    if locked.version != version:
        raise Refused(_("Somebody else changed this meanwhile. Look at the page again and do it once more."))
    locked.version += 1
    return locked


def demand(by: Actor, municipality: str, right: str = "siting.edit") -> None:
    """Refuse who does not hold the right there."""
    if not by.may(right, municipality):
        raise NotAllowed(_("You may not do this with studies of this municipality."))


def must_be_open(study: SitingStudy) -> None:
    """Refuse to change what everybody was told."""
    if not study.open:
        raise Refused(_("This study was published. Make a new one with other choices instead."))


def forget(by: Actor, study: SitingStudy) -> None:
    """What was computed goes; whoever may change the choices may have that."""
    demand(by, study.municipality_code)
    study.state, study.problems, study.inputs, study.names = StudyState.WAITING, [], {}, {}
    study.digest, study.computed_at, study.seconds = "", None, None
    study.plans.all().delete()


def _set_travel(
    by: Actor, study: SitingStudy, travel: dict[str, dict[str, float]], source: str, version: int
) -> SitingStudy:
    with transaction.atomic():
        locked = hold_study(by, study, version)
        must_be_open(locked)
        forget(by, locked)
        locked.travel, locked.travel_source = travel, source
        locked.save()
        record(by, "siting.changed", locked, municipality=locked.municipality_code)
    return locked


def _told(choices: Choices, municipality: str) -> dict[str, Any]:
    problems = choices.problems()
    groups = {one.key for one in groups_by_age()}
    wijken = set(districts_of(municipality).values_list("code", flat=True))
    if set(choices.emphasis) - groups or set(choices.exempt) - wijken:
        message, advice = _("A wijk or target group does not exist any more."), _("Choose again from the list.")
        problems.append(InputProblem(_("study"), None, "", message, advice))
    if problems:
        raise BadInput(problems)
    told = asdict(choices)
    told["emphasis"] = {key: float(one) for key, one in sorted(choices.emphasis.items()) if one != 1}
    told["exempt"] = sorted(choices.exempt)
    return {**told, "name": " ".join(choices.name.split()), "note": choices.note.strip()}


@contextmanager
def _name_once() -> Iterator[None]:
    """Says in words that the name is taken, when the database says so."""
    try:
        yield
    except IntegrityError as error:
        message = _("This municipality has a study with this name already. Choose another name.")
        raise Refused(message, field="name") from error
