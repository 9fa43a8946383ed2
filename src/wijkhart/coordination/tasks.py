"""Slow work of coordination."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wijkhart.coordination.actions import recompute_coverage
from wijkhart.coordination.models import CoverageRun
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun

RECOMPUTE = "coverage.recompute"


@job_kind(RECOMPUTE, label=_("Compute the white spots"), right=RECOMPUTE)
def recompute(run: JobRun, municipality: str, forced: bool = False) -> dict[str, Any]:
    """Compute the coverage of one municipality and say whether anything changed."""
    before = CoverageRun.objects.filter(municipality_code=municipality, in_force=True).values_list("pk", flat=True)
    known = set(before)
    made = recompute_coverage(by=run.by, municipality=municipality, progress=run, forced=forced)
    if made.pk in known:
        message = _("Nothing changed since the last computation. Its results stay in force.")
    else:
        message = _("The new results are in force.")
    return {"message": str(message), "url": reverse("gap_list", args=[municipality]), "changed": made.pk not in known}
