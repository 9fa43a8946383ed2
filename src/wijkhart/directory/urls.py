"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.directory import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanbod/", views.service_list, name="service_list"),
    path("aanbod/<uuid:pk>/", views.service_detail, name="service_detail"),
    path("aanbod/<uuid:pk>/agenda.ics", views.service_calendar, name="service_calendar"),
    path("plekken/<uuid:pk>/", views.place_detail, name="place_detail"),
    path("aanbod/<uuid:pk>/bevestigen/", views.service_confirm, name="service_confirm"),
    path("aanbod/<uuid:pk>/klopt-niet/", views.service_suggest, name="service_suggest"),
    path("suggesties/<str:token>/", views.suggestion_sent, name="suggestion_sent"),
    path("suggesties/beantwoorden/<uuid:pk>/", views.suggestion_answer, name="suggestion_answer"),
    path("klopt-het-nog/<str:token>/", views.digest_answer, name="digest_answer"),
    path("gemeenten/<str:code>/suggesties/", views.suggestion_list, name="suggestion_list"),
    path("gemeenten/<str:code>/bellen/", views.call_list, name="call_list"),
    path("gemeenten/<str:code>/bellen/<uuid:pk>/", views.organisation_call, name="organisation_call"),
    path("gemeenten/<str:code>/bevestigen/", views.freshness_overview, name="freshness_overview"),
    path("gemeenten/<str:code>/bevestigen/vragen/", views.providers_ask, name="providers_ask"),
    path("gemeenten/<str:code>/bevestigen/gevraagd/", views.digest_list, name="digest_list"),
    path("gemeenten/<str:code>/termijnen/", views.freshness_period_list, name="freshness_period_list"),
    path("gemeenten/<str:code>/termijnen/<slug:part>/", views.freshness_period_edit, name="freshness_period_edit"),
    path(
        "gemeenten/<str:code>/termijnen/<slug:part>/terug/",
        views.freshness_period_reset,
        name="freshness_period_reset",
    ),
]
