"""The documents are true: variables, commands, targets and links exist."""

import re
from pathlib import Path

from django.core.management import get_commands

from tests.house import source

PAGES = [
    path
    for path in [*source.ROOT.glob("*.md"), *source.ROOT.glob("docs/**/*.md"), *source.ROOT.glob("demo/**/*.md")]
    if path.name != "LICENSE"
]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"(?:`|/bin/|^)wijkhart ([a-z_]+)", re.MULTILINE)
TARGET = re.compile(r"(?:`|^)make (?:[A-Z]+=\S+ )*([a-z.]+)", re.MULTILINE)
VARIABLE = re.compile(r"""\benv\.\w+\(\s*"([A-Z_]+)\"""")


def variables() -> set[str]:
    """The variables that settings read."""
    text = (source.SRC / "config" / "settings.py").read_text()
    return {f"WIJKHART_{name}" for name in VARIABLE.findall(text)} | {"WIJKHART_ENV_FILE"}


def test_every_variable_is_explained_and_every_explained_one_exists() -> None:
    explained = set(
        re.findall(r"^\| `(WIJKHART_\w+)`", (source.ROOT / "docs" / "running.md").read_text(), re.MULTILINE)
    )
    source.none(f"{name}: in only one of settings.py and running.md" for name in explained ^ variables())


def test_every_link_leads_somewhere() -> None:
    source.none(
        f"{source.within(page)}: {target}"
        for page in PAGES
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    )


def test_every_command_exists() -> None:
    known = {*get_commands(), "help"}
    source.none(
        f"{source.within(page)}: wijkhart {name}"
        for page in PAGES
        for name in COMMAND.findall(page.read_text())
        if name not in known
    )


def test_every_target_exists() -> None:
    known = set(re.findall(r"^([a-z.]+):", (source.ROOT / "Makefile").read_text(), re.MULTILINE))
    source.none(
        f"{source.within(page)}: make {name}"
        for page in PAGES
        for name in TARGET.findall(page.read_text())
        if name not in known
    )


def test_the_licence_is_there_and_named() -> None:
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (source.ROOT / "LICENSE").read_text()
    for page in ("publiccode.yml", "pyproject.toml"):
        assert "EUPL-1.2" in Path(source.ROOT, page).read_text()
