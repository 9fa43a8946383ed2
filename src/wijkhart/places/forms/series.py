"""What is asked of who changes a whole series."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.places.actions import SeriesChange
from wijkhart.places.forms.booking import BOOKER_READS
from wijkhart.places.forms.fields import at_hour, free_text, on_day
from wijkhart.places.models import BookingSeries, Room
from wijkhart.places.when import When

AS_IT_IS = _("Empty: as it is.")


class SeriesChangeForm(forms.Form):
    """Other hours, room or number for all dates to come."""

    starts = at_hour(_("From what time?"), required=False, help_text=AS_IT_IS)
    ends = at_hour(_("Until what time?"), required=False, help_text=AS_IT_IS)
    people = forms.IntegerField(label=_("With how many people?"), required=False, help_text=AS_IT_IS)
    room = forms.ModelChoiceField(
        label=_("In which room?"), queryset=Room.objects.none(), required=False, empty_label=_("the same room")
    )

    def __init__(self, data: object, series: BookingSeries) -> None:
        super().__init__(data)  # type: ignore[arg-type] # request.POST or None
        rooms = Room.objects.filter(place=series.room.place_id).offered().exclude(pk=series.room_id)
        cast("forms.ModelChoiceField[Room]", self.fields["room"]).queryset = rooms

    def change(self) -> SeriesChange:
        return SeriesChange(**self.cleaned_data)


class SeriesDateForm(forms.Form):
    """One more date."""

    day = on_day(_("On which day?"))
    starts = at_hour(_("From what time?"))
    ends = at_hour(_("Until what time?"))

    def when(self) -> When:
        return When(**self.cleaned_data)


class SeriesNoteForm(forms.Form):
    """How to get in, once for all dates."""

    entry_note = free_text(_("Key, code or who opens"), BOOKER_READS, rows=2, most=1000, required=False)
