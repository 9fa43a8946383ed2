"""The computations of a municipality."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wijkhart.areas.models import Missing
from wijkhart.coordination.models import CoverageRun
from wijkhart.coordination.perms import may_read_history, may_recompute
from wijkhart.coordination.queries import inputs_moved_on
from wijkhart.coordination.queries.history import border_changes, changes_since, run_before
from wijkhart.coordination.tasks import RECOMPUTE
from wijkhart.coordination.views.place import municipality_or_404
from wijkhart.coordination.words import NOTE_LABELS, REMARK_LABELS
from wijkhart.core.errors import NotAllowed
from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.lists import Column, Listing

COLUMNS: list[Column[CoverageRun]] = [
    Column("wanneer", gettext_lazy("When"), lambda run: run.computed_at, ("computed_at",)),
    Column("geldt", gettext_lazy("In force"), lambda run: run.in_force, ("in_force",)),
    Column("aanbod", gettext_lazy("Services counted"), lambda run: run.parameters.get("services")),
    Column("notities", gettext_lazy("Notes"), lambda run: len(run.notes)),
    Column("rekentijd", gettext_lazy("Seconds of computing"), lambda run: run.cpu_seconds, ("cpu_seconds",)),
    Column("versie", gettext_lazy("Version"), lambda run: run.version, ("version",)),
]


@require_safe
def run_list(request: Request, code: str) -> HttpResponse:
    """Every computation, newest first."""
    area = municipality_or_404(code)
    _must_read_history(request, code)
    runs = CoverageRun.objects.visible_to(request.actor).filter(municipality_code=code)
    listing = Listing(request, runs, columns=COLUMNS, sort="-wanneer", name=f"berekeningen-{code}")
    values = {"area": area, "listing": listing, "may_recompute": may_recompute(request.actor, code)}
    return listing.export() or render(request, "coordination/run_list.html", values)


@require_safe
def coverage_run_detail(request: Request, code: str, pk: UUID) -> HttpResponse:
    """The recipe of one computation, what it could not count, and what changed since the one before."""
    area = municipality_or_404(code)
    _must_read_history(request, code)
    run = get_object_or_404(CoverageRun.objects.visible_to(request.actor), pk=pk, municipality_code=code)
    before = run_before(run)
    changes = changes_since(run, before)
    values = {
        "area": area,
        "run": run,
        "before": before,
        "changes": changes,
        "same": before is not None and all(round(one.difference or 0) == 0 for one in changes),
        "borders": border_changes(run, before),
        "services": [(note["name"], NOTE_LABELS[note["kind"]]) for note in run.notes if note["kind"] in NOTE_LABELS],
        "remarks": [(note["name"], REMARK_LABELS[note["kind"]]) for note in run.notes if note["kind"] in REMARK_LABELS],
        "unknown": [
            (note["name"], Missing(note["missing"]).label, len(note["norms"]))
            for note in run.notes
            if note["kind"] == "need"
        ],
        "rules": run.parameters.get("certainty", []),
        "moved_on": inputs_moved_on(run) if run.in_force else [],
        "may_recompute": may_recompute(request.actor, code),
        "norms": len(run.parameters.get("norms", [])),
        "own_norms": sum(bool(norm["own"]) for norm in run.parameters.get("norms", [])),
    }
    return render(request, "coordination/coverage_run_detail.html", values)


@require_POST
def coverage_recompute(request: Request, code: str) -> HttpResponse:
    """Ask a worker to compute again; the page of the job shows how far it is."""
    area = municipality_or_404(code)
    job = enqueue_job(
        by=request.actor,
        kind=RECOMPUTE,
        params={"municipality": code},
        municipality=code,
        key="recompute",
        title=_("White spots of %(area)s") % {"area": area.name},
    )
    return redirect(job)


def _must_read_history(request: Request, code: str) -> None:
    if not may_read_history(request.actor, code):
        raise NotAllowed(_("You may not see the computations of this municipality."))
