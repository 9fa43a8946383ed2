"""Handing an activity over to residents or an association, step by step (M30)."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.coordination.models.alliance import Alliance
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.directory.models import Service


class HandoverState(models.TextChoices):
    GOING = "going", _("going on")
    DONE = "done", _("handed over")
    STOPPED = "stopped", _("stopped, with a reason")


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, user: Actor) -> Self:
        """One that was brought to its end is public; before that it is for professionals of the municipality."""
        return self.filter(models.Q(state=HandoverState.DONE) | user.scope("alliance.read").q())


class Handover(PublicModel):
    """An activity on its way from an organisation to residents: who takes over, who stands by, and its steps."""

    municipality_code = models.CharField(max_length=6)
    service = models.ForeignKey(Service, models.CASCADE, related_name="handovers")
    alliance = models.ForeignKey(Alliance, models.SET_NULL, null=True, blank=True, related_name="handovers")
    taker = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", help_text="When it has an entry."
    )
    taker_name = models.CharField(max_length=120, help_text="The residents' group or association, in words.")
    due = models.DateField(help_text="When they go on by themselves.")
    supported_by = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="+", help_text="Who helps after that."
    )
    supported_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=HandoverState.choices, default=HandoverState.GOING)
    outcome = models.CharField(max_length=300, blank=True, default="")
    settled_on = models.DateField(null=True, blank=True)
    example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service"], condition=models.Q(state="going"), name="coordination_handover_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.taker_name

    def get_absolute_url(self) -> str:
        return reverse("handover_detail", args=[self.pk])


class HandoverStep(models.Model):
    """One step of a handover. Seen with its handover."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    says = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering: ClassVar[list[str]] = ["due", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def late(self) -> bool:
        """Whether its day has passed while it is still to do."""
        return self.done_on is None and self.due < timezone.localdate()
