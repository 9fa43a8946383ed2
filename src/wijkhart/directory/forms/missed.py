"""What somebody met at an offer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.directory.models import Availability, SearchSignKind, Service


class MissedForm(forms.Form):
    """It was full, or somebody was turned down. Nothing else is asked, so nothing else is kept."""

    soort = forms.ChoiceField(
        label=_("What happened?"),
        widget=forms.RadioSelect,
        choices=[
            (SearchSignKind.FULL, _("I would have liked to join this, but it is full")),
            (SearchSignKind.REFUSED, _("I could not join here for another reason")),
        ],
    )

    @staticmethod
    def usual(service: Service) -> str:
        """What is most likely."""
        return SearchSignKind.FULL if service.availability == Availability.FULL else SearchSignKind.REFUSED
