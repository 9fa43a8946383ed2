"""What the house does not do: names that say nothing, signals, hidden imports, loose ends, machine paths."""

import ast
import re
import subprocess
from pathlib import Path

from tests.house import source

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "services", "common", "misc", "managers"}
VERBS_THAT_SAY_NOTHING = re.compile(r"^(handle|process)(_|$)|_manager$|^do_")
LOOSE_ENDS = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError|lorem ipsum)\b", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:work|root|home)/[\w.-]+")
DJANGO_NAMES = {"handle", "process_view", "process_request", "process_response", "process_exception"}
TEXT = {".py", ".md", ".html", ".txt", ".css", ".js", ".toml", ".yml", ".yaml", ".json", ".sh", ".po", ".cfg", ""}


def kept_files() -> list[Path]:
    """Every file that git keeps; in an unpacked archive without git, every file of the parts that hold code."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=source.ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        names = [source.ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        names = [path for part in ("src", "tests", "docs") for path in (source.ROOT / part).rglob("*")]
    return [path for path in names if path.is_file() and path.suffix in TEXT]


def found(pattern: re.Pattern[str], path: Path) -> list[str]:
    lines = path.read_text(errors="replace").splitlines()
    return [
        f"{source.within(path)}:{number} {line.strip()[:90]}"
        for number, line in enumerate(lines, 1)
        if pattern.search(line)
    ]


def test_file_names_say_what_is_in_them() -> None:
    source.none(source.within(path) for path in source.python_files() if path.stem in NAMES_THAT_SAY_NOTHING)


def test_function_names_say_what_they_do() -> None:
    source.none(
        f"{source.within(path)}:{function.lineno} {function.name}"
        for path in source.python_files()
        for function in source.functions(path)
        if VERBS_THAT_SAY_NOTHING.search(function.name) and function.name not in DJANGO_NAMES
    )


def test_no_signals() -> None:
    modules = re.compile(r"^\s*(from|import) django\.(dispatch|db\.models\.signals|core\.signals)", re.MULTILINE)
    source.none(source.within(path) for path in source.python_files() if modules.search(path.read_text()))


def test_nothing_overrides_save_or_delete() -> None:
    """A write is an action; a model that does more on saving hides it."""
    source.none(
        f"{source.within(path)}:{item.lineno} {node.name}.{item.name}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ClassDef)
        for item in node.body
        if isinstance(item, source.FUNCTION) and item.name in {"save", "delete", "save_base"}
    )


def test_imports_stand_at_the_top() -> None:
    """Only `AppConfig.ready` imports later, because Django has no models before it."""
    source.none(
        f"{source.within(path)}:{node.lineno} in {function.name}"
        for path in source.python_files()
        for function in source.functions(path)
        if not (path.name == "apps.py" and function.name == "ready")
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


def test_no_loose_ends() -> None:
    files = [*source.python_files(), *source.template_files()]
    source.none(line for path in files for line in found(LOOSE_ENDS, path))


def test_no_path_of_one_machine() -> None:
    source.none(line for path in kept_files() if path != Path(__file__) for line in found(MACHINE_PATH, path))


def test_git_keeps_no_symbolic_links() -> None:
    """A link such as `.venv`, once kept, replaces the real folder of everyone who takes the change."""
    listed = subprocess.run(["git", "ls-files", "-s"], cwd=source.ROOT, capture_output=True, text=True, check=False)
    source.none(line for line in listed.stdout.splitlines() if line.startswith("120000"))


def test_the_patterns_see_what_they_look_for() -> None:
    assert LOOSE_ENDS.search("# TODO: later")
    assert not LOOSE_ENDS.search("a todolist")
    assert MACHINE_PATH.search("see /home/jan/wijkhart")
    assert not MACHINE_PATH.search("https://x.nl/home/page")
    assert VERBS_THAT_SAY_NOTHING.search("process_rows")
    assert not VERBS_THAT_SAY_NOTHING.search("processed")
