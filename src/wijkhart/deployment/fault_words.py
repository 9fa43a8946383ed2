"""What is wrong with a question, in sentences with what to do about it."""

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.analysis.allocation import Fault
from wijkhart.core.errors import InputProblem
from wijkhart.core.formats import number
from wijkhart.deployment.names import Names, inside

Words = tuple[str, str]


def fault_words(fault: Fault, names: Names, row: int | None = None) -> InputProblem:
    """A fault as something a person can mend; one of a rule that has no words of its own says the rule."""
    words = _WORDS.get(fault.rule)
    message, advice = words(fault, names) if words else (fault.rule, " ".join(fault.where))
    return InputProblem(_about(fault, names), row, fault.where[0] if fault.where else "", message, advice)


def _about(fault: Fault, names: Names) -> str:
    return ", ".join(_named(key, names) for key in fault.where if key)


def _named(key: str, names: Names) -> str:
    """A key as it is called, whatever it is a key of."""
    for table in (names.areas, names.themes, names.kinds):
        if key in table:
            return table[key]
    return str(_PARTS.get(key, lambda: key)())


def _curve(fault: Fault, names: Names) -> str:
    area, theme, kind = fault.where[-3:]
    said = _("%(kind)s for %(theme)s") % {"kind": names.kind(kind), "theme": inside(names.theme(theme))}
    return f"{said}, {names.area(area)}" if area else said


def _not_a_number(fault: Fault, names: Names) -> Words:
    return _("%(what)s: this is not a number.") % {"what": _about(fault, names)}, _("Fill in a number of 0 or more.")


def _negative(fault: Fault, names: Names) -> Words:
    told = {"what": _about(fault, names), "amount": number(fault.amount, 2)}
    return _("%(what)s is %(amount)s: less than 0 cannot be.") % told, _("Fill in a number of 0 or more.")


def _no_capacity(fault: Fault, names: Names) -> Words:
    kind = names.kind(fault.where[0])
    return (
        _("%(kind)s: it is not known how many hours the provider can give.") % {"kind": kind},
        _("Fill in the hours a year in the budget, or say that there is no limit."),
    )


def _empty_curve(fault: Fault, names: Names) -> Words:
    return (
        _("The reach of %(curve)s has no step.") % {"curve": _curve(fault, names)},
        _("Say up to how many hours an hour reaches how many people."),
    )


def _steps_go_back(fault: Fault, names: Names) -> Words:
    told = {"curve": _curve(fault, names), "hours": number(fault.amount)}
    return (
        _("The reach of %(curve)s: the step up to %(hours)s hours does not come after the one before.") % told,
        _("Put the steps in order: the hours go up."),
    )


def _rises_faster(fault: Fault, names: Names) -> Words:
    told = {"curve": _curve(fault, names), "rate": number(fault.amount, 2)}
    return (
        _(
            "The reach of %(curve)s rises faster and faster: a later hour reaches %(rate)s people, more than the one"
            " before."
        )
        % told,
        _("Let every step reach as many people an hour as the one before, or fewer."),
    )


def _empty(fault: Fault, names: Names) -> Words:
    messages = {
        "areas": (_("No wijk takes part."), _("Choose wijken in the budget.")),
        "themes": (_("No reach is known for the kinds of effort in this budget."), _("Fill in reach first.")),
        "kinds": (_("There is no kind of effort in this budget."), _("Choose kinds of effort in the budget.")),
        "hours": (_("The budget has no year."), _("Fill in the amounts of each year.")),
    }
    return messages.get(fault.where[0], (_("Something is missing."), fault.where[0]))


def _twice(fault: Fault, names: Names) -> Words:
    return _("%(what)s stands there twice.") % {"what": _about(fault, names)}, _("Remove one of the two.")


def _unknown_key(fault: Fault, names: Names) -> Words:
    told = {"what": _about(fault, names)}
    return _("%(what)s is not in this budget.") % told, _("Add it to the budget, or remove what was promised for it.")


def _not_a_part(fault: Fault, names: Names) -> Words:
    return _("%(what)s must lie between 0 and 100 percent.") % {"what": _about(fault, names)}, _("Change the division.")


def _last_year_missing(fault: Fault, names: Names) -> Words:
    return _("Last year's division is not known."), _(
        "Fill it in in the budget. Until then only inhabitants stand beside it."
    )


def _promised_before_start(fault: Fault, names: Names) -> Words:
    area, kind, period = fault.where
    told = {"area": names.area(area), "kind": inside(names.kind(kind)), "year": names.year(int(period))}
    return (
        _("%(area)s was promised %(kind)s in %(year)s, but takes part later.") % told,
        _("Let the wijk take part earlier, or remove what was promised."),
    )


def _weights_all_zero(fault: Fault, names: Names) -> Words:
    return _("All weights are 0, so nothing counts."), _("Let at least one theme count in this division.")


def _no_known_need(fault: Fault, names: Names) -> Words:
    return (
        _("For no theme that counts it is known how many people are in need."),
        _("Have the white spots computed first, or let other themes count."),
    )


def _shape(fault: Fault, names: Names) -> Words:
    return _("%(what)s does not fit the rest.") % {"what": _about(fault, names)}, _("Fill in the amounts of each year.")


_WORDS: Final[dict[str, Callable[[Fault, Names], Words]]] = {
    "not_a_number": _not_a_number,
    "negative": _negative,
    "no_capacity": _no_capacity,
    "empty_curve": _empty_curve,
    "steps_go_back": _steps_go_back,
    "rises_faster": _rises_faster,
    "empty": _empty,
    "twice": _twice,
    "unknown_key": _unknown_key,
    "not_a_part": _not_a_part,
    "last_year_missing": _last_year_missing,
    "promised_before_start": _promised_before_start,
    "weights_all_zero": _weights_all_zero,
    "no_known_need": _no_known_need,
    "shape": _shape,
}
_PARTS: Final[dict[str, Callable[[], str]]] = {
    "hours": lambda: _("hours"),
    "euros": lambda: _("euros"),
    "places": lambda: _("room places"),
    "reserve": lambda: _("reserve"),
    "fairness": lambda: _("fairness"),
    "floor": lambda: _("lower limit"),
    "capacity": lambda: _("capacity"),
    "need": lambda: _("people in need"),
    "weight": lambda: _("weight"),
    "curve": lambda: _("reach"),
    "kind": lambda: _("kind of effort"),
    "commitment": lambda: _("what was promised"),
    "block": lambda: _("block"),
}
