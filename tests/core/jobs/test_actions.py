"""Asking for work, the idempotency key, stopping, running again, and who may."""

from typing import Any

import pytest
from tests import make

from wijkhart.accounts.actors import ActingUser
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.core.jobs import kinds
from wijkhart.core.jobs.actions import cancel_job, enqueue_job, retry_job
from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.models import Job, JobState
from wijkhart.core.jobs.run import JobRun, perform

pytestmark = pytest.mark.django_db
BY = System("test")


@pytest.fixture(autouse=True)
def _own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))

    @job_kind("test.count", label="Count")
    def count(run: JobRun, to: int) -> dict[str, Any]:
        for number in range(to):
            run(number, to, f"counting {number}")
        return {"counted": to, "by": run.by.actor_id}

    @job_kind("test.refuse", label="Refuse")
    def refuse(run: JobRun) -> dict[str, Any]:
        raise Refused("Kan niet.")

    @job_kind("test.break", label="Break")
    def break_(run: JobRun) -> dict[str, Any]:
        raise ZeroDivisionError("secret detail")

    @job_kind("test.right", label="Right", right="coverage.recompute")
    def right(run: JobRun) -> dict[str, Any]:
        return {"may": run.by.may("coverage.recompute", run.municipality)}


def ran(job: Job) -> Job:
    perform(job.pk, job.attempt, threaded=False)
    job.refresh_from_db()
    return job


def test_work_that_succeeds_keeps_its_result() -> None:
    job = ran(enqueue_job(by=BY, kind="test.count", params={"to": 3}))
    assert (job.state, job.result) == (JobState.DONE, {"counted": 3, "by": "system:test"})
    assert (job.done, job.total, job.doing) == (3, 3, "counting 2")


def test_a_refusal_is_shown_and_a_bug_is_not() -> None:
    refused = ran(enqueue_job(by=BY, kind="test.refuse"))
    assert (refused.state, refused.error, refused.error_detail) == (JobState.FAILED, "Kan niet.", "")
    broken = ran(enqueue_job(by=BY, kind="test.break"))
    assert broken.state == JobState.FAILED
    assert "secret" not in broken.error
    assert "secret detail" in broken.error_detail


def test_the_same_key_is_the_same_open_job() -> None:
    first = enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="a")
    assert enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="a") == first
    assert enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="b") != first
    assert enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="a", municipality="GM0307") != first
    ran(first)
    assert enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="a") != first


def test_a_waiting_job_stops_at_once_and_never_runs() -> None:
    job = cancel_job(by=BY, job=enqueue_job(by=BY, kind="test.count", params={"to": 1}))
    assert job.state == JobState.CANCELLED
    assert ran(job).state == JobState.CANCELLED


def test_a_busy_job_stops_at_its_next_sign_of_progress() -> None:
    job = enqueue_job(by=BY, kind="test.count", params={"to": 3})
    Job.objects.filter(pk=job.pk).update(cancel_requested=True)
    assert ran(job).state == JobState.CANCELLED


def test_ended_work_runs_again_and_done_work_does_not() -> None:
    job = cancel_job(by=BY, job=enqueue_job(by=BY, kind="test.count", params={"to": 1}))
    again = retry_job(by=BY, job=job)
    assert (again.state, again.attempt) == (JobState.QUEUED, 2)
    done = ran(again)
    assert done.state == JobState.DONE
    with pytest.raises(Refused):
        retry_job(by=BY, job=done)


def test_an_old_attempt_in_the_queue_runs_nothing() -> None:
    job = cancel_job(by=BY, job=enqueue_job(by=BY, kind="test.count", params={"to": 1}))
    retry_job(by=BY, job=job)
    perform(job.pk, 1, threaded=False)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_running_again_beside_the_same_open_work_is_refused() -> None:
    first = cancel_job(by=BY, job=enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="a"))
    enqueue_job(by=BY, kind="test.count", params={"to": 1}, key="a")
    with pytest.raises(Refused):
        retry_job(by=BY, job=first)


def test_visitors_and_people_without_the_right_start_nothing() -> None:
    person = ActingUser(make.user(), None)
    with pytest.raises(NotAllowed):
        enqueue_job(by=ANONYMOUS, kind="test.count", params={"to": 1})
    with pytest.raises(NotAllowed):
        enqueue_job(by=person, kind="test.right", municipality="GM0307")


def test_a_job_runs_with_the_rights_its_person_has_today() -> None:
    member = make.membership(make.user(), "coordinator", make.organisation())
    person = ActingUser(member.user, member)
    job = enqueue_job(by=person, kind="test.right", municipality="GM0307")
    assert ran(job).result == {"may": True}
    job = enqueue_job(by=person, kind="test.right", municipality="GM0307")
    member.delete()
    assert ran(job).result == {"may": False}


def test_the_job_of_a_deleted_person_fails_with_a_sentence() -> None:
    user = make.user()
    job = enqueue_job(by=ActingUser(user, None), kind="test.count", params={"to": 1})
    user.delete()
    assert ran(job).state == JobState.FAILED
    assert job.error


def test_who_sees_which_job() -> None:
    owner, stranger = ActingUser(make.user(), None), ActingUser(make.user(), None)
    colleague = make.membership(make.user(), "coordinator", make.organisation())
    mine = enqueue_job(by=owner, kind="test.count", params={"to": 1}, municipality="GM0307")
    wijk = enqueue_job(by=BY, kind="test.right", municipality="GM0307")
    there = enqueue_job(by=BY, kind="test.right", municipality="GM0150")
    assert set(Job.objects.visible_to(owner)) == {mine}
    assert set(Job.objects.visible_to(stranger)) == set()
    assert set(Job.objects.visible_to(ANONYMOUS)) == set()
    assert set(Job.objects.visible_to(ActingUser(colleague.user, colleague))) == {wijk}
    assert set(Job.objects.visible_to(BY)) == {mine, wijk, there}
    with pytest.raises(NotAllowed):
        cancel_job(by=stranger, job=mine)
