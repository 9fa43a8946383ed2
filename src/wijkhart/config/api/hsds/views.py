"""The doors of `/api/hsds/`: what is asked, what is found, how it is told."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from pydantic import BaseModel, ValidationError

from wijkhart.areas.geocoder import NotFound, locate
from wijkhart.config.api.hsds import asked
from wijkhart.config.api.hsds.answers import LANGUAGE, many, one
from wijkhart.config.api.hsds.description import document, feed_facts
from wijkhart.core.http import Request
from wijkhart.core.problems import problem
from wijkhart.directory import hsds
from wijkhart.directory.hsds import Depth, Document, Frame, Spot, Wanted

P = ParamSpec("P")
Q = TypeVar("Q", bound=BaseModel)
View = Callable[Concatenate[Request, P], HttpResponseBase]
FILTERS: Final = frozenset(Wanted.__dataclass_fields__)


class AskedWronglyError(ValueError):
    """Something asked cannot be; with all that is wrong as pairs of name and sentence."""

    def __init__(self, *wrong: tuple[str, str]) -> None:
        super().__init__(wrong)
        self.wrong = wrong


def door(*methods: str) -> Callable[[View[P]], View[P]]:
    """A public address that only reads, for every origin, in Dutch as the data are; a mistake is a problem."""

    def declare(view: View[P]) -> View[P]:
        @wraps(view)
        def answer(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return _allowed(methods)
            if request.method not in methods:
                refused = problem(405)
                refused.headers["Allow"] = ", ".join((*methods, "OPTIONS"))
                return refused
            with translation.override(LANGUAGE):
                told = _told(view, request, *args, **kwargs)
            told.headers["Content-Language"] = LANGUAGE
            return told

        public: View[P] = csrf_exempt(login_not_required(answer))
        return public

    return declare


def _told(view: View[P], request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
    try:
        return view(request, *args, **kwargs)
    except AskedWronglyError as error:
        found = [{"field": field, "message": message} for field, message in error.wrong]
        return problem(400, "Something that was asked is not right.", errors=found)
    except asked.NotAnObjectError:
        return problem(400, "The body is not a JSON object.")
    except Http404:
        return problem(404, "There is nothing with this id.")


def _allowed(methods: tuple[str, ...]) -> HttpResponse:
    """What a browser asks before a page of another site may ask."""
    headers = {
        "Allow": ", ".join((*methods, "OPTIONS")),
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": "Content-Type",
        "Access-Control-Max-Age": "86400",
    }
    return HttpResponse(status=204, headers=headers)


one_thing = door("GET", "HEAD")
a_list = door("GET", "HEAD", "POST")


@one_thing
def feed(request: Request) -> HttpResponseBase:
    """What this feed is, and who publishes it."""
    return one(feed_facts(site_of(request)))


@one_thing
def openapi(request: Request) -> HttpResponseBase:
    """The feed described for machines."""
    return one(document(site_of(request)))


@a_list
def service_list(request: Request) -> HttpResponseBase:
    """Services that can be found now."""
    question = read(asked.AskedServices, request)
    return many(question, hsds.ids_of_services(_wanted(question)), _made(hsds.service_documents, request, question))


@one_thing
def service_detail(request: Request, service: UUID) -> HttpResponseBase:
    """One service with everything nested, also when it has ended."""
    return _single(hsds.service_documents([service], Frame(site=site_of(request))))


@a_list
def service_at_location_list(request: Request) -> HttpResponseBase:
    """Services at the place where they happen."""
    question = read(asked.AskedPlaces, request)
    found = hsds.ids_of_places(_wanted(question, spot=_spot(question)))
    return many(question, found, _made(hsds.place_documents, request, question))


@one_thing
def service_at_location_detail(request: Request, service_at_location: UUID) -> HttpResponseBase:
    """One service at its place, with everything nested."""
    key = hsds.at_place(service_at_location)
    return _single(hsds.place_documents([key], Frame(site=site_of(request))))


@a_list
def organisation_list(request: Request) -> HttpResponseBase:
    """Organisations and groups of residents."""
    question = read(asked.AskedOrganizations, request)
    frame = Frame(site=site_of(request), depth=_depth(question), full_services=question.full_service)
    made = partial(hsds.organization_documents, frame=frame)
    return many(question, hsds.ids_of_organizations(_wanted(question)), made)


@one_thing
def organisation_detail(request: Request, organisation: UUID) -> HttpResponseBase:
    """One organisation with everything nested, and its services."""
    question = read(asked.AskedOne, request)
    frame = Frame(site=site_of(request), full_services=question.full_service)
    return _single(hsds.organization_documents([organisation], frame))


@a_list
def taxonomy_list(request: Request) -> HttpResponseBase:
    """The lists of words."""
    question = read(asked.AskedTaxonomies, request)
    return many(question, _with_words(hsds.taxonomies(Frame(site=site_of(request))), question.search), list)


@one_thing
def taxonomy_detail(request: Request, taxonomy: UUID) -> HttpResponseBase:
    """One list of words."""
    found = hsds.taxonomies(Frame(site=site_of(request)))
    return _single([document for document in found if document["id"] == str(taxonomy)])


@a_list
def taxonomy_term_list(request: Request) -> HttpResponseBase:
    """Themes, needs and target groups."""
    question = read(asked.AskedTerms, request)
    found = _with_words(hsds.taxonomy_terms(Frame(site=site_of(request))), question.search)
    for name in ("taxonomy_id", "parent_id"):
        if (key := getattr(question, name)) is not None:
            found = [document for document in found if document.get(name) == str(key)]
    return many(question, [one for one in found if not question.top_only or "parent_id" not in one], list)


@one_thing
def taxonomy_term_detail(request: Request, term: UUID) -> HttpResponseBase:
    """One theme, need or target group."""
    found = hsds.taxonomy_terms(Frame(site=site_of(request)))
    return _single([document for document in found if document["id"] == str(term)])


def site_of(request: Request) -> str:
    """The address of this installation, without a slash at the end."""
    return request.build_absolute_uri("/").rstrip("/")


def read(model: type[Q], request: Request) -> Q:
    """What was asked, or all that is wrong with it."""
    try:
        return model.model_validate(asked.values_of(request))
    except ValidationError as error:
        raise AskedWronglyError(*((_field(found), str(found["msg"])) for found in error.errors())) from error


def _field(found: Any) -> str:
    return str(found["loc"][0]) if found["loc"] else ""


def _depth(question: asked.AskedByWord) -> Depth:
    if getattr(question, "minimal", False):
        return Depth.MINIMAL
    return Depth.FULL if question.full else Depth.BASIC


def _made(
    documents: Callable[..., list[Document]], request: Request, question: asked.AskedByWord
) -> Callable[..., list[Document]]:
    return partial(documents, frame=Frame(site=site_of(request), depth=_depth(question)))


def _wanted(question: asked.AskedByWord, **more: Any) -> Wanted:
    return Wanted(**{name: value for name, value in question.model_dump().items() if name in FILTERS}, **more)


def _spot(question: asked.AskedPlaces) -> Spot | None:
    if question.postcode is None:
        if question.proximity is not None:
            raise AskedWronglyError(("proximity", "Give a postcode with it."))
        return None
    found = locate(question.postcode)
    if isinstance(found, NotFound):
        raise AskedWronglyError(("postcode", found.message))
    return Spot(found.x, found.y, question.proximity)


def _with_words(documents: list[Document], search: str) -> list[Document]:
    words = search.casefold().split()
    return [one for one in documents if all(word in f"{one['name']} {one['description']}".casefold() for word in words)]


def _single(documents: list[Document]) -> HttpResponse:
    if not documents:
        raise Http404
    return one(documents[0])
