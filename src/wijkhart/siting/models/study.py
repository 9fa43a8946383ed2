"""A study: which places stay, by which choices; and the plans that answer it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel


class StudyState(models.TextChoices):
    WAITING = "waiting", _("not computed yet")
    COMPUTED = "computed", _("computed")
    FAULTY = "faulty", _("cannot be computed: wishes or facts are in the way")
    PUBLISHED = "published", _("published as advice")
    WITHDRAWN = "withdrawn", _("published earlier, withdrawn")


class SitingStudyQuerySet(models.QuerySet["SitingStudy"]):
    def visible_to(self, user: Actor) -> Self:
        """What was published is public, also when it was withdrawn later; others are for professionals there."""
        return self.filter(models.Q(published_on__isnull=False) | user.scope("siting.read").q())

    def published(self) -> Self:
        return self.filter(state=StudyState.PUBLISHED)


class SitingStudy(PublicModel):
    """One question about the places of a municipality: budget, aims, who counts how much, what is fixed."""

    municipality_code = models.CharField(max_length=6)
    name = models.CharField(max_length=120)
    note = models.TextField(max_length=2000, blank=True, default="")
    buildings = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The budget as buildings.")
    euros = models.FloatField(null=True, blank=True, help_text="The budget as euros a year, when that is asked.")
    mean = models.BooleanField(default=True, help_text="Whether the distance to the nearest place counts.")
    beyond = models.BooleanField(default=False, help_text="Whether people beyond reach count extra.")
    worst_first = models.BooleanField(default=False, help_text="Whether the largest distance comes first.")
    reach = models.PositiveIntegerField(default=800, help_text="Metres that people walk.")
    limit = models.PositiveIntegerField(null=True, blank=True, help_text="Metres that nobody may exceed.")
    emphasis = models.JSONField(default=dict, blank=True, help_text="Target group -> how many times one counts.")
    fixed = models.JSONField(default=dict, blank=True, help_text="Place -> keep, close or out (takes no part).")
    exempt = models.JSONField(default=list, blank=True, help_text="Wijken that can do without a heart of their own.")
    factor = models.FloatField(default=1.3, help_text="Metres walked per metre in a straight line.")
    first_day = models.DateField(help_text="Activities booked from this day ...")
    last_day = models.DateField(help_text="... to this day must fit.")
    travel = models.JSONField(default=dict, blank=True, help_text="Wijk -> place -> minutes on foot, as sent.")
    travel_source = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.WAITING)
    inputs = models.JSONField(default=dict, help_text="The whole question as it was solved.")
    names = models.JSONField(default=dict, help_text="Of wijken, groups, places and activities, as they were then.")
    problems = models.JSONField(default=list, help_text="What stood in the way, as data.")
    digest = models.CharField(max_length=64, blank=True, default="", help_text="SHA-256 of the question.")
    software = models.CharField(max_length=40, blank=True, default="")
    computed_at = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    reason = models.TextField(max_length=2000, blank=True, default="", help_text="The advice, for everybody.")
    advised = models.JSONField(default=list, blank=True, help_text="Numbers of plans; the first is advised.")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")
    example = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = SitingStudyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["municipality_code", "name"], name="siting_study_name_once"),
            models.CheckConstraint(
                condition=~models.Q(state="published") | ~models.Q(reason=""), name="siting_published_with_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="siting_study_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("siting_detail", args=[self.pk])

    @property
    def has_result(self) -> bool:
        """Whether there are plans to show."""
        return self.state in (StudyState.COMPUTED, StudyState.PUBLISHED, StudyState.WITHDRAWN)

    @property
    def open(self) -> bool:
        """Whether its choices can still change."""
        return self.published_on is None


class SitingPlan(models.Model):
    """The best plan of a study for a number of buildings, or for its money. Seen with its study."""

    study = models.ForeignKey(SitingStudy, models.CASCADE, related_name="plans")
    number = models.PositiveSmallIntegerField(help_text="The buildings it may keep; 0: as the money allows.")
    kept = models.JSONField(help_text="Place -> the way in which it stays.")
    places = models.PositiveSmallIntegerField(help_text="How many stay.")
    mean = models.FloatField(help_text="Metres to the nearest place, averaged over everybody.")
    worst = models.FloatField(help_text="The largest distance of anybody.")
    beyond = models.FloatField(help_text="People beyond the reach.")
    cost = models.FloatField(null=True, help_text="Euros a year; None: of some place it is not known.")
    freed = models.FloatField(null=True, help_text="Euros a year less than today.")
    gap = models.FloatField(help_text="How much may still be won, 0-1; 0 is proven.")
    proven = models.BooleanField()
    seconds = models.FloatField()
    losses = models.JSONField(help_text="Wijk -> group -> people, mean, worst, beyond reach today and then.")
    worst_off = models.CharField(max_length=8, blank=True, default="", help_text="The wijk that loses most.")
    hosts = models.JSONField(help_text="Activity -> the place where it is held.")
    served = models.JSONField(help_text="Place -> people to whom it is nearest.")

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["study", "number"], name="siting_plan_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.study_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("siting_plan", args=[self.study_id, self.number])

    @property
    def gap_percent(self) -> float:
        """How much may still be won, in percents."""
        return 100 * self.gap

    @property
    def people(self) -> dict[str, Any]:
        """Wijk -> what changes for everybody there."""
        return {code: groups["everyone"] for code, groups in self.losses.items()}
