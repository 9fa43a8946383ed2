"""The worker: takes jobs from the queue of django-tasks-db, one at a time, and tidies up after dead ones."""

import logging
import os
import socket
import time
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from wijkhart.core.jobs.tidy import bury_dead_jobs, free_lost_tasks, say_alive, say_gone

logger = logging.getLogger(__name__)


class JobWorker(Worker):
    """The worker of django-tasks-db with a loop that outlives a locked or restarted database.

    The original looks for work in a transaction that shuts out every writer of SQLite, once a second, and ends when it
    cannot get in; this one reads first, and comes back later.
    """

    def __init__(self, *, interval: float, until_empty: bool) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=until_empty,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()[:20]}-{os.getpid()}-{get_random_string(8)}",
            excluded_queue_names=[],
        )
        self._tidied_at = 0.0

    def run(self) -> None:
        """Work until told to stop, or until the queue is empty where that was asked."""
        try:
            while self.running and self._turn():
                close_old_connections()
        finally:
            with suppress(DatabaseError):
                say_gone(self.worker_id)

    def _turn(self) -> bool:
        """One look at the queue; says whether to go on."""
        try:
            self._tidy()
            found = self._claim()
            if found is not None:
                self.run_task(found)
                return True
        except DatabaseError as error:
            logger.warning("The database did not answer; trying again: %s", error)
            connection.close()
        else:
            if self.batch:
                return False
        time.sleep(self.interval)
        return True

    def _tidy(self) -> None:
        """Now and then: say that this worker lives, and clean up what dead ones left."""
        if time.monotonic() - self._tidied_at < settings.JOBS_BEAT:
            return
        self._tidied_at = time.monotonic()
        say_alive(self.worker_id)
        bury_dead_jobs()
        free_lost_tasks()

    def _claim(self) -> DBTaskResult[..., Any] | None:
        """The next task, now marked as ours; on PostgreSQL a row that another worker holds is passed over."""
        ready = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not ready.exists():
            return None
        with exclusive_transaction():
            found = ready.get_locked()
            if found is not None:
                found.claim(self.worker_id)
            return found
