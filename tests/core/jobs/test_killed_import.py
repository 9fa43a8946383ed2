"""A worker killed in the middle of a real import of a national file: nothing is half done, and again makes it whole."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction
from tests.cast import Person, cast
from tests.core.jobs.conftest import ROOT, StartWorker, wait_until
from tests.rows import told

from wijkhart.areas.actions import import_boundaries, import_health_monitor, load_measures
from wijkhart.areas.models import Area, Figure, ImportReport, Source, StagedFigure
from wijkhart.audit.models import Entry
from wijkhart.core.actors import System
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job, JobState

pytestmark = pytest.mark.proof
NATIONAL = ROOT / "demo" / "national"
BY = System("test")
ON_THE_MAP = ("valid_from", "valid_to", "name", "level", "municipality_code", "x", "y", "population", "outline")
FIGURE = ("area__code", "area__valid_from", "measure", "source", "period", "value", "missing", "estimate")
Shown = dict[str, tuple[int, str]]


def shown() -> Shown:
    """Everything that people can see of an import, apart from keys and the hour."""
    areas = Area.objects.values_list("code", "parent__code", "border", *ON_THE_MAP)
    reports = ImportReport.objects.values_list("kind", "file_name", "digest", "counts", "remarks")
    return {
        "areas": told((*row[:2], bytes(row[2] or b""), *row[3:]) for row in areas),
        "figures": told(Figure.objects.values_list(*FIGURE)),
        "sources": told(Source.objects.values_list("key", "title", "year")),
        "reports": told(reports),
        "log": told(Entry.objects.values_list("verb")),
    }


def undisturbed(action: Callable[..., ImportReport], path: Path) -> Shown:
    """What people see after the same import from beginning to end; taken back again."""
    with transaction.atomic():
        action(by=BY, path=path)
        seen = shown()
        transaction.set_rollback(True)
    return seen


def page_of(person: Person, job: Job) -> str:
    return person.client().get(job.get_absolute_url()).content.decode()


def killed_while_writing(start_worker: StartWorker, figures: int) -> None:
    """Start a worker, and kill it when some of its figures, and not all, stand ready."""
    worker = start_worker()
    wait_until(StagedFigure.objects.exists, pause=0.005)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert 0 < StagedFigure.objects.count() < figures, "it was killed in the middle"


@pytest.mark.parametrize(
    ("kind", "action", "name"),
    [
        ("areas.boundaries", import_boundaries, "wijken_2024.geojson"),
        ("areas.health_monitor", import_health_monitor, "RIVM_gezondheid2020_18+.xlsx"),
    ],
)
def test_a_killed_import_shows_nothing_and_again_gives_the_same_rows(
    kind: str, action: Callable[..., ImportReport], name: str, start_worker: StartWorker
) -> None:
    chief = cast().farid
    load_measures(by=BY)
    before = shown()
    wanted = undisturbed(action, NATIONAL / name)
    assert shown() == before
    params = {"path": str(NATIONAL / name)}
    job = enqueue_job(by=BY, kind=kind, params=params, municipality="GM0307")

    killed_while_writing(start_worker, figures=wanted["figures"][0])
    assert shown() == before, "nothing is half done"
    assert wait_until(lambda: "afgebroken" in page_of(chief, job), seconds=60) < 60
    assert Job.objects.get().state == JobState.RUNNING, "the page knows it before anybody wrote it down"

    chief.client().post(f"{job.get_absolute_url()}opnieuw/")
    start_worker("--until-empty").wait(120)
    assert (Job.objects.get().state, Job.objects.get().attempt) == (JobState.DONE, 2)
    assert shown() == wanted
