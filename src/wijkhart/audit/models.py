"""The chain, its heads, and the names beside it."""

from typing import ClassVar, Self

from django.db import models

from wijkhart.core.actors import Actor


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever may read the log of a municipality sees that municipality's entries."""
        return self.filter(user.scope("audit.read").q())

    def named(self) -> Self:
        """With `actor_name`: the name behind the actor, None where it is not known or was erased."""
        name = ActorName.objects.filter(pk=models.OuterRef("actor_id")).values("name")
        return self.annotate(actor_name=models.Subquery(name))


class Entry(models.Model):
    """One deed. Each row carries the hash of the one before it in its municipality.

    Append-only: triggers in the database refuse every change and deletion, whoever asks. The key is the place in the
    chain, so that every column is under the hash.
    """

    pk = models.CompositePrimaryKey("municipality_code", "number")
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
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["actor_id"])]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.number} {self.verb}"


class ChainHead(models.Model):
    """The last entry of each chain: writers queue up at this row, and a chain that lost its end shows."""

    municipality_code = models.CharField(primary_key=True, max_length=6)
    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.number}"


class ActorName(models.Model):
    """The name behind a pseudonymous id; erasing this row leaves the chain whole."""

    actor_id = models.CharField(primary_key=True, max_length=60)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name
