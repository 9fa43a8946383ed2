"""What every page knows, whichever part made it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

import wijkhart
from wijkhart.core.navigation import actor_of, footer_links, navigation, search_box


def page(request: HttpRequest) -> dict[str, Any]:
    """The actor, the menu, the version, and the address of this page in the other language."""
    return {
        "actor": actor_of(request),
        "navigation": navigation(request),
        "footer_links": footer_links(),
        "version": wijkhart.__version__,
        "demo": settings.DEMO,
        "site_name": settings.SITE_NAME,
        "search": search_box(),
        "contact_email": settings.CONTACT_EMAIL,
        "account_template": settings.ACCOUNT_TEMPLATE,
        "language": get_language() or settings.LANGUAGE_CODE,
        "other_language": _other_language(request),
    }


def _other_language(request: HttpRequest) -> dict[str, str]:
    code = "nl" if (get_language() or "").startswith("en") else "en"
    query = request.GET.copy()
    query["taal"] = code
    return {"code": code, "name": {"nl": "Nederlands", "en": "English"}[code], "url": f"?{query.urlencode()}"}
