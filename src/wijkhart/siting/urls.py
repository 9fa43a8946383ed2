from django.urls import path

from wijkhart.siting import views

urlpatterns = [
    path("gemeenten/<str:code>/plekkenkeuze/", views.siting_list, name="siting_list"),
    path("gemeenten/<str:code>/plekkenkeuze/nieuw/", views.siting_add, name="siting_add"),
    path("gemeenten/<str:code>/plekkenkeuze/kosten/", views.siting_costs, name="siting_costs"),
    path("plekken/<uuid:pk>/kosten/", views.place_cost, name="place_cost"),
    path("plekkosten/<uuid:pk>/weg/", views.place_cost_remove, name="place_cost_remove"),
    path("plekkenkeuzes/<uuid:pk>/", views.siting_detail, name="siting_detail"),
    path("plekkenkeuzes/<uuid:pk>/wijzigen/", views.siting_edit, name="siting_edit"),
    path("plekkenkeuzes/<uuid:pk>/vast/", views.siting_fixed, name="siting_fixed"),
    path("plekkenkeuzes/<uuid:pk>/looptijden/", views.siting_travel, name="siting_travel"),
    path("plekkenkeuzes/<uuid:pk>/looptijden/weg/", views.siting_travel_clear, name="siting_travel_clear"),
    path("plekkenkeuzes/<uuid:pk>/berekenen/", views.siting_compute, name="siting_compute"),
    path("plekkenkeuzes/<uuid:pk>/weg/", views.siting_remove, name="siting_remove"),
    path("plekkenkeuzes/<uuid:pk>/plannen/<int:number>/", views.siting_plan, name="siting_plan"),
    path("plekkenkeuzes/<uuid:pk>/vergelijken/", views.siting_compare, name="siting_compare"),
    path("plekkenkeuzes/<uuid:pk>/wijken/<str:code>/", views.siting_district, name="siting_district"),
    path("plekkenkeuzes/<uuid:pk>/publiceren/", views.siting_publish, name="siting_publish"),
    path("plekkenkeuzes/<uuid:pk>/intrekken/", views.siting_withdraw, name="siting_withdraw"),
]
