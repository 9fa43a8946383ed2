"""The shared words: read, checked, loaded, and loaded again."""

import pytest
from tests import make

from wijkhart.audit.models import Entry
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed
from wijkhart.themes.actions import load_themes
from wijkhart.themes.models import Need, TargetGroup, Theme

BY = System("test")
THEMES = {"meeting", "money", "growing_up", "care_for_others", "health", "language", "work", "housing", "safety",
          "volunteering", "culture_sport", "digital"}  # fmt: skip
GROUPS = {"everyone", "children", "youth", "adults", "parents", "seniors", "carers", "newcomers_language",
          "disability", "dementia", "low_income", "volunteers_group"}  # fmt: skip


@pytest.mark.django_db
def test_the_twelve_themes_and_the_target_groups_are_loaded() -> None:
    report = load_themes(by=BY)
    assert set(Theme.objects.values_list("key", flat=True)) == THEMES
    assert set(TargetGroup.objects.values_list("key", flat=True)) == GROUPS
    assert report.made == {"theme": 12, "targetgroup": 12, "need": Need.objects.count()}
    assert list(TargetGroup.objects.filter(everyone=True).values_list("key", flat=True)) == ["everyone"]


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    load_themes(by=BY)
    before = [list(model.objects.values()) for model in (Theme, Need, TargetGroup)]
    report = load_themes(by=BY)
    assert not any(report.made.values())
    assert not any(report.changed.values())
    assert report.total == sum(report.unchanged.values())
    assert [list(model.objects.values()) for model in (Theme, Need, TargetGroup)] == before
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_a_word_that_left_the_files_is_kept_and_retired_and_a_changed_one_is_mended() -> None:
    make.service(themes=("old",), groups=("everyone",))
    report = load_themes(by=BY)
    assert report.retired["theme"] == ["old"]
    assert report.changed["targetgroup"] == 1
    assert Theme.objects.get(key="old").services.count() == 1
    assert "old" not in Theme.objects.in_use().values_list("key", flat=True)
    assert TargetGroup.objects.get(key="everyone").label_nl == "Iedereen"


@pytest.mark.django_db
def test_only_who_holds_the_right_loads() -> None:
    with pytest.raises(NotAllowed):
        load_themes(by=ANONYMOUS)
    assert not Theme.objects.exists()
