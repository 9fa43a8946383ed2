"""The texts of an app and their Dutch: found without GNU gettext, so that a check needs nothing but Python.

A tool of developers: it needs Babel, which is not installed for production.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SRC = Path(__file__).resolve().parents[1]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}
HEADER = r"""# Dutch texts of wijkhart.{app}.
msgid ""
msgstr ""
"Language: nl\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)[^{}]*\}")


def apps_with_texts() -> list[str]:
    """Every app that says something, in the order of their names."""
    folders = [path.parent for path in [*SRC.glob("*/__init__.py"), *SRC.glob("*/*/apps.py")]]
    return sorted(app for folder in folders if len(texts_of(app := folder.relative_to(SRC).as_posix())))


def catalogue_path(app: str) -> Path:
    """Where an app keeps its Dutch."""
    return SRC / app / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def texts_of(app: str) -> Catalog:
    """Every text that the Python files and templates of an app can say, untranslated."""
    texts = Catalog(locale="nl", domain="django", charset="utf-8", fuzzy=False)
    inner = [path.parent for path in (SRC / app).glob("*/apps.py")]
    for path in sorted((SRC / app).rglob("*")):
        if any(path.is_relative_to(folder) for folder in inner):
            continue  # an app inside an app keeps its own
        for message, context in _texts_in(path):
            texts.add(message, locations=[(path.relative_to(SRC).as_posix(), 0)], context=context)
    return texts


def dutch_of(app: str) -> Catalog:
    """The Dutch that an app has now."""
    path = catalogue_path(app)
    if not path.exists():
        return Catalog(locale="nl", domain="django", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="nl", domain="django")


def update(app: str) -> Catalog:
    """Write the new texts of an app into its Dutch catalogue, drop those nobody says any more, and return it."""
    dutch = dutch_of(app)
    dutch.update(texts_of(app), no_fuzzy_matching=True, update_header_comment=False)
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(HEADER.format(app=app).encode())
        write_po(file, dutch, width=120, no_location=True, ignore_obsolete=True, omit_header=True)
    return dutch


def compile_stale() -> None:
    """Make the file that Django reads of each catalogue that changed since."""
    for path in SRC.rglob("locale/*/LC_MESSAGES/django.po"):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as source, compiled.open("wb") as target:
            write_mo(target, read_po(source, locale="nl", domain="django"))


def problems_of(app: str) -> list[str]:
    """What is wrong with the Dutch of an app: a text without it, a guess, or a placeholder that went missing."""
    dutch = dutch_of(app)
    return [problem for text in texts_of(app) if text.id for problem in _problems_with(app, text, dutch)]


def _problems_with(app: str, text: Message, dutch: Catalog) -> Iterator[str]:
    told = dutch.get(text.id, text.context)
    name = f"{app}: {text.id!r}"
    if told is None or not all(_parts(told.string)):
        yield f"{name} has no Dutch"
        return
    if told.fuzzy:
        yield f"{name} is marked fuzzy"
    for said in _parts(told.string):
        if not _placeholders(said) <= _placeholders(*_parts(text.id)):
            yield f"{name} has other placeholders in Dutch: {said!r}"
        if not _placeholders(_parts(text.id)[0]) <= _placeholders(*_parts(told.string)):
            yield f"{name} loses a placeholder in Dutch: {said!r}"


def _parts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _placeholders(*texts: str) -> set[str]:
    return {match.group() for text in texts for match in PLACEHOLDER.finditer(text)}


def _texts_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    if path.suffix == ".py" and "migrations" not in path.parts:
        source = path.read_bytes()
    elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines).encode()
    else:
        return
    if b"_(" not in source and b"gettext(" not in source:
        return
    for _line, message, _comments, context in extract("python", BytesIO(source), KEYWORDS):
        yield message, context
