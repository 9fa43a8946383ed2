"""The request as every view of Wijkhart gets it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from wijkhart.core.actors import Actor


class Request(HttpRequest):
    """A request after the middleware: who acts, and what htmx said."""

    actor: Actor
    htmx: HtmxDetails
