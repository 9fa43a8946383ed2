"""Who may do what with budgets and divisions."""

from wijkhart.core.actors import Actor


def may_read_divisions(actor: Actor, municipality: str) -> bool:
    """Budgets and scenarios that are not adopted yet: whoever works for the wijken there."""
    return actor.may("division.read", municipality)


def may_edit_divisions(actor: Actor, municipality: str) -> bool:
    """Policy officers keep budgets, assumptions and scenarios."""
    return actor.may("division.edit", municipality)


def may_adopt_divisions(actor: Actor, municipality: str) -> bool:
    """Whoever writes down what the college or council decided, and grants from the reserve."""
    return actor.may("division.adopt", municipality)
