"""What was found as a list with pages, sorting and a file, as every list has."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from django.http import HttpRequest, HttpResponse

from wijkhart.core.export import export_response
from wijkhart.core.lists import FORMATS, Column, Count, Listing, ListPage
from wijkhart.directory.forms import ServiceFilter
from wijkhart.directory.models import Service, ServiceQuerySet
from wijkhart.directory.queries import shown
from wijkhart.directory.queries.find import Found, Hit, Search, find

BATCH = 500


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
    def found(self) -> Found:
        """All that answers; everything when what was asked makes no sense."""
        asked = self._form.search if self._form.is_valid() else Search()
        return find(replace(asked, order=ORDERS.get(self.sort, asked.order)))

    @cached_property
    def count(self) -> Count:
        return self.found.count

    @cached_property
    def page(self) -> ListPage[Service]:
        last = max(1, -(-self.found.total // self.per_page))
        number = min(self._asked_page(), last)
        start = (number - 1) * self.per_page
        rows = self._rows_of(self.found.hits(start, self.per_page))
        return ListPage(rows, number, number < last, last)

    def export(self) -> HttpResponse | None:
        kind = self.request.GET.get("uitvoer", "")
        if kind not in FORMATS:
            return None
        values = ([column.value(row) for column in self.columns] for row in self._all())
        return export_response(kind, self.name, [str(column.label) for column in self.columns], values)

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


ORDERS = {"naam": "name", "afstand": "distance", "-bevestigd": "confirmed", "wanneer": "time"}
"""The order in the address -> that of a search."""
