"""Figures go into a staging table in short writes, and are moved over at once when all stand ready."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.areas.models import Figure, Missing, StagedFigure
from wijkhart.core.actors import Actor
from wijkhart.core.ids import new_id
from wijkhart.core.progress import Progress

BATCH = 5_000
STAGE = """
    INSERT INTO areas_stagedfigure
        (batch, staged_on, code, since, measure_id, source, period, value, missing, estimate)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
MOVE = """
    INSERT INTO areas_figure (area_id, measure_id, source_id, period, value, missing, estimate)
    SELECT area.id, measure_id, source, period, value, missing, estimate
    FROM areas_stagedfigure AS staged JOIN areas_area AS area ON area.code = staged.code AND area.valid_from = since
    WHERE batch = %s
    ON CONFLICT (area_id, measure_id, source_id, period)
    DO UPDATE SET value = excluded.value, missing = excluded.missing, estimate = excluded.estimate
"""


class NewFigure(NamedTuple):
    """One number, or the reason why there is none."""

    code: str
    since: date
    """From when the version of the area holds that the figure is about; the area itself may come in with the figure."""
    measure: str
    source: str
    period: int
    value: float | None
    missing: str = ""
    estimate: bool = False

    @property
    def key(self) -> tuple[str, date, str, str, int]:
        return self[:5]


def given(value: float | None, missing: Missing) -> tuple[float | None, str]:
    """A value with no reason, or no value with one."""
    return (value, "") if value is not None else (None, missing.value)


@contextmanager
def all_at_once(*, by: Actor, figures: Sequence[NewFigure], progress: Progress) -> Iterator[Counter[str]]:
    """Set the figures ready, let the block write what belongs to them, and show all of it together, or nothing.

    The block gets how many figures are new, changed and unchanged; those already there stay as they are.
    """
    news, counts = _news(figures)
    batch = new_id()
    try:
        _stage(batch, news, progress)
        with transaction.atomic():
            yield counts
            _move(batch, len(news))
    finally:
        _sweep(batch)


def _news(figures: Sequence[NewFigure]) -> tuple[list[NewFigure], Counter[str]]:
    """The figures that differ from what is there, each once: the last one said wins."""
    there = _there({figure.source for figure in figures}, {figure.period for figure in figures})
    said = {figure.key: figure for figure in figures}
    news = [figure for key, figure in said.items() if there.get(key) != figure[5:]]
    new = sum(figure.key not in there for figure in news)
    counts = Counter(
        figures_new=new, figures_changed=len(news) - new, figures_unchanged=len(said) - len(news), figures=len(said)
    )
    return news, counts


def _there(sources: Iterable[str], periods: Iterable[int]) -> dict[tuple[object, ...], tuple[object, ...]]:
    columns = ("area__code", "area__valid_from", "measure_id", "source_id", "period", "value", "missing", "estimate")
    rows = Figure.objects.filter(source__in=list(sources), period__in=list(periods)).values_list(*columns)
    return {row[:5]: row[5:] for row in rows.iterator(chunk_size=10_000)}


def _stage(batch: UUID, figures: Sequence[NewFigure], progress: Progress) -> None:
    today, batch_key = timezone.localdate(), _as_stored(batch)
    for start in range(0, len(figures), BATCH):
        progress(start, len(figures), _("Writing the figures"))
        rows = [(batch_key, today, *figure) for figure in figures[start : start + BATCH]]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(STAGE, rows)


def _as_stored(key: UUID) -> str | UUID:
    """A key as this database keeps it in raw SQL."""
    return key if connection.features.has_native_uuid_field else key.hex


def _move(batch: UUID, expected: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [_as_stored(batch)])
        if cursor.rowcount != expected:
            raise LookupError(f"{expected} figures stood ready, {cursor.rowcount} have an area")
    StagedFigure.objects.filter(batch=batch).delete()


def _sweep(batch: UUID) -> None:
    """Clear what this run staged, and what a killed run left on an earlier day."""
    StagedFigure.objects.filter(batch=batch).delete()
    StagedFigure.objects.filter(staged_on__lt=timezone.localdate()).delete()
