"""The chain, and the names beside it."""

from typing import ClassVar, Self

from django.db import models

from wijkhart.core.actors import Actor


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever may read the log of a municipality sees that municipality's entries."""
        return self.filter(user.scope("audit.read").q())


class Entry(models.Model):
    """One deed. Append-only: each row carries the hash of the one before it in its municipality."""

    municipality_code = models.CharField(max_length=6, blank=True, default="", help_text="Empty: the national chain.")
    number = models.PositiveBigIntegerField(help_text="Place in the chain of the municipality, from 1.")
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True, default="")
    object_id = models.CharField(max_length=60, blank=True, default="")
    result = models.CharField(max_length=20, default="done")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "number"], name="audit_entry_chain")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.number} {self.verb}"


class ActorName(models.Model):
    """The name behind a pseudonymous id; erasing this row leaves the chain whole."""

    actor_id = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
