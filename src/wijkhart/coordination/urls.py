"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.coordination import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("gemeenten/<str:code>/witte-vlekken/", views.gap_list, name="gap_list"),
    path("gemeenten/<str:code>/witte-vlekken/vergelijk/", views.gap_compare, name="gap_compare"),
    path(
        "gemeenten/<str:code>/witte-vlekken/<str:district>/<slug:theme>/<slug:group>/",
        views.gap_detail,
        name="gap_detail",
    ),
    path(
        "gemeenten/<str:code>/witte-vlekken/<str:district>/<slug:theme>/<slug:group>/agenda/",
        views.gap_place,
        name="gap_place",
    ),
    path(
        "gemeenten/<str:code>/witte-vlekken/<str:district>/<slug:theme>/<slug:group>/agenda/nieuwste/",
        views.gap_renew,
        name="gap_renew",
    ),
    path("gemeenten/<str:code>/overlap/<uuid:pk>/agenda/", views.overlap_place, name="overlap_place"),
    path(
        "gemeenten/<str:code>/vergeefs-gezocht/<str:district>/<slug:theme>/agenda/",
        views.searches_place,
        name="searches_place",
    ),
    path("wijken/<str:code>/agenda/aanleiding/", views.district_material, name="district_material"),
    path("gemeenten/<str:code>/obstakels/", views.obstacle_list, name="obstacle_list"),
    path("gemeenten/<str:code>/obstakels/nieuw/", views.obstacle_add, name="obstacle_add"),
    path("obstakels/<uuid:pk>/", views.obstacle_detail, name="obstacle_detail"),
    path("meedoen/<str:token>/obstakel/", views.invitation_obstacle, name="invitation_obstacle"),
    path("gemeenten/<str:code>/normen/", views.norm_list, name="norm_list"),
    path("gemeenten/<str:code>/normen/<uuid:pk>/", views.coverage_norm_edit, name="coverage_norm_edit"),
    path("gemeenten/<str:code>/normen/<uuid:pk>/terug/", views.coverage_norm_reset, name="coverage_norm_reset"),
    path("gemeenten/<str:code>/normen/zekerheid/<uuid:pk>/", views.certainty_rule_edit, name="certainty_rule_edit"),
    path(
        "gemeenten/<str:code>/normen/zekerheid/<uuid:pk>/terug/",
        views.certainty_rule_reset,
        name="certainty_rule_reset",
    ),
    path("gemeenten/<str:code>/berekeningen/", views.run_list, name="run_list"),
    path("gemeenten/<str:code>/berekeningen/opnieuw/", views.coverage_recompute, name="coverage_recompute"),
    path("gemeenten/<str:code>/berekeningen/<uuid:pk>/", views.coverage_run_detail, name="coverage_run_detail"),
    path("gemeenten/<str:code>/wat-als/", views.what_if, name="what_if"),
    path("gemeenten/<str:code>/scenarios/", views.scenario_list, name="scenario_list"),
    path("gemeenten/<str:code>/scenarios/bewaren/", views.scenario_keep, name="scenario_keep"),
    path("gemeenten/<str:code>/scenarios/vergelijk/", views.scenario_compare, name="scenario_compare"),
    path("gemeenten/<str:code>/scenarios/<uuid:pk>/", views.scenario_detail, name="scenario_detail"),
    path("gemeenten/<str:code>/scenarios/<uuid:pk>/wijzigen/", views.scenario_edit, name="scenario_edit"),
    path("gemeenten/<str:code>/scenarios/<uuid:pk>/opnieuw/", views.scenario_recompute, name="scenario_recompute"),
    path("gemeenten/<str:code>/scenarios/<uuid:pk>/weg/", views.scenario_remove, name="scenario_remove"),
    path("gemeenten/<str:code>/overlap/", views.overlap_list, name="overlap_list"),
    path("gemeenten/<str:code>/overlap/<uuid:pk>/", views.overlap_detail, name="overlap_detail"),
    # alliances and invitations
    path("gemeenten/<str:code>/allianties/", views.alliance_list, name="alliance_list"),
    path("gemeenten/<str:code>/allianties/nieuw/", views.alliance_start, name="alliance_start"),
    path("allianties/<uuid:pk>/", views.alliance_detail, name="alliance_detail"),
    path("allianties/<uuid:pk>/wijzigen/", views.alliance_edit, name="alliance_edit"),
    path("allianties/<uuid:pk>/begin/", views.alliance_begin, name="alliance_begin"),
    path("allianties/<uuid:pk>/verder/", views.alliance_prolong, name="alliance_prolong"),
    path("allianties/<uuid:pk>/einde/", views.alliance_end, name="alliance_end"),
    path("allianties/<uuid:pk>/spelers/nieuw/", views.alliance_add_partner, name="alliance_add_partner"),
    path("allianties/spelers/<uuid:pk>/", views.partner_edit, name="partner_edit"),
    path("allianties/spelers/<uuid:pk>/uitnodigen/", views.partner_invite, name="partner_invite"),
    path("allianties/spelers/<uuid:pk>/antwoord/", views.partner_answer, name="partner_answer"),
    path("allianties/spelers/<uuid:pk>/weg/", views.partner_leave, name="partner_leave"),
    path("meedoen/<str:token>/", views.invitation_answer, name="invitation_answer"),
]
