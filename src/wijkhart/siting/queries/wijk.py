"""What plans mean for the people of one wijk."""

from collections.abc import Sequence
from dataclasses import dataclass

from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.queries.naming import Names, plan_title
from wijkhart.siting.queries.people import EVERYONE
from wijkhart.siting.queries.showing import (
    ActivityRow,
    Change,
    PlaceRow,
    activity_rows,
    group_changes,
    place_rows,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One plan for one wijk."""

    plan: SitingPlan
    title: str
    everyone: Change | None
    groups: list[Change]
    stay: list[PlaceRow]
    close: list[PlaceRow]
    moves: list[ActivityRow]

    @property
    def today(self) -> float | None:
        """Metres to the nearest place now, on average."""
        if self.everyone is None or self.everyone.more is None:
            return None
        return self.everyone.metres - self.everyone.more


def meanings_for(study: SitingStudy, plans: Sequence[SitingPlan], code: str, names: Names) -> list[Meaning]:
    """Each plan for this wijk."""
    return [_meaning(study, plan, code, names) for plan in plans]


def _meaning(study: SitingStudy, plan: SitingPlan, code: str, names: Names) -> Meaning:
    groups = group_changes(plan, names, code) if code in plan.losses else []
    places = [one for one in place_rows(study, plan, names) if one.wijk_code == code]
    here = {one.key for one in places}
    return Meaning(
        plan,
        plan_title(plan),
        next((one for one in groups if one.key == EVERYONE), None),
        [one for one in groups if one.key != EVERYONE],
        [one for one in places if one.way],
        [one for one in places if not one.way],
        [one for one in activity_rows(study, plan, names) if one.moves and one.place in here],
    )
