"""The made-up rooms and bookings of the demonstration, as `data/example_rooms.toml` tells them."""

import tomllib
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "example_rooms.toml"


@cache
def told() -> dict[str, list[dict[str, Any]]]:
    """The file, read once."""
    return tomllib.loads(FILE.read_text())


def first_on(weekday: int, today: date) -> date:
    """The first such day that is at least two days away."""
    start = today + timedelta(days=2)
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def clock(text: str) -> time:
    return time.fromisoformat(text)
