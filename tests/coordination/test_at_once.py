"""Two people who act at once: one of them is told, nothing is overwritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from tests import make
from tests.coordination.town import norm, offer, town

from wijkhart.coordination.actions import keep_scenario, recompute_coverage, settle_overlap, update_scenario
from wijkhart.coordination.changes import Asked
from wijkhart.coordination.models import CoverageRun, Overlap, Scenario
from wijkhart.core.actors import System
from wijkhart.core.errors import Refused

BY = System("test")


@pytest.fixture
def overlap() -> Overlap:
    town()
    norm(share=0.02)
    for name, x in (("Koffie", 150_500.0), ("Thee", 150_600.0)):
        offer(name, x, groups=("seniors",))
    recompute_coverage(by=BY, municipality=make.AMERSFOORT)
    return Overlap.objects.get()


def at_once(act: Callable[[str], object]) -> list[str]:
    """What happens when two threads act at the same moment, each with a word of its own."""
    start = Barrier(2)

    def run(word: str) -> str:
        start.wait()
        try:
            act(word)
        except Refused:
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        return sorted(threads.map(run, ["een", "twee"]))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_settle_an_overlap_at_once(overlap: Overlap) -> None:
    def settle(word: str) -> None:
        settle_overlap(by=BY, overlap=overlap, state="kept", owner=None, due=None, reason=word, version=overlap.version)

    assert at_once(settle) == ["done", "refused"]
    assert Overlap.objects.get().version == overlap.version + 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_who_rename_a_scenario_at_once(overlap: Overlap) -> None:
    about = {"themes": "meeting", "groups": "seniors", "where": "WK030701", "parts": "morning"}
    asked = [Asked.of("add", name="Soep", people="10", times="1", **about)]
    kept = keep_scenario(by=BY, municipality=make.AMERSFOORT, name="Eerst", note="", changes=asked)

    def rename(word: str) -> None:
        update_scenario(by=BY, scenario=kept, version=kept.version, name=word, note="")

    assert at_once(rename) == ["done", "refused"]
    assert Scenario.objects.get().version == kept.version + 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_computations_at_once_leave_one_in_force(overlap: Overlap) -> None:
    """Either may come last; there is one run in force, with its own results, and the overlap belongs to it."""

    def compute(word: str) -> None:
        recompute_coverage(by=BY, municipality=make.AMERSFOORT, forced=True)

    assert set(at_once(compute)) <= {"done", "refused"}
    run = CoverageRun.objects.get(in_force=True)
    assert run.results.exists()
    assert Overlap.objects.get().run_id == run.pk
