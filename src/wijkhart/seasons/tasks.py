"""Slow work: searching a plan, and booking the one that is final."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.core.errors import Refused
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.seasons.actions.explaining import explain_plan
from wijkhart.seasons.actions.finalising import make_final
from wijkhart.seasons.actions.planning import Search, search_plan
from wijkhart.seasons.models import SeasonPlan, SeasonRound

COMPUTE: Final = "seasons.compute"
EXPLAIN: Final = "seasons.explain"
FINALISE: Final = "seasons.finalise"


@job_kind(COMPUTE, label=gettext_lazy("Search the best plan of a season"), right="season.plan")
def compute(run: JobRun, season: str, seconds: float = 60, base: str = "", few_changes: bool = False) -> dict[str, Any]:
    """Search for so many seconds; what was found so far stays when it is stopped."""
    found = _season(season)
    start = (
        SeasonPlan.objects.select_related("question", "round").filter(pk=base, round=found).first() if base else None
    )
    if base and start is None:
        raise Refused(_("The plan to start from was removed."))
    search = Search(seconds=seconds, base=start, few_changes=few_changes)
    made = search_plan(by=run.by, season=found, search=search, progress=run, job=run.job_id)
    told = {"number": made.number, "granted": made.granted, "asked": made.asked}
    message = _("Plan %(number)s is ready: %(granted)s of the %(asked)s sessions that were asked.") % told
    return {"message": message, "plan": str(made.pk)}


@job_kind(EXPLAIN, label=gettext_lazy("Work out why groups got less"), right="season.plan")
def explain(run: JobRun, plan: str) -> dict[str, Any]:
    """Work out the reasons of a plan anew."""
    found = SeasonPlan.objects.select_related("question", "round").filter(pk=plan).first()
    if found is None:
        raise Refused(_("This plan was removed."))
    made = explain_plan(by=run.by, plan=found)
    count = made.reasons.count()
    return {"message": _("%(count)s requests got less than they asked; each has its reason.") % {"count": count}}


@job_kind(FINALISE, label=gettext_lazy("Book a season"), right="season.plan")
def finalise(run: JobRun, season: str, version: int, early_why: str = "") -> dict[str, Any]:
    """Turn the published plan into bookings: all of them or none."""
    made = make_final(by=run.by, season=_season(season), version=version, early_why=early_why, progress=run)
    told = {"series": made.series, "dates": made.dates, "gaps": made.gaps}
    message = _(
        "%(series)s series with %(dates)s dates were booked; %(gaps)s dates could not be, each with its reason."
    )
    return {"message": message % told}


def _season(key: str) -> SeasonRound:
    found = SeasonRound.objects.filter(pk=key).first()
    if found is None:
        raise Refused(_("This round was removed."))
    return found
