"""Work that is slow on purpose, shaped as a real import: into staging in short writes, then one swap."""

import time
from typing import Any

from django.db import transaction

from wijkhart.core.jobs.kinds import job_kind
from wijkhart.core.jobs.run import JobRun
from wijkhart.themes.models import Theme


def theme(key: str) -> Theme:
    return Theme(key=key, label_nl=key, label_en=key, condition="networks")


@job_kind("slow.import", label="Slow import")
def slow_import(run: JobRun, rows: int, pause: float) -> dict[str, Any]:
    Theme.objects.filter(key__startswith="staged-").delete()
    for number in range(rows):
        run(number, rows, f"row {number}")
        theme(f"staged-{number:03}").save(force_insert=True)
        time.sleep(pause)
    with transaction.atomic():
        Theme.objects.filter(key__startswith="row-").delete()
        Theme.objects.bulk_create(theme(f"row-{number:03}") for number in range(rows))
        Theme.objects.filter(key__startswith="staged-").delete()
    return {"rows": rows}


@job_kind("slow.once", label="Once")
def once(run: JobRun, number: int) -> dict[str, Any]:
    """Fails when it ever runs twice: the key is unique."""
    theme(f"once-{number}").save(force_insert=True)
    return {}
