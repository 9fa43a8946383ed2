"""Slow work on areas: each importer as a kind of job."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijkhart.areas.actions import (
    import_boundaries,
    import_district_table,
    import_health_monitor,
    import_key_figures,
    import_postcodes,
)
from wijkhart.areas.models import ImportReport
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun

RIGHT = "areas.import"


@job_kind("areas.boundaries", label=_("Bring in a map"), right=RIGHT)
def bring_in_boundaries(run: JobRun, path: str, municipality: str = "", year: int | None = None) -> dict[str, Any]:
    """Import a map that stands on this machine."""
    return _done(import_boundaries, run, path, municipality, year=year)


@job_kind("areas.key_figures", label=_("Bring in key figures"), right=RIGHT)
def bring_in_key_figures(run: JobRun, path: str, municipality: str = "", year: int | None = None) -> dict[str, Any]:
    """Import a StatLine table that stands on this machine."""
    return _done(import_key_figures, run, path, municipality, year=year)


@job_kind("areas.health_monitor", label=_("Bring in the health monitor"), right=RIGHT)
def bring_in_health_monitor(run: JobRun, path: str, municipality: str = "") -> dict[str, Any]:
    """Import a file of the health monitor that stands on this machine."""
    return _done(import_health_monitor, run, path, municipality)


@job_kind("areas.district_table", label=_("Bring in the table of wijken"), right=RIGHT)
def bring_in_district_table(run: JobRun, path: str, municipality: str = "") -> dict[str, Any]:
    """Import a table of wijken that stands on this machine."""
    return _done(import_district_table, run, path, municipality)


@job_kind("areas.postcodes", label=_("Bring in postcodes"), right=RIGHT)
def bring_in_postcodes(run: JobRun, path: str, municipality: str = "") -> dict[str, Any]:
    """Import a list of postcodes that stands on this machine."""
    return _done(import_postcodes, run, path, municipality)


def _done(
    action: Callable[..., ImportReport], run: JobRun, path: str, municipality: str, **extra: Any
) -> dict[str, Any]:
    report = action(by=run.by, path=Path(path), municipality=municipality, progress=run, **extra)
    return {"report": str(report.pk), **report.counts}
