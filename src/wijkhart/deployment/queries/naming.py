"""The names behind the keys of a division."""

from wijkhart.areas.queries import districts_of
from wijkhart.deployment.models import Budget, Division
from wijkhart.deployment.names import Names
from wijkhart.deployment.queries.effort import kinds_in_force
from wijkhart.themes.models import Theme


def names_of(division: Division) -> Names:
    """As pages say them today."""
    return names_for(division.budget)


def names_for(budget: Budget) -> Names:
    """Of everything that a budget can hold."""
    code = budget.municipality_code
    return Names(
        areas=dict(districts_of(code).values_list("code", "name")),
        themes={theme.key: str(theme.label) for theme in Theme.objects.all()},
        kinds={kind.key: kind.title for kind in kinds_in_force(code)},
        first_year=budget.first_year,
    )
