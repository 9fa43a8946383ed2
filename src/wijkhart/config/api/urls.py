"""The addresses of the API: each is public, for it gives open data and asks no key."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern

from wijkhart.config.api.document import build

api = build()
_patterns, app_name, namespace = api.urls
urlpatterns = [pattern for pattern in _patterns if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
for _pattern in urlpatterns:
    login_not_required(_pattern.callback)
