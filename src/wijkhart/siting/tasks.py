"""Slow work: solving a study."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.core.errors import Refused
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.siting.actions.computing import compute_study
from wijkhart.siting.models import SitingStudy, StudyState
from wijkhart.siting.queries.studies import COMPUTE


@job_kind(COMPUTE, label=gettext_lazy("Which places stay"), right="siting.edit")
def compute(run: JobRun, study: str) -> dict[str, Any]:
    """Solve one study and say what came of it."""
    found = SitingStudy.objects.filter(pk=study).first()
    if found is None:
        raise Refused(_("This study was removed."))
    made = compute_study(by=run.by, study=found, progress=run)
    messages = {
        StudyState.COMPUTED: _("The plans are ready."),
        StudyState.FAULTY: _("There is no plan. The page says what is in the way."),
    }
    return {"message": messages[StudyState(made.state)], "url": made.get_absolute_url()}
