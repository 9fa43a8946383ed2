"""The only dictionary names what exists."""

import re
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
CODE_WORDS = set(re.findall(r"`([A-Z][A-Za-z]+)`", GLOSSARY))


def test_every_code_word_of_the_glossary_exists() -> None:
    source = "\n".join(path.read_text() for path in (ROOT / "src").rglob("*.py"))
    assert len(CODE_WORDS) > 40
    assert [word for word in sorted(CODE_WORDS) if not re.search(rf"\b(class {word}\b|{word}: Final)", source)] == []


def test_every_table_of_the_shared_words_is_in_the_glossary() -> None:
    models = [*apps.get_app_config("themes").get_models(), *apps.get_app_config("times").get_models()]
    assert [model.__name__ for model in models if model.__name__ not in CODE_WORDS] == []


def test_no_dutch_word_is_explained_twice() -> None:
    rows = [line.split("|")[1].strip() for line in GLOSSARY.splitlines() if line.startswith("| ")]
    words = [word for word in rows if word != "Dutch"]
    assert len(words) == len(set(words)) > 80
