"""Dutch, unless the visitor asked for English with `?taal=en`; the choice is kept in a cookie.

`Accept-Language` is not used: a browser set to English by its maker says nothing about its owner.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "taal"
PARAMETER = "taal"
YEAR = 365 * 24 * 3600


class LanguageMiddleware:
    """Switch the language on for one request, and keep what was asked for in a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.codes = frozenset(code for code, _name in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(PARAMETER, "")
        code = next((c for c in (asked, request.COOKIES.get(COOKIE)) if c in self.codes), settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Cookie"])
        if asked in self.codes and not getattr(response, "cookieless", False):
            response.set_cookie(COOKIE, asked, max_age=YEAR, secure=settings.SECURE, httponly=True, samesite="Lax")
        return response
