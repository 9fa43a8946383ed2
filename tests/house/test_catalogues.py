"""Every text has its Dutch, in the catalogue of the app that says it."""

import ast
from pathlib import Path

import pytest

from tests.house import source
from wijkhart.core import catalogue


def test_every_text_has_its_dutch() -> None:
    """Mend with `make messages`, then translate what it names."""
    source.none(problem for app in catalogue.apps_with_texts() for problem in catalogue.problems_of(app))


def test_no_catalogue_keeps_what_nobody_says() -> None:
    said = {app: catalogue.texts_of(app) for app in catalogue.apps_with_texts()}
    source.none(
        f"{app}: {text.id!r}"
        for app, texts in said.items()
        for text in catalogue.dutch_of(app)
        if text.id and texts.get(text.id, text.context) is None
    )


def test_no_text_hides_in_an_f_string() -> None:
    """The search for texts looks into f-strings from Python 3.12 on only, and every Python has to find every text."""
    source.none(
        f"{source.within(path)}:{part.lineno} {ast.unparse(part)}"
        for path in source.python_files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and ast.unparse(part.func) in {"_", *catalogue.KEYWORDS}
    )


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An app with a page, a function and a half-finished catalogue."""
    monkeypatch.setattr(catalogue, "SRC", tmp_path)
    folder = tmp_path / "notes"
    (folder / "templates" / "notes").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "views.py").write_text(
        'from x import gettext as _\ntitle = _("All notes")\nb = ngettext("%(n)s note", "%(n)s notes", 2)\n'
    )
    (folder / "templates" / "notes" / "list.html").write_text(
        '<p>\n  {% translate "New" %}\n    {% blocktranslate trimmed with name=x.name %}\n Hello {{ name }}'
        "\n{% endblocktranslate %}"
    )
    return "notes"


def test_texts_are_found_in_code_and_pages(app: str) -> None:
    assert {text.id for text in catalogue.texts_of(app) if text.id} == {
        "All notes",
        ("%(n)s note", "%(n)s notes"),
        "New",
        "Hello %(name)s",
    }


def test_new_texts_come_in_and_the_dutch_stays(app: str) -> None:
    catalogue.update(app)
    path = catalogue.catalogue_path(app)
    path.write_text(path.read_text().replace('msgid "New"\nmsgstr ""', 'msgid "New"\nmsgstr "Nieuw"'))
    catalogue.update(app)
    assert catalogue.dutch_of(app)["New"].string == "Nieuw"
    assert len(catalogue.problems_of(app)) == 3


def test_a_lost_placeholder_is_a_problem(app: str) -> None:
    dutch = catalogue.update(app)
    path = catalogue.catalogue_path(app)
    assert "Hello %(name)s" in dutch
    path.write_text(
        path.read_text().replace('msgid "Hello %(name)s"\nmsgstr ""', 'msgid "Hello %(name)s"\nmsgstr "Hallo"')
    )
    assert any("loses a placeholder" in problem for problem in catalogue.problems_of(app))
