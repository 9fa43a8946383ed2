"""The Netherlands as an instance: every populated wijk as spread demand points, every known venue with services.

Borders, inhabitants and venues are real (`demo/national`); services and needs are made from the parameters and the
seed of `country.toml`, which also holds the digest of what should come out.
"""

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from wijkhart.analysis.coverage import PARTS, NeedRow, Problem, Supply

HERE = Path(__file__).parent
NATIONAL = HERE.parents[1] / "demo" / "national"
PARAMETERS: dict[str, Any] = tomllib.loads((HERE / "country.toml").read_text())
GROUPS = ("adults", "seniors")
UTRECHT = frozenset(f"GM{code}" for code in PARAMETERS["utrecht"])
"""The municipalities of the province of Utrecht, for a quick run."""


@dataclass(frozen=True)
class Country:
    """Everything, with what is needed to take one municipality out. `municipality` is an index per area and service."""

    problem: Problem
    codes: tuple[str, ...]
    of_area: np.ndarray
    of_supply: np.ndarray
    digest: str

    def part(self, municipality: int) -> Problem:
        """One municipality by itself, as the software computes it."""
        whole = self.problem
        areas = np.flatnonzero(self.of_area == municipality)
        points = np.flatnonzero(np.isin(whole.area, areas))
        return Problem(
            whole.x[points],
            whole.y[points],
            np.searchsorted(areas, whole.area[points]),
            tuple(whole.areas[area] for area in areas),
            whole.rows,
            whole.people[points],
            tuple(whole.supply[index] for index in np.flatnonzero(self.of_supply == municipality)),
        )


def country(*, quick: bool) -> Country:
    """The instance, of one province when it must be quick. Errors: SystemExit when it is not the one described."""
    wijken = [one for one in _wijken() if not quick or one["municipality"] in UTRECHT]
    rng = np.random.default_rng(PARAMETERS["seed"])
    x = np.concatenate([one["x"] for one in wijken])
    y = np.concatenate([one["y"] for one in wijken])
    sizes = np.array([one["x"].size for one in wijken])
    area = np.repeat(np.arange(len(wijken)), sizes)
    rows = tuple(
        _row(theme, group) for theme in PARAMETERS["theme"] for group in GROUPS[: PARAMETERS["rows_per_theme"]]
    )
    inhabitants = np.array([one["inhabitants"] for one in wijken], float)
    share = PARAMETERS["need_share"] * np.exp(0.5 * rng.standard_normal((len(wijken), len(rows))))
    people = (inhabitants[:, None] * share / sizes[:, None])[area]
    codes = tuple(sorted({one["municipality"] for one in wijken}))
    venues = [venue for venue in _venues() if venue[0] in codes]
    supply = tuple(
        _service(rng, number, copy, venue)
        for number, venue in enumerate(venues)
        for copy in range(PARAMETERS["services_per_venue"])
    )
    problem = Problem(x, y, area, tuple(one["code"] for one in wijken), rows, people, supply)
    place = {code: index for index, code in enumerate(codes)}
    made = Country(
        problem,
        codes,
        np.array([place[one["municipality"]] for one in wijken]),
        np.repeat([place[venue[0]] for venue in venues], PARAMETERS["services_per_venue"]),
        digest_of(problem),
    )
    expected = PARAMETERS["digest"]["quick" if quick else "national"]
    if made.digest != expected:
        raise SystemExit(f"This is not the instance of country.toml: digest {made.digest}, expected {expected}.")
    return made


def digest_of(problem: Problem) -> str:
    """SHA-256 over points, needs and services, rounded to a millimetre and a millionth of a person."""
    seen = hashlib.sha256()
    for array, decimals in ((problem.x, 3), (problem.y, 3), (problem.area, 0), (problem.people, 6)):
        seen.update(np.ascontiguousarray(array.round(decimals)).tobytes())
    facts = [
        [s.key, s.places, sorted(s.themes), sorted(s.groups), round(s.x or 0, 3), round(s.y or 0, 3)]
        for s in problem.supply
    ]
    seen.update(json.dumps(facts).encode())
    return seen.hexdigest()


def _row(theme: dict[str, Any], group: str) -> NeedRow:
    parts = frozenset(PARTS) if group == "adults" else frozenset(PARTS[:2])
    return NeedRow(theme["name"], group, theme["weekly_places"], float(theme["reach"]), parts)


def _service(rng: np.random.Generator, number: int, copy: int, venue: tuple[str, float, float]) -> Supply:
    theme = PARAMETERS["theme"][rng.integers(len(PARAMETERS["theme"]))]["name"]
    everyone = rng.random() < PARAMETERS["for_everyone"]
    group = "everyone" if everyone else GROUPS[rng.integers(len(GROUPS))]
    low, high = PARAMETERS["sessions"]
    people = rng.integers(PARAMETERS["people_per_session"][0], PARAMETERS["people_per_session"][1] + 1)
    weekly = rng.multinomial(rng.integers(low, high + 1), PARAMETERS["parts_of_day"]) * float(people)
    places = (float(weekly[0]), float(weekly[1]), float(weekly[2]))
    return Supply(f"{number}-{copy}", places, frozenset({theme}), frozenset({group}), x=venue[1], y=venue[2])


def _wijken() -> list[dict[str, Any]]:
    """Every populated wijk with its demand points, in order of code."""
    _start()
    from wijkhart.areas.queries.space import hexagonal_points
    from wijkhart.areas.readers.features import read_features

    found = []
    for feature in read_features(NATIONAL / "wijken_2024.geojson").features:
        facts = feature.properties
        inhabitants = facts.get("aantal_inwoners") or 0
        if feature.border is not None and inhabitants > 0:
            x, y = hexagonal_points(feature.border)
            about = {"code": facts["wijkcode"], "municipality": facts["gemeentecode"], "inhabitants": inhabitants}
            found.append({**about, "x": x, "y": y})
    return sorted(found, key=lambda one: one["code"])


def _venues() -> list[tuple[str, float, float]]:
    """Municipality and RD point of every polling place that has one, in the order of the file."""
    book = openpyxl.load_workbook(NATIONAL / "TweedeKamer-verkiezingen_2023.xlsx", read_only=True)
    rows = iter(next(iter(book)).iter_rows(values_only=True))
    head = [str(cell) for cell in next(rows)]
    code, x, y = head.index("CBS gemeentecode"), head.index("X"), head.index("Y")
    found = [(str(row[code]), _number(row[x]), _number(row[y])) for row in rows]
    return [
        (one[0], one[1], one[2]) for one in found if one[1] is not None and one[2] is not None and one[1] > 0 < one[2]
    ]


def _number(cell: Any) -> float | None:
    text = str(cell or "").replace(",", ".")
    return float(text) if text.replace(".", "", 1).isdigit() else None


def _start() -> None:
    """Django without a database: reading the map needs its settings, not its tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkhart.config.settings")
    os.environ |= {
        "WIJKHART_ENV_FILE": os.devnull,
        "WIJKHART_SECRET_KEY": "benchmark-" + "x" * 50,
        "WIJKHART_DATABASE_URL": "sqlite:///:memory:",
    }
    import django

    django.setup()
