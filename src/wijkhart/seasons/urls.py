"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.seasons import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("gemeenten/<str:code>/seizoenen/", views.season_round_list, name="season_round_list"),
    path("gemeenten/<str:code>/seizoenen/nieuw/", views.season_round_add, name="season_round_add"),
    path("plekken/<uuid:pk>/seizoenen/", views.place_seasons, name="place_seasons"),
    path("seizoenen/mijn-aanvragen/", views.season_request_mine, name="season_request_mine"),
    path("seizoenen/<uuid:pk>/", views.season_round_detail, name="season_round_detail"),
    path("seizoenen/<uuid:pk>/wijzigen/", views.season_round_edit, name="season_round_edit"),
    path("seizoenen/<uuid:pk>/stap/", views.season_round_step, name="season_round_step"),
    path("seizoenen/<uuid:pk>/weghalen/", views.season_round_remove, name="season_round_remove"),
    path("seizoenen/<uuid:pk>/vragen/", views.season_round_ask, name="season_round_ask"),
    path("seizoenen/<uuid:pk>/aanvragen/", views.season_round_requests, name="season_round_requests"),
    path("seizoenen/<uuid:pk>/controle/", views.season_round_check, name="season_round_check"),
    path("seizoenen/<uuid:pk>/plannen/", views.season_round_plans, name="season_round_plans"),
    path("seizoenen/<uuid:pk>/plannen/zoeken/", views.season_round_search, name="season_round_search"),
    path("seizoenen/<uuid:pk>/bezwaren/", views.season_round_objections, name="season_round_objections"),
    path("seizoenen/<uuid:pk>/boeken/", views.season_round_final, name="season_round_final"),
    path("seizoenen/aanvragen/<uuid:pk>/", views.season_request_detail, name="season_request_detail"),
    path("seizoenen/aanvragen/<uuid:pk>/wijzigen/", views.season_request_edit, name="season_request_edit"),
    path("seizoenen/aanvragen/<uuid:pk>/intrekken/", views.season_request_withdraw, name="season_request_withdraw"),
    path("seizoenen/aanvragen/<uuid:pk>/bonus/", views.season_request_bonus, name="season_request_bonus"),
    path("seizoenen/aanvragen/<uuid:pk>/neem/", views.season_request_take, name="season_request_take"),
    path("seizoenen/aanvragen/<uuid:pk>/bezwaar/", views.season_request_object, name="season_request_object"),
    path("seizoenen/aanvragen/<uuid:pk>/agenda.ics", views.season_request_calendar, name="season_request_calendar"),
    path("seizoenen/bezwaren/<uuid:pk>/", views.objection_answer, name="objection_answer"),
    path("seizoenen/plannen/<uuid:pk>/", views.season_plan_detail, name="season_plan_detail"),
    path("seizoenen/plannen/<uuid:pk>/lijst/", views.season_plan_sessions, name="season_plan_sessions"),
    path("seizoenen/plannen/<uuid:pk>/niet-gelukt/", views.season_plan_unmet, name="season_plan_unmet"),
    path("seizoenen/plannen/<uuid:pk>/verdeling/", views.season_plan_shares, name="season_plan_shares"),
    path("seizoenen/plannen/<uuid:pk>/vergelijken/", views.season_plan_compare, name="season_plan_compare"),
    path("seizoenen/plannen/<uuid:pk>/opnieuw/", views.season_plan_again, name="season_plan_again"),
    path("seizoenen/plannen/<uuid:pk>/uitleg/", views.season_plan_explain, name="season_plan_explain"),
    path("seizoenen/plannen/<uuid:pk>/kopie/", views.season_plan_copy, name="season_plan_copy"),
    path("seizoenen/plannen/<uuid:pk>/weghalen/", views.season_plan_remove, name="season_plan_remove"),
    path("seizoenen/plannen/<uuid:pk>/publiceren/", views.season_plan_publish, name="season_plan_publish"),
    path("seizoenen/plannen/<uuid:pk>/aanvraag/<uuid:part>/", views.season_plan_place, name="season_plan_place"),
    path("seizoenen/plannen/<uuid:pk>/keer/<int:part>/", views.season_plan_move, name="season_plan_move"),
    path("seizoenen/plannen/<uuid:pk>/keer/<int:part>/vast/", views.season_plan_pin, name="season_plan_pin"),
]
