"""The addresses of the feed, as HSDS names them."""

from django.urls import URLPattern, URLResolver, path

from wijkhart.config.api.hsds import views

app_name = "hsds"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.feed, name="feed"),
    path("openapi.json", views.openapi, name="openapi"),
    path("services", views.service_list, name="service_list"),
    path("services/<uuid:service>", views.service_detail, name="service_detail"),
    path("service_at_locations", views.service_at_location_list, name="service_at_location_list"),
    path(
        "service_at_locations/<uuid:service_at_location>",
        views.service_at_location_detail,
        name="service_at_location_detail",
    ),
    path("organizations", views.organisation_list, name="organisation_list"),
    path("organizations/<uuid:organisation>", views.organisation_detail, name="organisation_detail"),
    path("taxonomies", views.taxonomy_list, name="taxonomy_list"),
    path("taxonomies/<uuid:taxonomy>", views.taxonomy_detail, name="taxonomy_detail"),
    path("taxonomy_terms", views.taxonomy_term_list, name="taxonomy_term_list"),
    path("taxonomy_terms/<uuid:term>", views.taxonomy_term_detail, name="taxonomy_term_detail"),
]
