"""The source files of the house, read once, for the tests that look at the code itself."""

import ast
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "wijkhart"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def python_files(*, tests: bool = False) -> tuple[Path, ...]:
    """Every Python file of `src` (and, when asked, of `tests` and `benchmarks`), without migrations."""
    roots = [SRC, ROOT / "tests", ROOT / "benchmarks"] if tests else [SRC]
    return tuple(sorted(path for root in roots for path in root.rglob("*.py") if "migrations" not in path.parts))


@cache
def template_files() -> tuple[Path, ...]:
    """Every template of the house, pages and mails."""
    return tuple(
        sorted(path for path in SRC.rglob("templates/**/*") if path.is_file() and path.suffix in {".html", ".txt"})
    )


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, nested ones too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, FUNCTION))


def app_of(path: Path) -> str:
    """The app (first folder under `src/wijkhart`) that a file belongs to."""
    return path.relative_to(SRC).parts[0]


def within(path: Path) -> str:
    """A file as its path in the repository, for messages."""
    return str(path.relative_to(ROOT))


@cache
def layers() -> dict[str, int]:
    """App -> height, read from the import contract: the one place where the order of the apps is written."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract.get("containers") == ["wijkhart"])
    return {
        app.strip(): height
        for height, row in enumerate(reversed(rows))
        for app in row.replace("(", "").replace(")", "").replace(":", "|").split("|")
    }


def points_upward(lower: str, upper: str) -> bool:
    """Whether something in app `lower` that names something of app `upper` breaks the order of the apps."""
    heights = layers()
    return upper != lower and heights[upper] >= heights[lower]


def none(wrong: Iterable[str]) -> None:
    """Nothing is wrong, or the test fails with every line of it."""
    lines = list(wrong)
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)
