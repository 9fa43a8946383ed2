"""Forms that anybody may send without an account: a trap and a clock keep programs out, without any third party."""

import time
from typing import Any, Final

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LEAST_SECONDS: Final = 3
MOST_SECONDS: Final = 24 * 3600
SALT: Final = "wijkhart.core.open_forms"


def opened_now(about: str) -> str:
    """A signed word that says for what the form was opened, and when."""
    return signing.dumps([about, time.time()], salt=SALT)


class OpenForm(forms.Form):
    """Base of such a form. `about` names what the form is about, so that its clock cannot be used for another."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.initial = {"opened": opened_now(about), **self.initial}

    def clean_website(self) -> str:
        """People do not see this field; programs fill in everything."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("Leave this field empty: it is there to keep out programs."))
        return ""

    def clean(self) -> dict[str, Any]:
        """The form was opened for this, not a moment ago and not days ago."""
        cleaned = super().clean() or {}
        age = self._seconds_open()
        if age is None:
            self.data = {**{name: self.data.get(name) for name in self.fields}, "opened": opened_now(self.about)}
            message = gettext("This page was open for too long. Check what you typed, and send it again.")
            raise forms.ValidationError(message)
        if age < LEAST_SECONDS:
            raise forms.ValidationError(gettext("That was very fast. Wait a few seconds, and send it again."))
        return cleaned

    def _seconds_open(self) -> float | None:
        try:
            about, moment = signing.loads(self.data.get("opened", ""), salt=SALT, max_age=MOST_SECONDS)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return time.time() - moment if about == self.about else None
