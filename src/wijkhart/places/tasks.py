"""Slow work on places."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.places.actions import import_polling_places


@job_kind("places.polling", label=_("Bring in the list of public places"), right="areas.import")
def bring_in_polling_places(run: JobRun, path: str, municipality: str = "") -> dict[str, Any]:
    """Import a list of polling places that stands on this machine."""
    report = import_polling_places(by=run.by, path=Path(path), municipality=municipality, progress=run)
    return {"report": str(report.pk), **report.counts}
