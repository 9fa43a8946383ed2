"""Keeping the search entries equal to the services they come from."""

from collections.abc import Iterable

from wijkhart.directory.models import Service


def reindex(services: Iterable[Service]) -> None:
    """Work out the search entries of these services anew; called last in the transaction of the action."""
