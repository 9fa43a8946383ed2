"""What the keys of a study are called on a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wijkhart.core.formats import weekday
from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.queries.people import EVERYONE
from wijkhart.themes.models import TargetGroup


@dataclass(frozen=True, slots=True)
class Names:
    """Key -> name, of the day on which a study was computed; groups as they are called now."""

    kept: dict[str, Any]
    groups: dict[str, str]

    def wijk(self, code: str) -> str:
        return str(self.kept.get("wijken", {}).get(code, code))

    def place(self, key: str) -> str:
        found = self.kept.get("places", {}).get(key.partition(":")[0])
        return str(found[0]) if found else key

    def group(self, key: str) -> str:
        return _("everybody") if key == EVERYONE else self.groups.get(key, key)

    def activity(self, key: str) -> str:
        """Room, day and time, such as: Grote zaal, tuesday 14.00."""
        called = self.kept.get("activities", {}).get(key)
        if called is None:
            return key
        told = {"room": called["room"], "day": weekday(called["weekday"]), "time": called["time"]}
        return _("%(room)s, %(day)s %(time)s") % told


def names_of(study: SitingStudy) -> Names:
    """As pages say them today."""
    return Names(study.names, {one.key: str(one.label) for one in TargetGroup.objects.all()})


def plan_title(plan: SitingPlan) -> str:
    """What a plan is called in a heading or a table."""
    if not plan.number:
        return _("as the money allows: %(count)s places") % {"count": plan.places}
    return _("%(count)s places") % {"count": plan.places}
