"""Slow work on what is offered."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.directory.actions import load_example_supply


@job_kind("directory.examples", label=_("Load example services"), right="service.edit")
def load_examples(run: JobRun, municipality: str) -> dict[str, Any]:
    """Fill a municipality with example supply."""
    return {"new": len(load_example_supply(by=run.by, municipality=municipality, progress=run))}
