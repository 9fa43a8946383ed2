"""What an import did, and what it could not do."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class ImportReportQuerySet(models.QuerySet["ImportReport"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever may import for a municipality sees its reports; national ones go with the national right."""
        return self.filter(user.scope("areas.import").q())


class ImportReport(PublicModel):
    """The outcome of one import: counts, and each thing that was repaired, skipped or not joined, by name."""

    kind = models.CharField(max_length=40, help_text="boundaries, key_figures, health_monitor, ...")
    municipality_code = models.CharField(max_length=6, blank=True, default="", help_text="Empty: national.")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    actor_id = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    counts = models.JSONField(default=dict)
    remarks = models.JSONField(
        default=list,
        help_text="[{kind: repaired|skipped|not_joined|no_coordinates|..., code, row, field, text}, ...]",
    )

    objects = ImportReportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-created_at"]

    def get_absolute_url(self) -> str:
        return reverse("import_detail", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
