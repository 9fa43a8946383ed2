"""Slow work: computing a division."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.core.errors import Refused
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.deployment.actions.divisions import compute_division
from wijkhart.deployment.models import Division, DivisionState
from wijkhart.deployment.queries.divisions import COMPUTE


@job_kind(COMPUTE, label=gettext_lazy("Divide a budget"), right="division.edit")
def compute(run: JobRun, division: str) -> dict[str, Any]:
    """Compute one division and say what came of it."""
    found = Division.objects.select_related("budget").filter(pk=division).first()
    if found is None:
        raise Refused(_("This division was removed."))
    made = compute_division(by=run.by, division=found, progress=run)
    messages = {
        DivisionState.COMPUTED: _("The division is ready."),
        DivisionState.CLASH: _(
            "The limits clash, so there is no division. The page says which, and what would mend it."
        ),
        DivisionState.FAULTY: _("Something is missing or wrong, so there is no division. The page says what."),
    }
    return {"message": messages[DivisionState(made.state)], "url": made.get_absolute_url()}
