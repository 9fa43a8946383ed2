"""What goes out is well formed: the HTML of every page, and the document of the API."""

import subprocess
from pathlib import Path

import pytest

from tests.house import source
from tests.house.node import node_tool
from tests.world import WHO, World

pytestmark = pytest.mark.proof
OPENAPI = "/api/v1/openapi.json"


def lint(program: Path, *arguments: str) -> None:
    """Run a checker and fail with what it says."""
    done = subprocess.run([program, *arguments], cwd=source.ROOT, capture_output=True, text=True, check=False)
    source.none([] if done.returncode == 0 else [done.stdout[-8000:] + done.stderr[-2000:]])


def test_every_page_is_valid_html(world: World, tmp_path: Path) -> None:
    for name, path in world.paths.items():
        for who in WHO:
            answer = world.get(path, who)
            if answer.headers.get("content-type", "").startswith("text/html"):
                (tmp_path / f"{name.replace(':', '.')}-{who}.html").write_text(answer.text)
    assert len(list(tmp_path.iterdir())) > len(world.paths)
    checker = node_tool("html-validate", "9.7.1", "html-validate")
    lint(checker, f"--config={source.ROOT / '.htmlvalidate.json'}", str(tmp_path / "*.html"))


def test_the_api_keeps_the_design_rules(world: World, tmp_path: Path) -> None:
    answer = world.get(OPENAPI)
    assert answer.status == 200
    document = tmp_path / "openapi.json"
    document.write_text(answer.text)
    checker = node_tool("@stoplight/spectral-cli", "6.16.3", "spectral")
    lint(checker, "lint", "--fail-severity=warn", f"--ruleset={source.ROOT / '.spectral.yaml'}", str(document))
