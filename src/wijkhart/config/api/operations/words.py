"""The shared list of themes and target groups."""

from typing import Any

from ninja import Router

from wijkhart.config.api.operations.doors import get
from wijkhart.config.api.shapes import NeedOut, TargetGroupOut, ThemeOut
from wijkhart.core.http import Request
from wijkhart.themes.models import Labelled, Need, TargetGroup, Theme

router = Router(tags=["words"])


@get(router, "/themes", list[ThemeOut])
def theme_list(request: Request) -> list[ThemeOut]:
    """The themes with their needs, in their fixed order."""
    themes = Theme.objects.visible_to(request.actor).in_use().order_by("order", "key")
    needs: dict[str, list[Need]] = {}
    for need in Need.objects.visible_to(request.actor).in_use().order_by("order", "key"):
        needs.setdefault(need.theme_id, []).append(need)
    return [
        ThemeOut(
            **_word(theme),
            condition=theme.condition,
            needs=[NeedOut(**_word(need), wheel_part=need.wheel_part) for need in needs.get(theme.key, [])],
        )
        for theme in themes
    ]


@get(router, "/target-groups", list[TargetGroupOut])
def target_group_list(request: Request) -> list[TargetGroupOut]:
    """The target groups, in their fixed order."""
    groups = TargetGroup.objects.visible_to(request.actor).in_use().order_by("order", "key")
    return [
        TargetGroupOut(**_word(group), age_from=group.age_from, age_to=group.age_to, everyone=group.everyone)
        for group in groups
    ]


def _word(word: Labelled) -> dict[str, Any]:
    return {
        "key": word.key,
        "label": word.label,
        "label_nl": word.label_nl,
        "label_en": word.label_en,
        "explanation": word.explanation,
    }
