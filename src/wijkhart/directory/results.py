"""What was found as a list with pages, sorting and a file, as every list has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wijkhart.core.lists import Column, Count, Listing, ListPage, address
from wijkhart.directory.forms import ServiceFilter
from wijkhart.directory.models import Service, ServiceQuerySet
from wijkhart.directory.queries import shown
from wijkhart.directory.queries.find import Found, Hit, Search, find

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BATCH = 500
ORDERS: Final = {
    "passend": "fit",
    "afstand": "distance",
    "tijd": "time",
    "naam": "name",
    "bevestigd": "confirmed",
    "-bevestigd": "confirmed",
}
"""The order in the address -> that of a search."""
ORDER_NAMES: "Final[dict[str, StrOrPromise]]" = {
    "passend": _("what fits best"),
    "afstand": _("what is nearest"),
    "tijd": _("what begins soonest"),
    "naam": _("name"),
    "bevestigd": _("confirmed last"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort, as a link."""

    name: str
    url: str
    current: bool


class Results(Listing[Service]):
    """The services that answer what a form asks; each carries the `hit` that tells why it was found."""

    def __init__(
        self,
        request: HttpRequest,
        services: ServiceQuerySet,
        *,
        columns: Sequence[Column[Service]],
        form: ServiceFilter,
        per_page: int,
        name: str,
    ) -> None:
        super().__init__(request, services, columns=columns, per_page=per_page, name=name)
        self._services = services
        self._form = form

    @cached_property
    def search(self) -> Search:
        """What is asked, of all that makes sense."""
        self._form.is_valid()
        asked = self._form.search
        return replace(asked, order=ORDERS.get(self.sort) or usual_order(asked))

    @cached_property
    def found(self) -> Found:
        """All that answers."""
        return find(self.search)

    @cached_property
    def count(self) -> Count:
        return self.found.count

    @property
    def orders(self) -> list[Order]:
        """The ways to sort; by distance only when it is known from where."""
        offered = [key for key in ORDER_NAMES if key != "afstand" or self.search.near]
        return [
            Order(
                str(ORDER_NAMES[key]),
                address(self.request, sorteer=key, pagina=None),
                ORDERS[key] == self.search.order,
            )
            for key in offered
        ]

    @cached_property
    def page(self) -> ListPage[Service]:
        last = max(1, -(-self.found.total // self.per_page))
        number = min(self._asked_page(), last)
        start = (number - 1) * self.per_page
        rows = self._rows_of(self.found.hits(start, self.per_page))
        return ListPage(rows, number, number < last, last)

    def _asked_sort(self) -> str:
        asked = self.request.GET.get("sorteer", "")
        return asked if asked in ORDERS else ""

    def _all(self) -> Iterator[Service]:
        for start in range(0, self.found.total, BATCH):
            yield from self._rows_of(self.found.hits(start, BATCH))

    def _rows_of(self, hits: Sequence[Hit]) -> list[Service]:
        """The services of these hits in their order; one that was taken out a moment ago is left out."""
        known = {one.pk: one for one in shown(self._services.filter(pk__in=[hit.service_id for hit in hits]))}
        rows = []
        for hit in hits:
            if service := known.get(hit.service_id):
                service.hit = hit  # type: ignore[attr-defined]
                rows.append(service)
        return rows


def usual_order(asked: Search) -> str:
    """What happens soonest when days are asked and no words, else what fits best."""
    return "time" if asked.first_day and not asked.words else "fit"
