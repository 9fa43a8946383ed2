"""The directory as HSDS: documents that keep the standard and show only what everybody may see."""

import json
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.hsds import assert_valid, mistakes
from tests.whole_offer import (
    BY,
    SITE,
    document_of,
    everywhere,
    facts_of,
    foundation,
    framed,
    told,
    whole_offer,
    words,
)

from wijkhart.accounts.models import Organisation
from wijkhart.directory.actions import offer_service
from wijkhart.directory.hsds import (
    Depth,
    at_place,
    organization_documents,
    place_documents,
    service_documents,
    taxonomies,
    taxonomy_terms,
)
from wijkhart.directory.models import Service
from wijkhart.directory.offers import Offer
from wijkhart.places.models import Place

pytestmark = pytest.mark.django_db


def test_every_field_filled_keeps_the_standard_at_every_depth() -> None:
    words()
    service, document = told(whole_offer())
    assert_valid("service", document)
    assert {"phones", "contacts", "schedules", "service_areas", "service_at_locations", "languages"} <= document.keys()
    assert {"cost_options", "capacities", "attributes", "organization", "additional_urls"} <= document.keys()
    inside = document["service_at_locations"][0]["location"]
    assert {"addresses", "accessibility", "schedules", "attributes"} <= inside.keys()
    for depth in Depth:
        assert_valid("service", document_of(service, framed(depth)))
        assert_valid("service_at_location", place_documents([service.pk], framed(depth))[0])
        for whole in (False, True):
            frame = framed(depth, full_services=whole)
            assert_valid("organization", organization_documents([service.provider_id], frame)[0])


def test_a_list_has_only_what_has_one_value() -> None:
    words()
    service, _whole = told(whole_offer())
    document = document_of(service, framed(Depth.BASIC))
    assert [name for name, value in document.items() if isinstance(value, list)] == []
    assert document["organization"]["name"] == "Indebuurt"
    assert set(document_of(service, framed(Depth.MINIMAL))) == {"id", "name", "status", "url", "last_modified"}


def test_what_is_unknown_is_left_out_and_what_is_nought_is_not() -> None:
    words()
    bare, document = told(
        Offer(
            name="Koffie",
            provider=make.organisation("Buren van de Lindeweg", formal=False, kind="residents"),
            municipality_code=make.AMERSFOORT,
            themes=["meeting"],
            target_groups=["everyone"],
            price=Decimal(0),
            minimum_age=0,
        )
    )
    assert_valid("service", document)
    assert document["minimum_age"] == 0
    assert document["cost_options"][0]["amount"] == 0
    assert document["url"] == f"{SITE}/aanbod/{bare.pk}/"
    for name in ("description", "email", "phones", "contacts", "schedules", "service_at_locations", "maximum_age"):
        assert name not in document
    assert "null" not in json.dumps(document)


def test_a_group_of_residents_gets_a_description_from_its_facts() -> None:
    words()
    group = make.organisation("Buren", formal=False, kind="residents")
    document = organization_documents([group.pk], framed())[0]
    assert_valid("organization", document)
    assert "Amersfoort" in document["description"]
    assert facts_of(document)["own_description"] == ["false"]
    assert facts_of(document)["formal"] == ["false"]


def test_a_group_that_hides_its_contact_is_reached_through_who_keeps_it() -> None:
    words()
    keeper = foundation(source_id="keeper")
    secret = {"email": "buurvrouw@thuis.example", "phone": "0612345678", "website": "https://thuis.example"}
    group = make.organisation("Buren", formal=False, kept_by=keeper, **secret)
    own = {"email": "ook@thuis.example", "phone": "0687654321"}
    service, _document = told(whole_offer(provider=group, **own))
    Organisation.objects.filter(pk=group.pk).update(contact_hidden=True)
    document = document_of(service)
    texts = [
        json.dumps(one)
        for depth in Depth
        for one in (
            document_of(service, framed(depth)),
            place_documents([service.pk], framed(depth))[0],
            organization_documents([group.pk], framed(depth, full_services=True))[0],
        )
    ]
    for hidden in (*secret.values(), *own.values()):
        assert not any(hidden in text for text in texts), hidden
    assert document["contacts"][0]["name"] == keeper.name
    assert document["contacts"][0]["phones"][0]["number"] == keeper.phone
    assert_valid("service", document)


def test_a_hidden_group_without_a_keeper_has_no_contact() -> None:
    words()
    group = make.organisation("Buren", formal=False, email="buurvrouw@thuis.example")
    service, _document = told(whole_offer(provider=group))
    Organisation.objects.filter(pk=group.pk).update(contact_hidden=True)
    document = document_of(service)
    assert "contacts" not in document
    assert "buurvrouw" not in json.dumps(document)


def test_drafts_are_not_told_not_even_inside_something_else() -> None:
    words()
    place = everywhere()
    service, _document = told(whole_offer(place=place))
    Place.objects.filter(pk=place.pk).update(published=False)
    Organisation.objects.filter(pk=service.provider_id).update(published=False)
    document = document_of(service)
    assert_valid("service", document)
    for name in ("service_at_locations", "organization", "contacts"):
        assert name not in document
    Service.objects.filter(pk=service.pk).update(published=False)
    assert service_documents([service.pk], framed()) == []
    assert organization_documents([service.provider_id], framed()) == []


def test_what_was_not_confirmed_for_too_long_is_inactive() -> None:
    words()
    service, _document = told(whole_offer(life_cycle="running"))
    Service.objects.filter(pk=service.pk).update(freshness="hidden")
    assert document_of(service)["status"] == "inactive"


def test_the_words_keep_the_standard_and_their_ids() -> None:
    words()
    frame = framed()
    for one in taxonomies(frame):
        assert_valid("taxonomy", one)
    terms = taxonomy_terms(frame)
    for one in terms:
        assert_valid("taxonomy_term", one)
    assert [one["code"] for one in terms] == ["health", "meeting", "everyone", "seniors"]
    assert UUID(terms[0]["id"]).version == 5
    assert terms == taxonomy_terms(frame)


def test_the_key_of_a_row_at_a_location_leads_back_to_its_service() -> None:
    words()
    service, document = told(whole_offer())
    row = document["service_at_locations"][0]
    assert UUID(row["id"]) == at_place(service.pk)
    assert at_place(UUID(row["id"])) == service.pk
    assert row["id"] != str(service.pk)


def test_the_number_of_queries_does_not_grow() -> None:
    words()
    keys = []
    for number in range(4):
        place = make.place(f"Plek {number}", opening_hours=everywhere().opening_hours, town="Amersfoort")
        Place.objects.filter(source="bag").update(source="", source_id="")
        offer = whole_offer(place=place, provider=foundation(source_id=f"aanbieder-{number}"), source_id=str(number))
        keys.append(offer_service(by=BY, offer=offer).pk)
    assert queries(keys[:1]) == queries(keys) <= 20


def queries(keys: list[UUID]) -> int:
    with CaptureQueriesContext(connection) as seen:
        service_documents(keys, framed())
    return len(seen)


def test_the_checker_sees_what_is_wrong() -> None:
    words()
    _service, document = told(whole_offer())
    assert mistakes("service", {**document, "email": None})
    assert mistakes("service", {**document, "fundings": []})
    assert mistakes("service", {**document, "status": "open"})
    assert mistakes("service", {name: value for name, value in document.items() if name != "name"})
    assert mistakes("service", {name: value for name, value in document.items() if name != "url"}, "uk")
    assert mistakes("service", {**document, "url": "geen adres"})
