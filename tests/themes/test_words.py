"""What the shared words may and may not say, and what the reader refuses."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from wijkhart.core.actors import System
from wijkhart.core.errors import BadInput
from wijkhart.themes.actions import load_themes
from wijkhart.themes.catalogue import DATA, Catalogue, Word, read_catalogue
from wijkhart.themes.models import Condition, Line, Need, Theme, WheelPart

ORIGIN = re.compile(
    r"allochto|autochto|migra|vluchtel|statushoud|asiel|buitenland|nationalit|etnic|ethnic|inburger|nieuwkom|newcomer"
    r"|refugee|asylum|foreign|immigra|herkomst|afkomst|marok|turk|surina|antill|pool(?:s|se)\b|syri|oekra|ukrain"
    r"|arab|moslim|muslim|islam|christ|joods|jewish|hindo",
    re.IGNORECASE,
)
VULNERABLE = re.compile(r"kwetsba|vulnerab|risicogroep|at risk|hangjong", re.IGNORECASE)


def words_of(catalogue: Catalogue) -> list[Word]:
    return [
        *catalogue.themes, *catalogue.needs, *catalogue.target_groups,
        *catalogue.conditions, *catalogue.wheel, *catalogue.lines,
    ]  # fmt: skip


def texts_of(word: Word) -> list[str]:
    lists = [*word.synonyms["nl"], *word.synonyms["en"]]
    return [*word.labels.values(), *word.explanations.values(), *lists]


def test_there_are_twelve_themes_about_seventy_needs_and_the_fixed_lists() -> None:
    catalogue = read_catalogue()
    assert (len(catalogue.themes), len(catalogue.target_groups)) == (12, 12)
    assert 65 <= len(catalogue.needs) <= 80
    assert {need.facts["theme"] for need in catalogue.needs} == {theme.key for theme in catalogue.themes}
    assert {word.key for word in catalogue.conditions} == set(Condition.values)
    assert {word.key for word in catalogue.wheel} == set(WheelPart.values)
    assert {word.key for word in catalogue.lines} == {str(line) for line in Line.values}


def test_no_word_says_where_somebody_comes_from() -> None:
    wrong = [text for word in words_of(read_catalogue()) for text in texts_of(word) if ORIGIN.search(text)]
    assert wrong == []
    assert ORIGIN.search("Nieuwkomers welkom")


def test_no_group_is_called_vulnerable() -> None:
    catalogue = read_catalogue()
    assert [text for word in words_of(catalogue) for text in texts_of(word) if VULNERABLE.search(text)] == []
    assert not [need.key for need in catalogue.needs if {"age_from", "age_to"} & need.facts.keys()]


def test_texts_are_plain_and_search_has_something_to_find() -> None:
    for word in words_of(read_catalogue()):
        for text in word.explanations.values():
            assert text.endswith((".", "!")), word.key
            assert max(len(part.split()) for part in re.split(r"[.!?:]", text)) <= 20, (word.key, text)
        for language in ("nl", "en"):
            names = word.synonyms[language]
            assert len(names) >= 2, word.key
            assert len(names) == len(set(names)), word.key
            assert all(name == name.strip().lower() for name in names), word.key


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def mend(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / path).read_text()
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1))

    return change


BAD = [
    (mend("themes.toml", 'key = "money"', 'key = "meeting"'), ("themes.toml", "key", "meeting")),
    (mend("themes.toml", 'key = "money"', 'key = "Geld & zo"'), ("themes.toml", "key", "")),
    (mend("themes.toml", 'label_nl = "Geld"', 'label_nl = " "'), ("themes.toml", "label_nl", "money")),
    (mend("themes.toml", 'label_en = "Money"\n', ""), ("themes.toml", "label_en", "money")),
    (mend("themes.toml", 'icon = "euro"', 'icoon = "euro"'), ("themes.toml", "icoon", "money")),
    (mend("themes.toml", 'icon = "euro"', 'icon = "gold"'), ("themes.toml", "icon", "gold")),
    (mend("themes.toml", '"self_reliance"', '"luck"'), ("themes.toml", "condition", "luck")),
    (mend("needs/money.toml", 'theme = "money"', 'theme = "gold"'), ("needs/money.toml", "theme", "gold")),
    (mend("needs/money.toml", 'theme = "money"\n', ""), ("needs/money.toml", "theme", "debts")),
    (mend("needs/money.toml", 'key = "debts"', 'key = "find_job"'), ("needs/work.toml", "key", "find_job")),
    (
        mend("needs/money.toml", 'wheel_part = "money"', 'wheel_part = "gold"'),
        ("needs/money.toml", "wheel_part", "gold"),
    ),
    (mend("needs/money.toml", "synonyms_nl = [", "synonyms_nl = [3, "), ("needs/money.toml", "synonyms_nl", "debts")),
    (mend("target_groups.toml", "age_to = 12", "age_to = -1"), ("target_groups.toml", "age_from", "children")),
    (mend("target_groups.toml", "age_to = 25", "age_to = 11"), ("target_groups.toml", "age_from", "youth")),
    (mend("target_groups.toml", "\neveryone = true", "\neveryone = false"), ("target_groups.toml", "everyone", "")),
    (mend("wheel.toml", 'key = "money"', 'key = "gold"'), ("wheel.toml", "key", "gold")),
    (mend("lines.toml", "[[line]]", "[[lijn]"), ("lines.toml", "", "")),
    (lambda folder: (folder / "wheel.toml").unlink(), ("wheel.toml", "", "")),
]


@pytest.mark.parametrize(("spoil", "where"), BAD)
def test_a_mistake_is_refused_with_file_field_and_key(
    folder: Path, spoil: Callable[[Path], None], where: tuple[str, str, str]
) -> None:
    file, field, key = where
    spoil(folder)
    with pytest.raises(BadInput) as refused:
        read_catalogue(folder)
    found = [(problem.where, problem.field) for problem in refused.value.problems]
    assert (file, field) in found
    problem = refused.value.problems[found.index((file, field))]
    assert key in problem.message
    assert problem.advice


@pytest.mark.django_db
def test_a_mistake_leaves_the_database_as_it_was(folder: Path) -> None:
    mend("needs/money.toml", 'theme = "money"', 'theme = "gold"')(folder)
    with pytest.raises(BadInput):
        load_themes(by=System("test"), folder=folder)
    assert not Theme.objects.exists()
    assert not Need.objects.exists()


def test_the_files_say_what_they_are_and_how_to_edit_them() -> None:
    for path in DATA.rglob("*.toml"):
        head = path.read_text().split("\n\n[[")[0]
        assert head.startswith("#"), path
        assert "EUPL-1.2" in head, path
        assert re.search(r"[Oo]ur own|of our own", head), path
