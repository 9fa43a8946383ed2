"""What somebody asks for a season: when, where, for whom, and what has to be there."""

from datetime import time
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.core.actors import Actor
from wijkhart.core.models import PublicModel
from wijkhart.places.models import Activity, Layout, Place, Room
from wijkhart.seasons.models.round import SeasonRound
from wijkhart.themes.models import Theme


class RequestState(models.TextChoices):
    ASKED = "asked", _("asked")
    WITHDRAWN = "withdrawn", _("withdrawn")


class WeekPattern(models.TextChoices):
    EVERY = "every", _("every week")
    ODD = "odd", _("odd weeks")
    EVEN = "even", _("even weeks")


class Beside(models.TextChoices):
    """How a request keeps to another one of the same party."""

    DAY = "day", _("on a day of the other")
    AFTER = "after", _("right after the other")
    SAME = "same", _("at the same hours as the other")


class Degree(models.TextChoices):
    """How much somebody wants some hours."""

    WISH = "wish", _("likes best")
    CAN = "can", _("can")
    CANNOT = "cannot", _("cannot")


class SeasonRequestQuerySet(models.QuerySet["SeasonRequest"]):
    def visible_to(self, user: Actor) -> Self:
        """By who asked, and by whoever reads rounds there. All others see only the plan once it is published."""
        own = models.Q(organisation_id__in=user.organisation_ids) & user.scope("booking.make").q(
            "round__municipality_code"
        )
        return self.filter(own | user.scope("season.read").q("round__municipality_code"))

    def asked(self) -> Self:
        """Those that count."""
        return self.filter(state=RequestState.ASKED)


class SeasonRequest(PublicModel, Activity):
    """One activity for which somebody wants a room every week of the season, or of a part of it."""

    round = models.ForeignKey(SeasonRound, models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(
        max_length=120,
        blank=True,
        default="",
        help_text="A group without an organisation here; entered by the planner.",
    )
    title = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    times = models.PositiveSmallIntegerField(default=1, help_text="Sessions a week, each on another day.")
    at_least = models.PositiveSmallIntegerField(default=1, help_text="The fewest sessions that are still useful.")
    minutes = models.PositiveSmallIntegerField(help_text="Of one session; in quarters of an hour.")
    people = models.PositiveIntegerField()
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")
    layout = models.CharField(max_length=10, choices=Layout.choices, blank=True, default="", help_text="Empty: any.")
    equipment = models.JSONField(default=list, blank=True, help_text="Keys of Equipment that must be there.")
    step_free = models.BooleanField(default=False, help_text="The room must be known to be step-free.")
    may_share = models.BooleanField(default=False, help_text="Others may use the room at the same time.")
    same_room = models.BooleanField(default=False, help_text="All sessions in one room, or none of them.")
    shortest = models.PositiveSmallIntegerField(
        default=0, help_text="Minutes of a session that are still useful; 0: all of them."
    )
    quiet = models.BooleanField(default=False, help_text="Nothing loud in a room beside it at the same time.")
    companion = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", help_text="Of the same party; kept together."
    )
    beside = models.CharField(max_length=6, choices=Beside.choices, default=Beside.DAY)
    elsewhere = models.BooleanField(default=False, help_text="Rooms that were not named serve too.")
    last_place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+")
    first_day = models.DateField(null=True, blank=True, help_text="Empty: from the start of the season.")
    last_day = models.DateField(null=True, blank=True, help_text="Empty: to the end of the season.")
    weeks = models.CharField(max_length=6, choices=WeekPattern.choices, default=WeekPattern.EVERY)
    bonus = models.PositiveIntegerField(default=0, help_text="Points a session, for filling a white spot; shown.")
    bonus_why = models.CharField(max_length=300, blank=True, default="")
    note = models.TextField(max_length=1000, blank=True, default="", help_text="For the planner.")
    actor_id = models.CharField(max_length=60)
    made_at = models.DateTimeField(default=timezone.now)
    example = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = SeasonRequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["made_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(times__gte=1, times__lte=7), name="seasons_request_times_in_a_week"
            ),
            models.CheckConstraint(
                condition=models.Q(at_least__gte=1) & models.Q(at_least__lte=models.F("times")),
                name="seasons_request_at_least_fits",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=15, minutes__lte=1440), name="seasons_request_minutes_of_a_day"
            ),
            models.CheckConstraint(condition=models.Q(people__gte=1), name="seasons_request_somebody_comes"),
            models.CheckConstraint(
                condition=models.Q(bonus=0) | ~models.Q(bonus_why=""), name="seasons_request_bonus_with_reason"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["round", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """Who asks: an organisation, or the name of a group; never a person."""
        return self.organisation.name if self.organisation else self.name

    @property
    def party(self) -> str:
        """The key under which one party's requests are counted together."""
        return str(self.organisation_id) if self.organisation_id else f"group:{self.name.casefold()}"


class RequestWindow(models.Model):
    """Hours on one day of the week in which a session is wished, can lie (all of it), or cannot (any of it).

    What no window names, cannot.
    """

    request = models.ForeignKey(SeasonRequest, models.CASCADE, related_name="windows")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday.")
    begins = models.TimeField()
    ends = models.TimeField()
    degree = models.CharField(max_length=6, choices=Degree.choices, default=Degree.WISH)

    class Meta:
        ordering: ClassVar[list[str]] = ["weekday", "begins"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="seasons_window_weekday"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("begins")), name="seasons_window_ends_later"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.begins}-{self.ends}"

    @property
    def hours(self) -> tuple[time, time]:
        """Begin and end."""
        return self.begins, self.ends


class RequestRank(models.Model):
    """One of the rooms, or places with all their rooms, that a request names; 1 is liked best."""

    request = models.ForeignKey(SeasonRequest, models.CASCADE, related_name="ranks")
    rank = models.PositiveSmallIntegerField()
    room = models.ForeignKey(Room, models.CASCADE, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Place, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["rank"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["request", "rank"], name="seasons_rank_once"),
            models.CheckConstraint(
                condition=models.Q(room=None, place__isnull=False) | models.Q(room__isnull=False, place=None),
                name="seasons_rank_of_a_room_or_a_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}"
