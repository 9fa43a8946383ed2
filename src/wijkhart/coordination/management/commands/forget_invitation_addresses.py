"""`wijkhart forget_invitation_addresses`: forget addresses of invitations whose link has ended. For every night."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from wijkhart.coordination.actions import forget_invitation_addresses
from wijkhart.core.actors import System


class Command(BaseCommand):
    """Forget addresses that the mail no longer needs."""

    help = "Forget the addresses of invitations that were not answered with yes before their link ended."

    def handle(self, *args: Any, **options: Any) -> None:
        wiped = forget_invitation_addresses(by=System("forget_invitation_addresses"))
        self.stdout.write(_("%(count)s addresses forgotten.") % {"count": wiped})
