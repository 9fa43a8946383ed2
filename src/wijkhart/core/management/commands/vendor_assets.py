"""`wijkhart vendor_assets`: fetch the pinned third-party assets, cut them to size and record their digests.

For maintainers, never at install time: it needs npm and the network. Everything it makes is committed.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from wijkhart.core import stylesheets

SRC: Final = Path(__file__).resolve().parents[3]
VENDOR: Final = SRC / "core" / "static" / "vendor"
RECIPE: Final = VENDOR / "vendor.toml"
LICENCES: Final = frozenset({"EUPL-1.2", "MIT", "ISC", "0BSD", "OFL-1.1"})
KINDS: Final = ("tokens", "elements", "components")
PREFIXES: Final = ("nl", "utrecht")
MARK: Final = "# Below this line: written by `wijkhart vendor_assets`."
NOTICE: Final = (
    "/* NL Design System, EUPL-1.2: candidate and Utrecht components, tokens of the Voorbeeld theme; see\n"
    "   vendor.toml. Changed by `wijkhart vendor_assets`: only the rules and tokens our pages use are kept. */\n"
)


class Command(BaseCommand):
    help = "Fetch the pinned third-party assets of vendor.toml (maintainers; needs npm)."

    def handle(self, *args: Any, **options: Any) -> None:
        head = RECIPE.read_text().partition(MARK)[0].rstrip()
        recipe = tomllib.loads(RECIPE.read_text())
        with tempfile.TemporaryDirectory() as folder:
            tarballs, sheets = self._fetch_all(recipe, Path(folder))
        (VENDOR / "nlds.css").write_text(bundle(sheets))
        files = {"nlds.css", *(target for entry in recipe["package"] for target in entry.get("copy", {}).values())}
        digests = {name: digest(VENDOR / name) for name in sorted(files)}
        RECIPE.write_text(f"{head}\n\n{MARK}\n\n{_table('tarballs', tarballs)}\n{_table('files', digests)}")
        self.stdout.write(f"{len(recipe['package'])} packages, {len(files)} files, {size(files):,} bytes")

    def _fetch_all(self, recipe: dict[str, Any], folder: Path) -> tuple[dict[str, str], dict[str, str]]:
        """The digest of each package, and its stylesheets by what they are for."""
        tarballs: dict[str, str] = {}
        sheets = dict.fromkeys(KINDS, "")
        for entry in recipe["package"]:
            name = f"{entry['name']}@{entry['version']}"
            tarball = _pack(name, folder)
            tarballs[name] = digest(tarball)
            if (known := recipe.get("tarballs", {}).get(name, tarballs[name])) != tarballs[name]:
                raise CommandError(f"{name} changed since it was recorded: {known}")
            with tarfile.open(tarball) as package:
                _check_licence(entry, package)
                for kind in KINDS:
                    sheets[kind] += "".join(_text(package, path) for path in entry.get(kind, []))
                for path, target in entry.get("copy", {}).items():
                    (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
                    (VENDOR / target).write_bytes(_bytes(package, path))
        return tarballs, sheets


def bundle(sheets: dict[str, str]) -> str:
    """One stylesheet: the tokens in use, then elements and components in use, each in its own layer."""
    pages = [path.read_text() for path in [*SRC.rglob("*.html"), *SRC.rglob("*.py")]]
    own = (SRC / "core" / "static" / "wijkhart" / "wijkhart.css").read_text()
    used = stylesheets.classes_in(pages, PREFIXES)
    elements = stylesheets.pruned(sheets["elements"], used)
    components = stylesheets.pruned(sheets["components"], used)
    tokens = stylesheets.tokens_needed(elements + components + own, stylesheets.tokens_of(sheets["tokens"]))
    listed = ";".join(f"{name}:{value}" for name, value in tokens.items())
    return (
        f"{NOTICE}@layer nlds-tokens,tokens,nlds-elements,elements,nlds,components,utilities;\n"
        f"@layer nlds-tokens{{.wh-theme{{{listed}}}}}\n"
        f"@layer nlds-elements{{{elements}}}\n@layer nlds{{{components}}}\n"
    )


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def size(files: set[str]) -> int:
    """How many bytes the vendored files are together."""
    return sum((VENDOR / name).stat().st_size for name in files)


def _pack(name: str, folder: Path) -> Path:
    command = ["npm", "pack", "--silent", "--ignore-scripts", name]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603 - pinned names
    except (OSError, subprocess.CalledProcessError) as error:
        raise CommandError(f"npm could not fetch {name}: {error}") from error
    return folder / done.stdout.split()[-1]


def _check_licence(entry: dict[str, Any], package: tarfile.TarFile) -> None:
    """The licence is what the recipe says, and one we may pass on (that of a municipality's tokens is not)."""
    licence = json.loads(_text(package, "package.json")).get("license", "")
    if licence != entry["licence"] or licence not in LICENCES:
        raise CommandError(f"{entry['name']} has the licence {licence!r}; it may not be vendored.")


def _bytes(package: tarfile.TarFile, path: str) -> bytes:
    member = package.extractfile(f"package/{path}")
    if member is None:
        raise CommandError(f"{path} is not a file of its package.")
    return member.read()


def _text(package: tarfile.TarFile, path: str) -> str:
    return _bytes(package, path).decode()


def _table(name: str, values: dict[str, str]) -> str:
    return f"[{name}]\n" + "".join(f'"{key}" = "{value}"\n' for key, value in values.items())
