"""Studies to show: the list, the curve, the plans, and the work that goes on."""

from typing import Any, Final

from django.db.models import Count

from wijkhart.core.actors import Actor
from wijkhart.core.jobs.models import Job
from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.models.study import SitingStudyQuerySet

COMPUTE: Final = "siting.compute"


def studies_of(actor: Actor, municipality: str) -> SitingStudyQuerySet:
    """The studies of a municipality that this actor may see, without what they were solved from."""
    rows = SitingStudy.objects.visible_to(actor).filter(municipality_code=municipality)
    return rows.defer("inputs", "names", "travel").annotate(plan_count=Count("plans"))


def open_job(study: SitingStudy) -> Job | None:
    """The work on it that waits or runs now."""
    code = study.municipality_code
    return Job.objects.open().filter(kind=COMPUTE, municipality_code=code, key=str(study.pk)).first()


def curve_of(study: SitingStudy) -> list[SitingPlan]:
    """A plan for every number of buildings, fewest first."""
    return [one for one in choice_of(study) if one.number]


def choice_of(study: SitingStudy) -> list[SitingPlan]:
    """The plan for the money when there is one (its number is 0), then the curve: what somebody chooses from.

    One building more that would help nobody is left out, so no two plans have the same title.
    """
    found: dict[tuple[bool, int], SitingPlan] = {}
    for one in study.plans.defer("kept", "losses", "hosts", "served").order_by("number"):
        found.setdefault((one.number == 0, one.places), one)
    return list(found.values())


def plans_of(study: SitingStudy, numbers: list[int]) -> list[SitingPlan]:
    """These plans, in this order; those that do not exist are left out."""
    found: dict[int, Any] = {one.number: one for one in study.plans.filter(number__in=numbers)}
    return [found[number] for number in dict.fromkeys(numbers) if number in found]


def advice_in_force(municipality: str) -> SitingStudy | None:
    """The advice that was published last and not withdrawn."""
    rows = SitingStudy.objects.published().filter(municipality_code=municipality)
    return rows.defer("inputs", "names", "travel").order_by("-published_on", "-made_at").first()
