"""What every public object has in common. The `Job` row stands in `core.jobs`."""

from typing import ClassVar

from django.db import models

from wijkhart.core.ids import new_id


class PublicModel(models.Model):
    """An object with an address of its own: its key sorts by time and gives nothing away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class SourcedModel(PublicModel):
    """An object that may have come from elsewhere: `source` and `source_id` together name it once."""

    source = models.CharField(max_length=60, blank=True, default="")
    source_id = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~models.Q(source_id=""),
                name="%(app_label)s_%(class)s_source",
            )
        ]
