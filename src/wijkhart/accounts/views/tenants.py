"""The municipality that an address names."""

from django.http import Http404
from django.utils.translation import gettext as _

from wijkhart.accounts.queries import municipality_named
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed


def municipality_or_404(code: str) -> Area:
    """The municipality with this code; an unknown one is a page that does not exist."""
    try:
        return municipality_named(code)
    except Area.DoesNotExist as error:
        raise Http404(_("There is no municipality with code %(code)s.") % {"code": code}) from error


def demand(actor: Actor, right: str, municipality: str) -> None:
    """Refuse the page to who does not hold the right there."""
    if not actor.may(right, municipality):
        raise NotAllowed(_("Your role does not give you this page."))
