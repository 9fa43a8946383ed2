"""The rules of a place as a week: for each weekday and part of the day which rules stand."""

from collections.abc import Sequence

from wijkhart.places.models import ConceptRule
from wijkhart.times.models import PartOfDay


def week_of(rules: Sequence[tuple[int, ConceptRule]]) -> list[tuple[str, list[list[int]]]]:
    """By part of the day, for each of the seven days, the numbers of the rules that stand then."""
    return [(str(PartOfDay(part).label), [_there(rules, day, part) for day in range(7)]) for part in PartOfDay.values]


def _there(rules: Sequence[tuple[int, ConceptRule]], day: int, part: str) -> list[int]:
    return [
        number
        for number, rule in rules
        if (not rule.weekdays or day in rule.weekdays) and rule.part_of_day in ("", part)
    ]
