"""`wijkhart invite_member`: ask the first administrator of a municipality, who asks everyone else."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wijkhart.accounts.actions import OrganisationFacts, invite_member, register_organisation
from wijkhart.accounts.actions.invitations import Ask
from wijkhart.accounts.models import Organisation, OrganisationKind
from wijkhart.accounts.queries import municipality_named
from wijkhart.accounts.roles import Role
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor, System
from wijkhart.core.errors import Refused


class Command(BaseCommand):
    """Prints the link, and sends it by mail as well when there is mail."""

    help = "Invite somebody, by default the first administrator of a municipality; prints the link to hand over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--municipality", required=True, help="CBS code, such as GM0307.")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR)
        parser.add_argument("--organisation", default="", help="Name; by default the municipality itself.")
        parser.add_argument("--mail", action="store_true", help="Send the mail too.")
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="Where this Wijkhart stands.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = System("invite_member")
        try:
            area = municipality_named(options["municipality"])
            organisation = _organisation(by, options["organisation"] or f"Gemeente {area.name}", area.code)
            ask = Ask(options["email"], organisation, options["role"], area.code)
            _invitation, link = invite_member(by=by, ask=ask, site=options["site"], mail=options["mail"])
        except Area.DoesNotExist as error:
            raise CommandError(
                f"{options['municipality']} is not a municipality on the map that was loaded."
            ) from error
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(link)


def _organisation(by: Actor, name: str, municipality: str) -> Organisation:
    """The organisation of this name in this municipality, made when it is not there."""
    found = Organisation.objects.working_in(municipality).filter(name=name).first()
    facts = OrganisationFacts(name=name, formal=True, kind=OrganisationKind.MUNICIPALITY)
    return found or register_organisation(by=by, municipality=municipality, facts=facts)
