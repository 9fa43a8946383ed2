"""With which steps a handover begins, and on which days. The words stand in `data/handover_steps.toml`."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from dateutil.relativedelta import relativedelta

FILE: Final = Path(__file__).parent / "data" / "handover_steps.toml"


def first_steps(start: date, due: date) -> list[tuple[str, date]]:
    """Each step with its day: spread evenly from `start` until `due`, looking back after it."""
    rows: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["step"]
    before = [row for row in rows if "after_months" not in row]
    length = (due - start).days
    spread = [
        (str(row["title"]), start + timedelta(days=round(length * number / len(before))))
        for number, row in enumerate(before, start=1)
    ]
    return spread + [
        (str(row["title"]), due + relativedelta(months=row["after_months"])) for row in rows if "after_months" in row
    ]
