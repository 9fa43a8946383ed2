"""The fixed words of coordination: reasons, notes."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

REASON_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "out_of_reach": _("nothing within reach"),
    "not_for_them": _("not for this group"),
    "wrong_hours": _("not at hours they can come"),
    "full": _("full"),
}
"""Why people have no place, in a word or two."""

NOTE_LABELS: Final[dict[str, "StrOrPromise"]] = {
    "no_capacity": _("It is not known how many people can come."),
    "no_schedule": _("It is not known when it is open."),
    "no_place": _("It is not known where on the map it is."),
    "no_theme_or_group": _("It has no theme or no target group."),
}
"""Why a service could not be counted."""
