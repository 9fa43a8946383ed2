"""Files of others are the files they say they are."""

import hashlib
import tomllib
from pathlib import Path

from tests.house import source

VENDOR = source.ROOT / "tests" / "browser" / "vendor"


def strangers(folder: Path) -> list[str]:
    """Files of a vendor folder that its list does not name, or that differ from what it says."""
    rows = {row["path"]: row["sha256"] for row in tomllib.loads((folder / "vendor.toml").read_text())["file"]}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    there.pop("vendor.toml")
    wrong = [f"{name} is not in vendor.toml" for name in there.keys() - rows.keys()]
    wrong += [f"{name} is not there" for name in rows.keys() - there.keys()]
    return wrong + [
        f"{name} has another digest"
        for name, path in there.items()
        if name in rows and hashlib.sha256(path.read_bytes()).hexdigest() != rows[name]
    ]


def test_files_of_the_tests_are_as_listed() -> None:
    source.none(strangers(VENDOR))
