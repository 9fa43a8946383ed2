"""The sociale agenda of a wijk in a period: issues, their evidence, and the voices that put them in order."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.themes.models import TargetGroup, Theme


class AgendaState(models.TextChoices):
    """How far an agenda is, in the order of the founding example."""

    COLLECTING = "collecting", _("collecting offer, demand and places")
    PRESENTED = "presented", _("presented to the providers")
    PRIORITISING = "prioritising", _("putting in order")
    ADVICE = "advice", _("fixed as advice")
    ADOPTED = "adopted", _("adopted by the municipality")
    CLOSED = "closed", _("closed")


class AgendaQuerySet(models.QuerySet["Agenda"]):
    def visible_to(self, user: Actor) -> Self:
        """From the advice on an agenda is public; before that it is for whoever works on it there."""
        public = models.Q(state__in=[AgendaState.ADVICE, AgendaState.ADOPTED, AgendaState.CLOSED])
        return self.filter(public | user.scope("agenda.read_draft").q())


class Agenda(PublicModel):
    """What one wijk (or the whole municipality) works on together in a period; periods of one area do not overlap."""

    municipality_code = models.CharField(max_length=6)
    district_code = models.CharField(max_length=8, blank=True, default="", help_text="Empty: the whole municipality.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=14, choices=AgendaState.choices, default=AgendaState.COLLECTING)
    weight_figures = models.PositiveSmallIntegerField(
        default=34, help_text="Of the three voices together, in percents."
    )
    weight_professionals = models.PositiveSmallIntegerField(default=33)
    weight_residents = models.PositiveSmallIntegerField(default=33)
    weights_note = models.CharField(max_length=300, blank=True, default="", help_text="Why these weights.")
    example = models.BooleanField(default=False, help_text="Made up for the demonstration.")
    version = models.PositiveIntegerField(default=1)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["municipality_code", "district_code", "-starts_on"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="agenda_agenda_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    weight_figures=100 - models.F("weight_professionals") - models.F("weight_residents")
                ),
                name="agenda_agenda_weights_make_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.district_code or self.municipality_code} {self.starts_on:%Y}-{self.ends_on:%Y}"

    def get_absolute_url(self) -> str:
        return reverse("agenda_detail", args=[self.pk])


class AgendaStep(models.Model):
    """One step towards an agenda: when it was done, who was asked, what came of it. Seen with its agenda."""

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=14, choices=AgendaState.choices)
    done_on = models.DateField()
    asked = models.CharField(
        max_length=300, blank=True, default="", help_text="Who was asked; organisations and roles."
    )
    note = models.TextField(max_length=2000, blank=True, default="")
    back = models.BooleanField(default=False, help_text="A step back to this state, for the reason in the note.")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"{self.state} {self.done_on}"


class Vulnerability(models.TextChoices):
    """The four kinds (M43): never derived from age or origin, always stated."""

    SOCIAL = "social", _("social")
    PSYCHOLOGICAL = "psychological", _("psychological")
    PHYSICAL = "physical", _("physical")
    FINANCIAL = "financial", _("financial")


class IssueStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CHOSEN = "chosen", _("on the agenda")
    WORKING = "working", _("being worked on")
    REACHED = "reached", _("reached")
    DROPPED = "dropped", _("not taken up")
    DUPLICATE = "duplicate", _("the same as another")
    CITY = "city", _("moved to the agenda of the city")


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, user: Actor) -> Self:
        """An issue is seen by whoever sees its agenda."""
        return self.filter(agenda__in=Agenda.objects.visible_to(user))

    def standing(self) -> Self:
        """Those that count: not dropped, not a duplicate, not moved."""
        return self.exclude(status__in=[IssueStatus.DROPPED, IssueStatus.DUPLICATE, IssueStatus.CITY])


class Issue(PublicModel):
    """Something that is needed (agendapunt), with what it should lead to in words that can be measured."""

    agenda = models.ForeignKey(Agenda, models.CASCADE, related_name="issues")
    municipality_code = models.CharField(max_length=6)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=4000, blank=True, default="")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    target_group = models.ForeignKey(TargetGroup, models.PROTECT, related_name="+")
    vulnerabilities = models.JSONField(
        default=list, blank=True, help_text="Kinds that this is about, as people stated."
    )
    wished_result = models.CharField(max_length=300, blank=True, default="")
    measured_by = models.CharField(max_length=300, blank=True, default="")
    status = models.CharField(max_length=10, choices=IssueStatus.choices, default=IssueStatus.PROPOSED)
    status_reason = models.CharField(max_length=300, blank=True, default="")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="duplicates")
    owner = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    figures_points = models.FloatField(null=True, blank=True, help_text="Voice of the figures, 0 to 10; None: none.")
    position = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Fixed with the advice.")
    advised_position = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="What the advice said, also when the municipality moved it."
    )
    position_reason = models.CharField(
        max_length=300, blank=True, default="", help_text="Why the municipality moved it."
    )
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    objects = IssueQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("issue_detail", args=[self.pk])


class EvidenceKind(models.TextChoices):
    SIGNALS = "signals", _("signals")
    FIGURE = "figure", _("figure")
    SEARCHES = "searches", _("searches in vain")
    GAP = "gap", _("white spot")
    OVERLAP = "overlap", _("overlap")
    OTHER = "other", _("something else")


class Evidence(models.Model):
    """Why an issue stands there: a piece that opens at its source. Seen with its issue."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind.choices)
    reference = models.CharField(max_length=120, blank=True, default="", help_text="Id or code at its source.")
    url = models.CharField(
        max_length=300, blank=True, default="", help_text="A path of this site, or an https address."
    )
    title = models.CharField(max_length=200)
    says = models.CharField(max_length=300, blank=True, default="", help_text="What it says, with source and date.")
    points = models.FloatField(
        null=True, blank=True, help_text="What it adds to the voice of the figures, 0 to 10; None: nothing."
    )
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(points=None) | models.Q(points__gte=0, points__lte=10),
                name="agenda_evidence_points_to_ten",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """The voice of one professional on one issue, 0 to 10. Seen together only, with how many gave one."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="ratings")
    actor_id = models.CharField(max_length=60)
    points = models.PositiveSmallIntegerField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["issue", "actor_id"], name="agenda_rating_once"),
            models.CheckConstraint(condition=models.Q(points__lte=10), name="agenda_rating_to_ten"),
        ]

    def __str__(self) -> str:
        return f"{self.points}"


class BallotQuerySet(models.QuerySet["Ballot"]):
    def visible_to(self, user: Actor) -> Self:
        """From its first day on a vote is public; before that it is for whoever works on the agenda there."""
        begun = models.Q(opens_on__lte=timezone.localdate())
        return self.filter(begun | user.scope("agenda.read_draft").q("agenda__municipality_code"))


class Ballot(PublicModel):
    """The voice of residents: an open vote on the issues of an agenda between two days."""

    agenda = models.OneToOneField(Agenda, models.CASCADE, related_name="ballot")
    opens_on = models.DateField()
    closes_on = models.DateField()
    points = models.PositiveSmallIntegerField(default=5, help_text="What each voter divides over the issues.")
    by_email = models.BooleanField(default=True, help_text="One voice per confirmed address.")
    by_code = models.BooleanField(default=False, help_text="One voice per code from a letter.")

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")), name="agenda_ballot_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opens_on} {self.closes_on}"

    def get_absolute_url(self) -> str:
        return reverse("ballot_vote", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether today lies in the vote; its first and last day are part of it."""
        return self.opens_on <= timezone.localdate() <= self.closes_on


class BallotCode(models.Model):
    """A code from a letter, as a digest; counts once."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.ballot_id}"


class Vote(models.Model):
    """One voice: who gave it is a digest of an address or code with the secret of the site, and nothing else."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64)
    choices = models.JSONField(default=dict, blank=True, help_text="What counts: id of an issue -> points.")
    pending = models.JSONField(
        default=dict, blank=True, help_text="What waits for the link in the mail; it counts once confirmed."
    )
    confirm_digest = models.CharField(max_length=64, blank=True, default="", help_text="Of the link in the mail.")
    given_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "voter"], name="agenda_vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.given_at}"
