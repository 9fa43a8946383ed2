from django.urls import path

from wijkhart.deployment import views

urlpatterns = [
    path("gemeenten/<str:code>/verdeling/", views.division_list, name="division_list"),
    path("gemeenten/<str:code>/verdeling/begrotingen/nieuw/", views.budget_start, name="budget_start"),
    path("begrotingen/<uuid:pk>/", views.budget_detail, name="budget_detail"),
    path("begrotingen/<uuid:pk>/wijzigen/", views.budget_edit, name="budget_edit"),
    path("begrotingen/<uuid:pk>/jaren/", views.budget_years, name="budget_years"),
    path("begrotingen/<uuid:pk>/soorten/", views.budget_kinds, name="budget_kinds"),
    path("begrotingen/<uuid:pk>/wijken/", views.budget_districts, name="budget_districts"),
    path("begrotingen/<uuid:pk>/afspraken/nieuw/", views.commitment_add, name="commitment_add"),
    path("begrotingen/<uuid:pk>/afspraken/<int:number>/weg/", views.commitment_remove, name="commitment_remove"),
    path("begrotingen/<uuid:pk>/vorig-jaar/", views.budget_last_year, name="budget_last_year"),
    path("begrotingen/<uuid:pk>/weg/", views.budget_remove, name="budget_remove"),
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
