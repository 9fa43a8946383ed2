"""Links in mails that need no account: who holds one, and whether it still works."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.actors import NATIONAL, Scope
from wijkhart.core.errors import Refused
from wijkhart.directory.freshness import limits
from wijkhart.directory.models import Digest

RIGHTS: Final = frozenset({"service.edit_own", "service.collect", "schedule.edit"})
"""What the holder may: about its own organisation and the groups whose entries that keeps, in one municipality."""


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever opened the link of a digest: acts for the organisation that got the mail, and nothing more."""

    digest: UUID
    organisation: UUID
    municipality: str

    @property
    def actor_id(self) -> str:
        return f"link:{self.digest}"

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        return frozenset({self.organisation})

    def scope(self, right: str) -> Scope:
        return Scope(frozenset({self.municipality})) if right in RIGHTS else Scope()

    def may(self, right: str, municipality: str = NATIONAL) -> bool:
        return municipality in self.scope(right)


def holder_of(digest: Digest) -> LinkHolder:
    """Who acts through the link of this digest."""
    return LinkHolder(digest.pk, digest.organisation_id, digest.municipality_code)


def usable(digest: Digest | None) -> Digest:
    """The digest, or the reason why its link does not work."""
    if digest is None:
        raise Refused(_("This link is not right. Perhaps a part is missing: copy the whole link from the mail."))
    if digest.answered_at:
        raise Refused(_("You have already answered this mail. Thank you! Is something not right after all? Tell us."))
    if digest.expires_at <= timezone.now():
        message = _("This link no longer works: it was valid for %(days)s days. You will get a new mail from us.")
        raise Refused(message % {"days": limits().link_valid})
    return digest
