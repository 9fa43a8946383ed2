from django.urls import path

from wijkhart.deployment import views

urlpatterns = [
    path("gemeenten/<str:code>/verdeling/", views.division_list, name="division_list"),
    path("gemeenten/<str:code>/verdeling/soorten/", views.effort_kind_list, name="effort_kind_list"),
    path("gemeenten/<str:code>/verdeling/soorten/<uuid:pk>/", views.effort_kind_edit, name="effort_kind_edit"),
    path(
        "gemeenten/<str:code>/verdeling/soorten/<uuid:pk>/landelijk/",
        views.effort_kind_reset,
        name="effort_kind_reset",
    ),
    path("gemeenten/<str:code>/verdeling/bereik/", views.reach_curve_list, name="reach_curve_list"),
    path("gemeenten/<str:code>/verdeling/bereik/nieuw/", views.reach_curve_new, name="reach_curve_new"),
    path("gemeenten/<str:code>/verdeling/bereik/<uuid:pk>/", views.reach_curve_edit, name="reach_curve_edit"),
    path(
        "gemeenten/<str:code>/verdeling/bereik/<uuid:pk>/weg/",
        views.reach_curve_reset,
        name="reach_curve_reset",
    ),
    path("begrotingen/<uuid:pk>/verdelingen/nieuw/", views.division_add, name="division_add"),
    path("begrotingen/<uuid:pk>/verdelingen/drie/", views.division_three, name="division_three"),
    path("begrotingen/<uuid:pk>/vergelijken/", views.division_compare, name="division_compare"),
    path("verdelingen/<uuid:pk>/", views.division_detail, name="division_detail"),
    path("verdelingen/<uuid:pk>/wijzigen/", views.division_edit, name="division_edit"),
    path("verdelingen/<uuid:pk>/weg/", views.division_remove, name="division_remove"),
    path("verdelingen/<uuid:pk>/berekenen/", views.division_compute, name="division_compute"),
    path("verdelingen/<uuid:pk>/wijken/<str:code>/", views.division_district, name="division_district"),
    path("verdelingen/<uuid:pk>/zekerheid/", views.division_certainty, name="division_certainty"),
    path("verdelingen/<uuid:pk>/vaststellen/", views.division_adopt, name="division_adopt"),
    path("verdelingen/<uuid:pk>/intrekken/", views.division_withdraw, name="division_withdraw"),
    path("verdelingen/<uuid:pk>/reserve/", views.reserve_grant, name="reserve_grant"),
    path("toekenningen/<uuid:pk>/intrekken/", views.grant_withdraw, name="grant_withdraw"),
]
