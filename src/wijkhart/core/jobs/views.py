"""The pages of long work: the list, one job, and the buttons."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wijkhart.core.errors import Refused
from wijkhart.core.http import Request
from wijkhart.core.jobs.actions import cancel_job, retry_job
from wijkhart.core.jobs.forms import JobFilterForm
from wijkhart.core.jobs.models import Job, JobState, WorkerSeen
from wijkhart.core.lists import Column, Listing

COLUMNS: list[Column[Job]] = [
    Column("werk", gettext_lazy("Work"), str, ("title", "kind")),
    Column("soort", gettext_lazy("Kind of work"), lambda job: job.label),
    Column("gemeente", gettext_lazy("Municipality"), lambda job: job.municipality_code, ("municipality_code",)),
    Column("stand", gettext_lazy("State"), lambda job: job.shown_state.label, ("state",)),
    Column("gevraagd", gettext_lazy("Asked for"), lambda job: job.created_at, ("created_at",)),
    Column("klaar", gettext_lazy("Ended"), lambda job: job.finished_at, ("finished_at",)),
]
KINDS = {
    JobState.QUEUED: "neutral",
    JobState.RUNNING: "info",
    JobState.DONE: "ok",
    JobState.FAILED: "error",
    JobState.CANCELLED: "warning",
    JobState.DEAD: "error",
}
"""State -> kind of badge."""


@require_safe
def job_list(request: Request) -> HttpResponse:
    """The work that this person asked for or may see."""
    listing = Listing(
        request,
        Job.objects.visible_to(request.actor),
        columns=COLUMNS,
        filters=JobFilterForm(request.GET or None),
        sort="-gevraagd",
        name="taken",
    )
    rows = [(job, KINDS[job.shown_state]) for job in listing]
    return listing.export() or render(request, "jobs/job_list.html", {"listing": listing, "rows": rows})


@require_safe
def job_detail(request: Request, pk: UUID) -> HttpResponse:
    """How far one piece of work is; htmx asks for the changing part alone."""
    job = get_object_or_404(Job.objects.visible_to(request.actor), pk=pk)
    template = "jobs/_job_state.html" if request.htmx else "jobs/job_detail.html"
    return render(request, template, _told(request, job))


def _told(request: Request, job: Job) -> dict[str, Any]:
    state = job.shown_state
    return {
        "job": job,
        "state": state,
        "badge": KINDS[state],
        "nobody_works": state == JobState.QUEUED and _nobody_works(),
        "asked_by": _asked_by(request, job),
        "facts": [(name.replace("_", " "), value) for name, value in job.result.items() if _is_fact(name, value)],
        "detail": job.error_detail if request.actor.may("job.read_all", job.municipality_code) else "",
        "form": forms.Form(),
    }


def _asked_by(request: Request, job: Job) -> str:
    """In words without a name: names stand in the log, for whoever may read that."""
    if job.actor_id == request.actor.actor_id:
        return _("you")
    return _("the system") if job.actor_id.startswith("system:") else _("somebody else")


def _is_fact(name: str, value: Any) -> bool:
    """What can be shown beside its name: a number or a few words."""
    return name not in {"url", "message", "report"} and isinstance(value, int | float | str)


def _nobody_works() -> bool:
    return not (WorkerSeen.objects.alive().exists() or Job.objects.open().filter(state=JobState.RUNNING).exists())


@require_POST
def job_cancel(request: Request, pk: UUID) -> HttpResponse:
    """Ask to stop."""
    job = get_object_or_404(Job.objects.visible_to(request.actor), pk=pk)
    try:
        cancel_job(by=request.actor, job=job)
        messages.success(request, _("We asked this work to stop."))
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect(job)


@require_POST
def job_retry(request: Request, pk: UUID) -> HttpResponse:
    """Run again."""
    job = get_object_or_404(Job.objects.visible_to(request.actor), pk=pk)
    try:
        retry_job(by=request.actor, job=job)
        messages.success(request, _("This work starts again."))
    except Refused as refusal:
        messages.warning(request, refusal.message)
    return redirect(job)
