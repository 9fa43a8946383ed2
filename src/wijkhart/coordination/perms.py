"""Who may do what with norms and computations."""

from wijkhart.core.actors import Actor


def may_edit_norms(actor: Actor, municipality: str) -> bool:
    """Policy officers and administrators answer for the assumptions a municipality counts with."""
    return actor.may("norm.edit", municipality)


def may_recompute(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work in the wijken may ask for fresh numbers."""
    return actor.may("coverage.recompute", municipality)


def may_read_history(actor: Actor, municipality: str) -> bool:
    """Older numbers are for those who can place them."""
    return actor.may("coverage.read_history", municipality)


def may_read_scenarios(actor: Actor, municipality: str) -> bool:
    """Everyone who works for the wijken may ask what if; it changes nothing."""
    return actor.may("scenario.read", municipality)


def may_keep_scenarios(actor: Actor, municipality: str) -> bool:
    """A scenario that is kept is seen by colleagues, so fewer people keep one."""
    return actor.may("scenario.edit", municipality)


def may_read_overlaps(actor: Actor, municipality: str) -> bool:
    """Whoever works in the wijken there: it is about the work of named players."""
    return actor.may("overlap.read", municipality)


def may_settle_overlaps(actor: Actor, municipality: str) -> bool:
    """Whoever directs the work writes down what was agreed."""
    return actor.may("overlap.settle", municipality)


def may_place_on_agenda(actor: Actor, municipality: str) -> bool:
    """Whoever works on the agenda brings white spots, overlaps and searches in vain to it."""
    return actor.may("agenda.edit", municipality)
