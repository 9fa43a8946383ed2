"""Long work: the `Job` row, who runs it, how far it is, and how it is stopped or run again.

A part writes `@job_kind(...)` functions in its `tasks.py` (found by themselves) and starts them with `enqueue_job`.
The queue is django-tasks; what that lacks stands here: progress, cancel, a heartbeat, burying the job of a killed
worker, an idempotency key, and "again". May know `core` only; the actor of a job is rebuilt from its plain id.
"""
