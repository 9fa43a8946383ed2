"""The directory in the words of HSDS 3.1 and Open Referral UK 3.0: plain documents made from what is in the tables.

A field that is not known is left out, never null. What HSDS has no field for travels in `attributes` with
`link_type` "wijkhart", so that nothing is lost. See `docs/decisions/0016-hsds.md`.
"""

from .basics import Document, at_place
from .frame import Depth, Frame
from .queries import Ids, Spot, Wanted, has_examples, ids_of_organizations, ids_of_places, ids_of_services
from .reading import organization_documents, place_documents, service_documents
from .words import taxonomies, taxonomy_terms

__all__ = [
    "Depth",
    "Document",
    "Frame",
    "Ids",
    "Spot",
    "Wanted",
    "at_place",
    "has_examples",
    "ids_of_organizations",
    "ids_of_places",
    "ids_of_services",
    "organization_documents",
    "place_documents",
    "service_documents",
    "taxonomies",
    "taxonomy_terms",
]
