"""Computing the coverage of a municipality."""

import time
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart import __version__
from wijkhart.analysis.coverage import evidence, network_of, solve
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.coordination.actions.overlaps import keep_overlaps
from wijkhart.coordination.models import CoverageResult, CoverageRun, Overlap, ServiceUse
from wijkhart.coordination.queries.advice import Advice
from wijkhart.coordination.queries.moved_on import READ_UP_TO, inputs_moved_on, read_marks
from wijkhart.coordination.queries.overlaps import overlaps_of, uses_of
from wijkhart.coordination.queries.problem import Inputs, coverage_problem
from wijkhart.coordination.queries.results import results_of
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.progress import Progress, silent

STEPS = 8


def recompute_coverage(
    *, by: Actor, municipality: str, progress: Progress = silent, forced: bool = False
) -> CoverageRun:
    """Compute need against supply and put the result in force; the run in force is returned.

    When no input changed since the run in force, that run is returned, unless `forced`; only how far the log was read
    is written, and only where the log names a deed that might have changed an input. Reading
    and computing happen before the transaction; storing and swapping inside it, so a reader sees the old or the new.
    """
    if not by.may("coverage.recompute", municipality):
        raise NotAllowed(_("You may not recompute the coverage of this municipality."))
    started, marks = time.process_time(), read_marks(municipality)
    progress(0, STEPS, _("Gathering need and supply"))
    inputs = coverage_problem(municipality)
    _must_have_inputs(inputs)
    current = CoverageRun.objects.filter(municipality_code=municipality, in_force=True).first()
    if current and current.digest == inputs.digest and not forced:
        return _still_right(by, current, marks)
    progress(1, STEPS, _("Computing who has a place"))
    run = _run(by, inputs, marks)
    found = _computed(inputs, run, progress)
    run.cpu_seconds = round(time.process_time() - started, 3)
    progress(STEPS - 1, STEPS, _("Storing the results"))
    return _put_in_force(by, run, found)


def _must_have_inputs(inputs: Inputs) -> None:
    if not inputs.areas:
        raise Refused(_("No wijken of this municipality are known. Bring in the boundaries first."))
    if not inputs.norms:
        raise Refused(_("There are no norms to compute with. Load the norms first: wijkhart load_norms."))


def _run(by: Actor, inputs: Inputs, marks: dict[str, int]) -> CoverageRun:
    return CoverageRun(
        municipality_code=inputs.municipality,
        digest=inputs.digest,
        parameters={**inputs.parameters, READ_UP_TO: marks},
        version=__version__,
        computed_at=timezone.now(),
        cpu_seconds=0,
        actor_id=by.actor_id,
        example_supply=inputs.example_supply,
        notes=list(inputs.notes),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """All rows of one computation, not yet stored."""

    results: list[CoverageResult]
    uses: list[ServiceUse]
    overlaps: list[Overlap]


def _computed(inputs: Inputs, run: CoverageRun, progress: Progress) -> _Found:
    network = network_of(inputs.problem)
    plan = solve(inputs.problem, network=network)
    found = evidence(inputs.problem, network=network)
    advice = Advice(inputs, plan, network, found)
    for step, doing in enumerate(advice.work(), start=2):
        progress(step, STEPS, doing)
    results = results_of(inputs, run, plan, network, advice)
    progress(STEPS - 2, STEPS, _("Looking for overlaps"))
    return _Found(results, uses_of(inputs, run, plan), overlaps_of(inputs, plan, network))


@transaction.atomic
def _still_right(by: Actor, run: CoverageRun, marks: dict[str, int]) -> CoverageRun:
    """The run in force, no longer said to be older than its inputs: they came out the same."""
    if inputs_moved_on(run):
        run.parameters = {**run.parameters, READ_UP_TO: marks}
        run.save(update_fields=["parameters"])
        record(by, "coverage.confirmed", run, municipality=run.municipality_code)
    return run


@transaction.atomic
def _put_in_force(by: Actor, run: CoverageRun, found: _Found) -> CoverageRun:
    """Swap the run in force; two computations that end at once queue up at the row of their municipality."""
    Area.objects.select_for_update().filter(code=run.municipality_code).first()
    CoverageRun.objects.filter(municipality_code=run.municipality_code, in_force=True).update(in_force=False)
    run.in_force = True
    run.save(force_insert=True)
    CoverageResult.objects.bulk_create(found.results, batch_size=500)
    ServiceUse.objects.bulk_create(found.uses, batch_size=500)
    keep_overlaps(by=by, run=run, found=found.overlaps)
    record(by, "coverage.recomputed", run, municipality=run.municipality_code)
    return run
