"""Pages for when something is not there, not allowed or not right: what happened, and what to do now."""

from collections.abc import Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem, Refused
from wijkhart.core.problems import is_api, problem, problem_of, status_of


def error_page(
    request: HttpRequest, status: int, title: str, message: str, problems: Sequence[InputProblem] = ()
) -> HttpResponse:
    """One page for a person, or a problem for a machine; with the frame of the site around it."""
    if is_api(request):
        return problem(status, message)
    values = {"title": title, "message": message, "problems": problems, "status": status}
    return render(request, "core/error.html", values, status=status)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The answer to an action that was refused and that no view caught."""
    if is_api(request):
        return problem_of(refusal)
    status = status_of(refusal)
    title = {
        HTTPStatus.FORBIDDEN: _("You may not do this"),
        HTTPStatus.BAD_REQUEST: _("Something is not right yet"),
    }.get(HTTPStatus(status), _("This cannot be done now"))
    if isinstance(refusal, BadInput):
        return error_page(request, status, title, _("Nothing was changed. Please correct this:"), refusal.problems)
    return error_page(request, status, title, refusal.message)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the browser sent something that cannot be read."""
    return _bare(request, HTTPStatus.BAD_REQUEST, _("We do not understand this request"), _("Go back and try again."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: logged in or not, this is not for you."""
    message = _("You do not have the right to see this page. Do you think you should? Ask your administrator.")
    return error_page(request, HTTPStatus.FORBIDDEN, _("This page is not open to you"), message)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form whose safety token is missing or too old."""
    message = _("The form was open for too long, or your browser refuses cookies. Go back, reload and try again.")
    return error_page(request, HTTPStatus.FORBIDDEN, _("The form could not be sent"), message)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: with a search box and ways on."""
    if is_api(request):
        return problem(HTTPStatus.NOT_FOUND, _("There is nothing at this address."))
    return render(request, "core/not_found.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: leans on nothing that may be broken."""
    message = _("This is our fault, not yours. Try again in a few minutes.")
    return _bare(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Something went wrong with us"), message)


def _bare(request: HttpRequest, status: HTTPStatus, title: str, message: str) -> HttpResponse:
    if is_api(request):
        return problem(status, message)
    html = get_template("core/bare_error.html").render({"title": title, "message": message})
    return HttpResponse(html, status=status)
