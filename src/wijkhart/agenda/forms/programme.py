"""What is asked about task groups, their steps, open questions and reports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.actions import GroupFacts, ReportFacts
from wijkhart.agenda.forms.fields import day, today, version_field
from wijkhart.agenda.forms.fields import text as words
from wijkhart.agenda.models import Agenda, OpenQuestion, ReportTo, StepState, TaskGroup, TaskStep
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm


class ProgrammeFilter(FilterForm):
    """Which programmes. Its values stand in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    telaat = forms.ChoiceField(
        label=_("Late"), required=False, choices=[("", _("all")), ("ja", _("with steps that are late"))]
    )

    def __init__(self, *args: Any, names: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("wijk", _("all"), names)

    def narrow(self, rows: Any) -> Any:
        wijk, late = self.cleaned_data["wijk"], self.cleaned_data["telaat"]
        if wijk:
            rows = rows.filter(district_code="" if wijk.startswith("GM") else wijk)
        return rows.exclude(late=0) if late else rows


class TaskGroupForm(forms.Form):
    """Who works out which part."""

    title = words(_("What does this group work on?"), most=160, help_text=_("Short and plain: residents read it too."))
    text = words(_("Tell more"), rows=4, most=2000, required=False)
    issue = forms.ModelChoiceField(
        label=_("For which issue of the agenda?"),
        queryset=Agenda.objects.none(),
        required=False,
        empty_label=_("for the agenda as a whole"),
    )
    lead = forms.ModelChoiceField(
        label=_("Who is the lead (trekker)?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("The lead can keep the steps of this group. Agree on it first: taking part is voluntary."),
    )
    members = words(_("Who else takes part?"), required=False, help_text=_("Organisations and groups, no names."))
    version = version_field()

    def __init__(
        self, data: Any, actor: Actor, agenda: Agenda, group: TaskGroup | None = None, issue: str = ""
    ) -> None:
        initial = {**self.told(group), "version": group.version} if group else {"issue": issue}
        super().__init__(data, initial=initial)
        leads = Organisation.objects.visible_to(actor).working_in(agenda.municipality_code).order_by("name")
        for name, rows in {"issue": agenda.issues.standing().order_by("title"), "lead": leads}.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows

    @staticmethod
    def told(group: TaskGroup) -> dict[str, Any]:
        """What stands there now."""
        return {
            "title": group.title,
            "text": group.text,
            "issue": group.issue_id,
            "lead": group.lead_id,
            "members": group.members,
        }

    def facts(self) -> GroupFacts:
        """The cleaned values as the action takes them."""
        return GroupFacts(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class EndGroupForm(forms.Form):
    """What came of a task group."""

    outcome = words(_("What came of it?"), rows=3)
    version = version_field()


class StepForm(forms.Form):
    """A step and its day."""

    title = words(_("What is done?"), most=200, help_text=_("One thing, in plain words."))
    due = day(_("Ready on which day?"))

    def __init__(self, data: Any, step: TaskStep | None = None) -> None:
        super().__init__(data, initial={"title": step.title, "due": step.due} if step else {})


class SettleStepForm(forms.Form):
    """How a step ended."""

    state = forms.ChoiceField(label=_("How does it stand?"), choices=StepState.choices, widget=forms.RadioSelect)
    settled_on = day(_("On which day?"), initial=today, required=False)
    says = words(_("What came of it, or why not?"), required=False, help_text=_("Needed when it is not done."))
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, step: TaskStep) -> None:
        state = StepState.DONE if step.state == StepState.OPEN else step.state
        day_ = {"settled_on": step.settled_on} if step.settled_on else {}
        super().__init__(data, initial={"state": state, "says": step.says, "was": step.state, **day_})


class QuestionForm(forms.Form):
    """A question that the agenda leaves open."""

    text = words(_("What do we not know yet?"))
    group = forms.ModelChoiceField(
        label=_("Which task group takes it?"),
        queryset=TaskGroup.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )

    def __init__(self, data: Any, agenda: Agenda, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["group"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = agenda.task_groups.order_by("title")


class AnswerForm(QuestionForm):
    """The answer to a question, or who takes it."""

    answer = words(_("The answer"), rows=4, most=2000, required=False, help_text=_("Leave it empty while you search."))
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, question: OpenQuestion) -> None:
        told = {"group": question.group_id, "answer": question.answer, "was": question.answer}
        super().__init__(data, question.agenda, initial=told)
        del self.fields["text"]


class ReportForm(forms.Form):
    """What was laid before whom."""

    to = forms.ChoiceField(label=_("To whom?"), choices=ReportTo.choices, widget=forms.RadioSelect)
    reported_on = day(_("On which day?"), initial=today)
    text = words(_("The results so far"), rows=6, most=4000)
    reply = words(_("What did they say?"), rows=3, most=2000, required=False, help_text=_("You can add it later."))
    adopted = forms.BooleanField(label=_("They adopted the programme with this"), required=False)

    def facts(self) -> ReportFacts:
        """The cleaned values as the action takes them."""
        return ReportFacts(**self.cleaned_data)


class ReplyForm(forms.Form):
    """What they said of a report."""

    reply = words(_("What did they say?"), rows=3, most=2000)
    adopted = forms.BooleanField(label=_("They adopted the programme with this"), required=False)
    was = forms.CharField(widget=forms.HiddenInput, required=False)
