"""Addresses of this part."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.coordination import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("gemeenten/<str:code>/witte-vlekken/", views.gap_list, name="gap_list"),
    path("gemeenten/<str:code>/normen/", views.norm_list, name="norm_list"),
    path("gemeenten/<str:code>/normen/<uuid:pk>/", views.coverage_norm_edit, name="coverage_norm_edit"),
    path("gemeenten/<str:code>/normen/<uuid:pk>/terug/", views.coverage_norm_reset, name="coverage_norm_reset"),
    path("gemeenten/<str:code>/berekeningen/", views.run_list, name="run_list"),
    path("gemeenten/<str:code>/berekeningen/opnieuw/", views.coverage_recompute, name="coverage_recompute"),
    path("gemeenten/<str:code>/berekeningen/<uuid:pk>/", views.coverage_run_detail, name="coverage_run_detail"),
    path("gemeenten/<str:code>/overlap/", views.overlap_list, name="overlap_list"),
    path("gemeenten/<str:code>/overlap/<uuid:pk>/", views.overlap_detail, name="overlap_detail"),
]
