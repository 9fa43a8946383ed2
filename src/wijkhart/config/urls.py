"""Addresses: each part brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include(("wijkhart.config.api.urls", "ninja"), namespace="api-v1")),
    path("api/hsds/", include("wijkhart.config.api.hsds.urls")),
    path("", include("wijkhart.portal.urls")),
    path("", include("wijkhart.coordination.urls")),
    path("", include("wijkhart.deployment.urls")),
    path("", include("wijkhart.siting.urls")),
    path("", include("wijkhart.programming.urls")),
    path("", include("wijkhart.directory.urls")),
    path("", include("wijkhart.agenda.urls")),
    path("", include("wijkhart.seasons.urls")),
    path("", include("wijkhart.places.urls")),
    path("", include("wijkhart.accounts.urls")),
    path("", include("wijkhart.areas.urls")),
    path("", include("wijkhart.themes.urls")),
    path("", include("wijkhart.audit.urls")),
    path("", include("wijkhart.core.jobs.urls")),
    path("", include("wijkhart.core.urls")),
]

handler400 = "wijkhart.core.pages.bad_request"
handler403 = "wijkhart.core.pages.permission_denied"
handler404 = "wijkhart.core.pages.not_found"
handler500 = "wijkhart.core.pages.server_error"
