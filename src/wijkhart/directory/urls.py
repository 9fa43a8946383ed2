"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.directory import open_data, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("aanbod/", views.service_list, name="service_list"),
    path("aanbod/<uuid:pk>/", views.service_detail, name="service_detail"),
    path("aanbod/<uuid:pk>/agenda.ics", views.service_calendar, name="service_calendar"),
    path("plekken/<uuid:pk>/", views.place_detail, name="place_detail"),
    path("open-data/", open_data.open_data, name="open_data"),
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
    path("mijn-aanbod/", views.service_mine, name="service_mine"),
    path("aanbod/nieuw/", views.service_offer, name="service_offer"),
    path("aanbod/<uuid:pk>/wijzigen/", views.service_edit, name="service_edit"),
    path("aanbod/<uuid:pk>/sluiten/", views.service_close, name="service_close"),
    path("aanbod/<uuid:pk>/heropenen/", views.service_reopen, name="service_reopen"),
    path("aanbod/<uuid:pk>/levensloop/", views.service_exit, name="service_exit"),
    path("aanbod/<uuid:pk>/geschiedenis/", views.service_history, name="service_history"),
    path("aanbod/<uuid:pk>/claimen/", views.service_claim, name="service_claim"),
    path("wijzigingen/<uuid:pk>/terugzetten/", views.service_change_undo, name="service_change_undo"),
    path("wijzigingen/<uuid:pk>/intrekken/", views.service_change_withdraw, name="service_change_withdraw"),
    path("claims/<uuid:pk>/", views.claim_decide, name="claim_decide"),
    path("gemeenten/<str:code>/wijzigingen/", views.service_change_list, name="service_change_list"),
    path("gemeenten/<str:code>/wijzigingen/<uuid:pk>/", views.service_change_detail, name="service_change_detail"),
    path("gemeenten/<str:code>/levensloop/", views.life_cycle_list, name="life_cycle_list"),
    path("gemeenten/<str:code>/groepen/nieuw/", views.group_register, name="group_register"),
    path("organisaties/<uuid:pk>/afspraak/", views.organisation_agreement, name="organisation_agreement"),
]
