"""Figures go into a staging table in short writes, and are moved over at once when all stand ready."""

from collections import Counter
from collections.abc import Iterable, Sequence
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
        (batch, staged_on, area_id, measure_id, source_id, period, value, missing, estimate)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
MOVE = """
    INSERT INTO areas_figure (area_id, measure_id, source_id, period, value, missing, estimate)
    SELECT area_id, measure_id, source_id, period, value, missing, estimate
    FROM areas_stagedfigure WHERE batch = %s
    ON CONFLICT (area_id, measure_id, source_id, period)
    DO UPDATE SET value = excluded.value, missing = excluded.missing, estimate = excluded.estimate
"""


class NewFigure(NamedTuple):
    """One number, or the reason why there is none."""

    area_id: UUID
    measure: str
    source: str
    period: int
    value: float | None
    missing: str = ""
    estimate: bool = False

    @property
    def key(self) -> tuple[UUID, str, str, int]:
        return self[:4]


def given(value: float | None, missing: Missing) -> tuple[float | None, str]:
    """A value with no reason, or no value with one."""
    return (value, "") if value is not None else (None, missing.value)


def write_figures(*, by: Actor, figures: Sequence[NewFigure], progress: Progress) -> Counter[str]:
    """Write what is new or differs; figures already there stay as they are. All of it shows at once, or nothing."""
    news, counts = _news(figures)
    batch = new_id()
    try:
        _stage(batch, news, progress)
        with transaction.atomic():
            _run(MOVE, [batch])
            StagedFigure.objects.filter(batch=batch).delete()
    finally:
        _sweep(batch)
    return counts


def _news(figures: Sequence[NewFigure]) -> tuple[list[NewFigure], Counter[str]]:
    """The figures that differ from what is there, each once: the last one said wins."""
    there = _there({figure.source for figure in figures}, {figure.period for figure in figures})
    said = {figure.key: figure for figure in figures}
    news = [figure for key, figure in said.items() if there.get(key) != figure[4:]]
    new = sum(figure.key not in there for figure in news)
    counts = Counter(
        figures_new=new, figures_changed=len(news) - new, figures_unchanged=len(said) - len(news), figures=len(said)
    )
    return news, counts


def _there(sources: Iterable[str], periods: Iterable[int]) -> dict[tuple[UUID, str, str, int], tuple[object, ...]]:
    columns = ("area_id", "measure_id", "source_id", "period", "value", "missing", "estimate")
    rows = Figure.objects.filter(source__in=list(sources), period__in=list(periods)).values_list(*columns)
    return {row[:4]: row[4:] for row in rows.iterator(chunk_size=10_000)}


def _stage(batch: UUID, figures: Sequence[NewFigure], progress: Progress) -> None:
    today, batch_key = timezone.localdate(), _as_stored(batch)
    for start in range(0, len(figures), BATCH):
        progress(start, len(figures), _("Writing the figures"))
        rows = [
            (batch_key, today, _as_stored(figure.area_id), *figure[1:]) for figure in figures[start : start + BATCH]
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(STAGE, rows)


def _as_stored(key: UUID) -> str | UUID:
    """A key as this database keeps it in raw SQL."""
    return key if connection.features.has_native_uuid_field else key.hex


def _run(sql: str, parameters: list[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [_as_stored(parameter) for parameter in parameters])


def _sweep(batch: UUID) -> None:
    """Clear what this run staged, and what a killed run left on an earlier day."""
    StagedFigure.objects.filter(batch=batch).delete()
    StagedFigure.objects.filter(staged_on__lt=timezone.localdate()).delete()
