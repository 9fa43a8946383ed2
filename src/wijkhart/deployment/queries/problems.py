"""Why a division cannot be made, in sentences with what to do."""

from dataclasses import dataclass

from wijkhart.analysis.allocation import Fault
from wijkhart.deployment.clash_words import clash_of, clash_words, repair_words
from wijkhart.deployment.fault_words import fault_words
from wijkhart.deployment.models import Division
from wijkhart.deployment.names import Names


@dataclass(frozen=True, slots=True)
class ToldProblem:
    """What is wrong, and what would mend it: any one of these."""

    message: str
    repairs: tuple[str, ...]


def told_problems(division: Division, names: Names) -> list[ToldProblem]:
    """Everything that stands in the way of this division."""
    found = []
    for one in division.problems:
        if one["kind"] == "clash":
            clash = clash_of(one)
            found.append(ToldProblem(clash_words(clash, names), tuple(repair_words(clash, names))))
        else:
            amount = float("nan") if one["amount"] is None else one["amount"]
            told = fault_words(Fault(one["rule"], tuple(one["where"]), amount), names)
            found.append(ToldProblem(told.message, (told.advice,)))
    return found
