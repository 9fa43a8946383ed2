"""What a place is for, and the rules of it."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.core.formats import weekday
from wijkhart.places.concept_facts import LONGEST_WHY, ConceptFacts
from wijkhart.places.forms.fields import EVERYONE, free_text, several
from wijkhart.places.models import ConceptRule, Effect, Place, Room, Trait, UserKind
from wijkhart.themes.models import TargetGroup
from wijkhart.times.models import PartOfDay


class VisionForm(forms.Form):
    """The vision in words."""

    concept = free_text(_("What is this place for?"), EVERYONE, rows=6, most=5000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConceptRuleForm(forms.Form):
    """One rule: when, for whom or not, and why."""

    effect = forms.ChoiceField(label=_("What does the rule say?"), choices=Effect.choices)
    user_kinds = several(_("Which users?"), UserKind.choices)
    target_groups = several(_("Which groups?"), [])
    traits = several(_("Which activities?"), Trait.choices)
    weekdays = several(_("On which days?"), [], help_text=_("None ticked: every day."))
    part_of_day = forms.ChoiceField(
        label=_("Which part of the day?"), required=False, choices=[("", _("all day")), *PartOfDay.choices]
    )
    room = forms.ModelChoiceField(
        label=_("In which room?"), queryset=Room.objects.none(), required=False, empty_label=_("every room")
    )
    why = free_text(
        _("Why?"), EVERYONE, most=LONGEST_WHY, help_text=_("From the vision of the place. Who is refused reads it.")
    )

    def __init__(self, data: Any, place: Place, **options: Any) -> None:
        super().__init__(data, **options)
        days = cast(forms.MultipleChoiceField, self.fields["weekdays"])
        days.choices = [(str(n), weekday(n)) for n in range(7)]
        groups = cast(forms.MultipleChoiceField, self.fields["target_groups"])
        groups.choices = [(one.pk, str(one)) for one in TargetGroup.objects.filter(retired=False)]
        rooms = cast("forms.ModelChoiceField[Room]", self.fields["room"])
        rooms.queryset = Room.objects.filter(place=place)

    def facts(self) -> ConceptFacts:
        """What was told."""
        told = self.cleaned_data
        facts: dict[str, Any] = {name: told[name] for name in ("effect", "part_of_day", "room", "why")}
        facts |= {name: tuple(told[name]) for name in ("user_kinds", "target_groups", "traits")}
        return ConceptFacts(weekdays=tuple(int(one) for one in told["weekdays"]), **facts)

    @staticmethod
    def told_of(rule: ConceptRule) -> dict[str, Any]:
        """The fields as the rule is now."""
        names = ("effect", "user_kinds", "target_groups", "traits", "part_of_day", "room", "why")
        return {**{name: getattr(rule, name) for name in names}, "weekdays": [str(day) for day in rule.weekdays]}
