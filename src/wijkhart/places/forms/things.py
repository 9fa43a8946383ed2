"""Pictures, equipment that rooms share, and calendars from elsewhere."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from wijkhart.places.forms.fields import EVERYONE, MANAGER_READS, free_text
from wijkhart.places.models import Place, Room


class PhotoForm(forms.Form):
    """A picture, with what there is to see."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, at most 15 MB. We make it smaller, and take out where and with what it was made."
        ),
    )
    alt = free_text(
        _("What is there to see?"),
        EVERYONE,
        most=200,
        help_text=_("For who does not see it, such as: a light room with twelve chairs in a circle."),
    )
    room = forms.ModelChoiceField(
        label=_("Of which room?"),
        queryset=Room.objects.none(),
        required=False,
        empty_label=_("of the whole place"),
    )

    def __init__(self, data: Any, files: Any, place: Place, **options: Any) -> None:
        super().__init__(data, files, **options)
        cast("forms.ModelChoiceField[Room]", self.fields["room"]).queryset = place.rooms.all()


class PhotoWordsForm(forms.Form):
    """What there is to see, said better."""

    alt = free_text(_("What is there to see?"), EVERYONE, most=200)


class ItemForm(forms.Form):
    """Something that can be borrowed along with a room."""

    name = free_text(_("What is it?"), EVERYONE, most=120, help_text=_("Such as: projector, sewing machine, pram."))
    number = forms.IntegerField(label=_("How many are there?"), initial=1)


class CalendarForm(forms.Form):
    """A calendar that is kept elsewhere."""

    name = free_text(
        _("Name of that calendar"),
        MANAGER_READS,
        most=120,
        help_text=_("Such as: school timetable. A file with the same name replaces what stood there."),
    )
    file = forms.FileField(
        label=_("File"), help_text=_("Choose “export” in your own calendar. You get a file that ends in .ics.")
    )
