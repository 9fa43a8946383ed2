"""What is asked of residents who vote, and of who opens a vote."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.agenda.forms.fields import day
from wijkhart.agenda.models import Ballot, Issue

PREFIX = "punten_"


class BallotForm(forms.Form):
    """The terms of a vote."""

    opens_on = day(_("First day"))
    closes_on = day(_("Last day"), help_text=_("People can vote, and change their voice, until the end of this day."))
    points = forms.IntegerField(
        label=_("How many points does each voter divide?"), min_value=1, max_value=20, initial=5
    )
    by_email = forms.BooleanField(label=_("One voice per confirmed e-mail address"), required=False, initial=True)
    by_code = forms.BooleanField(label=_("One voice per code from a letter"), required=False)

    @staticmethod
    def told(ballot: Ballot) -> dict[str, Any]:
        """What stands there now."""
        names = ("opens_on", "closes_on", "points", "by_email", "by_code")
        return {name: getattr(ballot, name) for name in names}


class CodesForm(forms.Form):
    """How many codes to make."""

    count = forms.IntegerField(
        label=_("How many letters do you send?"),
        min_value=1,
        help_text=_("You get a list once, for your letters. Keep no list of which code went to which address."),
    )


class VoteForm(forms.Form):
    """The points of one voter, and the address or code that makes the voice count once."""

    def __init__(self, data: Any, ballot: Ballot, issues: Sequence[Issue]) -> None:
        super().__init__(data)
        self.ballot, self.issues = ballot, issues
        choices = [(str(number), str(number)) for number in range(ballot.points + 1)]
        for issue in issues:
            self.fields[f"{PREFIX}{issue.pk}"] = forms.TypedChoiceField(
                label=_("Points for “%(title)s”") % {"title": issue.title},
                choices=choices,
                coerce=int,
                initial="0",
                required=False,
                empty_value="",
            )
        if ballot.by_email:
            self.fields["email"] = forms.EmailField(
                label=_("Your e-mail address"),
                required=not ballot.by_code,
                widget=forms.EmailInput(attrs={"autocomplete": "email"}),
                help_text=_("You get a mail with a link. Your voice counts after you press the button behind it."),
            )
        if ballot.by_code:
            self.fields["code"] = forms.CharField(
                label=_("The code from your letter"),
                required=not ballot.by_email,
                max_length=20,
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
                help_text=_("Ten letters and digits, such as BCDFG-23456."),
            )

    def clean(self) -> dict[str, Any]:
        """One of the two ways, when both are open."""
        given = super().clean() or {}
        if self.errors or given.get("email") or given.get("code"):
            return given
        self.add_error("email" if self.ballot.by_email else "code", _("Fill in your e-mail address, or your code."))
        return given

    @property
    def rows(self) -> list[tuple[Issue, forms.BoundField]]:
        """Each issue with its field."""
        return [(issue, self[f"{PREFIX}{issue.pk}"]) for issue in self.issues]

    def choices(self) -> dict[str, int]:
        """Issue -> points, as far as given."""
        return {
            name.removeprefix(PREFIX): int(value or 0)
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
