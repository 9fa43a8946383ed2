"""What somebody noticed about an area."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.themes.models import TargetGroup, Theme


class Channel(models.TextChoices):
    """How a signal came in."""

    FORM = "form", _("the form on this site")
    COUNTER = "counter", _("at the counter or by telephone")
    PROFESSIONAL = "professional", _("a professional")
    PARTNER = "partner", _("a partner")


class SignalState(models.TextChoices):
    """Where a signal stands."""

    HELD = "held", _("held back: it seems to name a person")
    NEW = "new", _("new")
    TAKEN = "taken", _("taken up")
    ANSWERED = "answered", _("answered")
    REFERRED = "referred", _("passed on by the team's own route")


class SignalQuerySet(models.QuerySet["Signal"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever reads signals there; one that is held back only for who routes those."""
        read, held = user.scope("signal.read"), user.scope("signal.route")
        return self.filter(
            (read.q() & ~models.Q(state=SignalState.HELD)) | (held.q() & models.Q(state=SignalState.HELD))
        )

    def open(self) -> Self:
        """Those that wait for an answer."""
        return self.filter(state__in=[SignalState.NEW, SignalState.TAKEN])

    def told_in_public(self) -> Self:
        """Of these anybody may know that they came in, on which theme, and what was answered; never their own words."""
        return self.exclude(state=SignalState.HELD)


class SignalGroupQuerySet(models.QuerySet["SignalGroup"]):
    def visible_to(self, user: Actor) -> Self:
        """Whoever reads signals there; the title of a group that was answered stands on the page of its wijk."""
        return self.filter(user.scope("signal.read").q())


class SignalGroup(PublicModel):
    """Signals that people of the wijk team put together because they say the same; never done by itself."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: several wijken.")
    title = models.CharField(max_length=160)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects = SignalGroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("signalgroup_detail", args=[self.pk])


class Signal(PublicModel):
    """Something noticed about an area, in somebody's own words; about no person. The address is wiped once answered."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: the whole municipality.")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(max_length=2000)
    channel = models.CharField(max_length=12, choices=Channel.choices, default=Channel.FORM)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a professional or partner.",
    )
    email = models.EmailField(blank=True, default="", help_text="Only to answer; wiped after that.")
    token_digest = models.CharField(
        max_length=64, unique=True, help_text="Of the page where the sender sees the answer."
    )
    state = models.CharField(max_length=10, choices=SignalState.choices, default=SignalState.NEW)
    held_for = models.JSONField(
        default=list, blank=True, help_text="What seems to name a person: kinds, not the words."
    )
    group = models.ForeignKey(SignalGroup, models.SET_NULL, null=True, blank=True, related_name="signals")
    answer = models.TextField(max_length=2000, blank=True, default="")
    actor_id = models.CharField(max_length=60, blank=True, default="", help_text="Who entered it.")
    made_at = models.DateTimeField(default=timezone.now)
    answered_by = models.CharField(max_length=60, blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["municipality_code", "state"])]

    def __str__(self) -> str:
        return f"{self.municipality_code} {self.made_at}"

    def get_absolute_url(self) -> str:
        return reverse("signal_detail", args=[self.pk])

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it yet, and somebody should."""
        return self.state in (SignalState.NEW, SignalState.TAKEN)
