"""Who may do what with costs of places and studies of which stay."""

from wijkhart.core.actors import Actor


def may_read_studies(actor: Actor, municipality: str) -> bool:
    """Costs and studies that are not published: whoever works for the wijken there."""
    return actor.may("siting.read", municipality)


def may_edit_studies(actor: Actor, municipality: str) -> bool:
    """Policy officers keep costs and studies."""
    return actor.may("siting.edit", municipality)


def may_publish_studies(actor: Actor, municipality: str) -> bool:
    """Whoever makes a comparison public as advice."""
    return actor.may("siting.publish", municipality)
