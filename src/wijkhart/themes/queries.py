"""Reading the shared words."""

from collections.abc import Mapping
from functools import cache

from django.db.models import Prefetch

from wijkhart.core.actors import Actor
from wijkhart.themes.catalogue import Catalogue, Word, read_catalogue
from wijkhart.themes.models import Need, TargetGroup, Theme, ThemeQuerySet


def themes_with_needs(actor: Actor) -> ThemeQuerySet:
    """The themes in use, each with its needs in use, in their order; two queries."""
    needs = Need.objects.visible_to(actor).in_use()
    return Theme.objects.visible_to(actor).in_use().prefetch_related(Prefetch("needs", queryset=needs))


def target_groups_in_use(actor: Actor) -> list[TargetGroup]:
    """For whom something can be, in their order."""
    return list(TargetGroup.objects.visible_to(actor).in_use())


@cache
def fixed_words() -> Catalogue:
    """The words of the files that are fixed in the code: conditions, participation wheel, lines. Read once."""
    return read_catalogue()


def condition_of(theme: Theme) -> Word:
    """The condition for wellbeing that a theme belongs to, in the words of its file."""
    conditions: Mapping[str, Word] = {word.key: word for word in fixed_words().conditions}
    return conditions[theme.condition]
