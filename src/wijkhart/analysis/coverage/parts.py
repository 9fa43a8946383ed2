"""Parts of a problem, to compute with apart."""

from dataclasses import replace

from .problem import Problem, Supply


def theme_of(problem: Problem, theme: str) -> Problem:
    """One theme by itself: its rows, and its supply with the places that fall to this theme.

    Themes share no places, so solving each apart gives the same as solving all. Errors: ValueError for a theme that
    no need row has.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply
    >>> rows = tuple(NeedRow(t, "seniors", 1.0, 800.0, frozenset({"morning"})) for t in ("meeting", "health"))
    >>> walk = Supply("walk", (8, 0, 0), frozenset({"meeting", "health"}), frozenset({"everyone"}), x=0, y=0)
    >>> whole = Problem([0], [0], [0], ("WK1",), rows, [[10, 2]], (walk,))
    >>> theme_of(whole, "health").people, theme_of(whole, "health").supply[0].places
    (array([[2.]]), (4.0, 0.0, 0.0))
    """
    if theme not in problem.themes:
        raise ValueError(f"no need row has the theme {theme}")
    rows = [index for index, row in enumerate(problem.rows) if row.theme == theme]
    supply = tuple(
        replace(one, places=_places(one), themes=frozenset({theme})) for one in problem.supply if theme in one.themes
    )
    return replace(
        problem, rows=tuple(problem.rows[row] for row in rows), people=problem.people[:, rows], supply=supply
    )


def _places(supply: Supply) -> tuple[float, float, float]:
    morning, afternoon, evening = supply.per_theme().tolist()
    return morning, afternoon, evening
