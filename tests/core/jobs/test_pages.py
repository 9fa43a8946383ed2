"""The pages of long work: who sees them, what they say, and their buttons."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.cast import Cast, cast

from wijkhart.core.actors import System
from wijkhart.core.jobs.actions import enqueue_job
from wijkhart.core.jobs.models import Job, JobState
from wijkhart.core.jobs.tidy import say_alive

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def people() -> Cast:
    return cast()


def job_of(person: Any, **facts: Any) -> Job:
    job = enqueue_job(by=person, kind="slow.once", params={"number": 1}, municipality="GM0307", title="Kaart inlezen")
    Job.objects.filter(pk=job.pk).update(**facts)
    return Job.objects.get(pk=job.pk)


def page(client: Client, address: str, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_waiting_job_says_that_nobody_works_until_a_worker_comes(people: Cast) -> None:
    job, client = job_of(people.alice.actor), people.alice.client()
    assert "wijkhart work" in page(client, job.get_absolute_url())
    say_alive("worker-1")
    assert "wijkhart work" not in page(client, job.get_absolute_url())


def test_a_busy_job_shows_how_far_it_is_and_asks_again_by_itself(people: Cast) -> None:
    job = job_of(
        people.alice.actor, state="running", done=1234, total=5000, doing="Rij 1234", heartbeat_at=timezone.now()
    )
    text = page(people.alice.client(), job.get_absolute_url())
    assert "24% (1.234 van 5.000)" in text
    assert "Rij 1234" in text
    assert 'hx-trigger="every 2s"' in text
    assert "<noscript>" in text
    assert f'action="{job.get_absolute_url()}stoppen/"' in text


def test_htmx_gets_the_part_that_the_page_also_shows(people: Cast) -> None:
    job, client = job_of(people.alice.actor), people.alice.client()
    part = page(client, job.get_absolute_url(), **HTMX)
    assert "<html" not in part
    assert 'id="job-state"' in part
    assert 'id="job-state"' in page(client, job.get_absolute_url())


def test_a_job_of_a_dead_worker_is_dead_on_the_page_before_anybody_wrote_it_down(people: Cast) -> None:
    silent = timezone.now() - timedelta(minutes=2)
    job, client = job_of(people.alice.actor, state="running", heartbeat_at=silent), people.alice.client()
    text = page(client, job.get_absolute_url())
    assert "afgebroken" in text
    assert "hx-trigger" not in text
    assert f'action="{job.get_absolute_url()}opnieuw/"' in text
    assert "afgebroken" in page(client, "/taken/?stand=dead")
    assert "Kaart inlezen" not in page(client, "/taken/?stand=running")


def test_the_buttons_stop_and_run_again(people: Cast) -> None:
    job, client = job_of(people.alice.actor), people.alice.client()
    assert client.post(f"{job.get_absolute_url()}stoppen/").headers["Location"] == job.get_absolute_url()
    assert Job.objects.get().state == JobState.CANCELLED
    client.post(f"{job.get_absolute_url()}opnieuw/")
    assert (Job.objects.get().state, Job.objects.get().attempt) == (JobState.QUEUED, 2)
    assert "al bezig of wacht al" not in page(client, job.get_absolute_url())
    assert client.get(f"{job.get_absolute_url()}stoppen/").status_code == 405


def test_a_button_that_comes_too_late_says_so(people: Cast) -> None:
    job, client = job_of(people.alice.actor, state="done", finished_at=timezone.now()), people.alice.client()
    assert "Dit werk is al klaar" in client.post(f"{job.get_absolute_url()}stoppen/", follow=True).content.decode()
    assert client.post(f"{job.get_absolute_url()}opnieuw/", follow=True).status_code == 200
    assert Job.objects.get().state == JobState.DONE


def test_a_result_and_an_error_are_shown_and_the_detail_to_administrators_only(people: Cast) -> None:
    done = job_of(people.alice.actor, state="done", result={"areas": 33, "url": "/wijken/", "report": "x"})
    text = page(people.alice.client(), done.get_absolute_url())
    assert "33" in text
    assert 'href="/wijken/"' in text
    failed = job_of(people.alice.actor, state="failed", error="Rij 3 klopt niet.", error_detail="Traceback secret")
    assert "Rij 3 klopt niet." in page(people.alice.client(), failed.get_absolute_url())
    assert "Traceback secret" not in page(people.alice.client(), failed.get_absolute_url())
    assert "Traceback secret" in page(people.farid.client(), failed.get_absolute_url())


def test_others_do_not_find_a_job_nor_steer_it(people: Cast) -> None:
    job = job_of(people.alice.actor)
    for stranger in (people.charlie, people.bob):
        assert stranger.client().get(job.get_absolute_url()).status_code == 404
        assert stranger.client().post(f"{job.get_absolute_url()}stoppen/").status_code == 404
        assert "Kaart inlezen" not in page(stranger.client(), "/taken/")
    assert Client().get(job.get_absolute_url()).status_code == 302
    assert Client().get("/taken/").status_code == 302
    assert "Kaart inlezen" in page(people.farid.client(), "/taken/")


def test_the_list_is_filtered_sorted_and_exported(people: Cast) -> None:
    client = people.alice.client()
    assert "Er is geen werk" in page(client, "/taken/")
    job_of(people.alice.actor, state="done")
    enqueue_job(by=people.alice.actor, kind="slow.import", params={"rows": 1, "pause": 0})
    assert "2 stukken werk" in page(client, "/taken/")
    assert "1 stuk werk" in page(client, "/taken/?soort=slow.once")
    assert "Kaart inlezen" in page(client, "/taken/?stand=done&sorteer=-werk")
    assert "Kaart inlezen" in client.get("/taken/?uitvoer=csv").content.decode("utf-8-sig")


def test_a_program_has_work_too() -> None:
    assert job_of(System("demo")).actor_id == "system:demo"
