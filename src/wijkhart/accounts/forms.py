"""What is asked about people and organisations, and in which words."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.actions import OrganisationFacts
from wijkhart.accounts.models import Membership, Organisation, OrganisationKind
from wijkhart.accounts.perms import may_give_role
from wijkhart.accounts.roles import Role
from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.forms import FilterForm

M = TypeVar("M", bound=Model)

YES_NO: Final = [("yes", _("yes")), ("no", _("no"))]
UNKNOWN: Final = ("unknown", _("unknown"))
READ_BY_ALL: Final = _("Everyone can read this.")
TRUTH: Final = {"yes": True, "no": False}


def truth(value: str) -> bool | None:
    """What a choice of yes, no or unknown says."""
    return TRUTH.get(value)


def show_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Put the reason of a refusal at the field that it is about, so that nothing typed is lost."""
    if isinstance(refused, BadInput):
        for problem in refused.problems:
            form.add_error(_field_of(form, problem.field), f"{problem.message} {problem.advice}")
    else:
        form.add_error(_field_of(form, refused.field), refused.message)


def went_through(form: forms.BaseForm, act: Callable[[], object]) -> bool:
    """Whether an action was done; when it is refused the form says why. Who may not is still refused the page."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True


def _field_of(form: forms.BaseForm, name: str) -> str | None:
    return name if name in form.fields else None


def _read_by(field: forms.Field, words: Any) -> forms.Field:
    """Say at a free text who can read it."""
    setattr(field, "readers", words)  # noqa: B010 - core.forms reads this name
    return field


class OrganisationFilter(FilterForm):
    """Which organisations to show."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *OrganisationKind.choices])
    formal = forms.ChoiceField(
        label=_("Formal or informal"),
        required=False,
        choices=[("", _("both")), ("yes", _("formal")), ("no", _("informal"))],
    )
    subsidised = forms.ChoiceField(label=_("Subsidised"), required=False, choices=[("", _("all")), *YES_NO, UNKNOWN])

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        said = self.cleaned_data
        if said["q"]:
            rows = rows.filter(name__icontains=said["q"])
        if said["kind"]:
            rows = rows.filter(kind=said["kind"])
        if said["formal"]:
            rows = rows.filter(formal=truth(said["formal"]))
        if said["subsidised"]:
            rows = rows.filter(subsidised=truth(said["subsidised"]))
        return rows


class OrganisationForm(forms.Form):
    """The facts of one organisation."""

    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    formal = forms.ChoiceField(
        label=_("Formal or informal"),
        choices=[("yes", _("formal: with paid staff or statutes")), ("no", _("informal: people among themselves"))],
        widget=forms.RadioSelect,
    )
    subsidised = forms.ChoiceField(
        label=_("Does it get a subsidy from the municipality?"),
        choices=[*YES_NO, UNKNOWN],
        initial="unknown",
        widget=forms.RadioSelect,
    )
    description = _read_by(
        forms.CharField(
            label=_("What it does"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        ),
        READ_BY_ALL,
    )
    kvk_number = forms.CharField(
        label=_("KvK number"),
        required=False,
        max_length=8,
        help_text=_("8 digits. A group without a number leaves this empty."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("An address of the organisation, not of a person. Everyone can see it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=20,
        help_text=_("Everyone can see it."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    municipality_codes = forms.CharField(
        label=_("Also works in"),
        required=False,
        max_length=300,
        help_text=_("Codes of other municipalities with commas between them, such as GM0307."),
    )
    published = forms.BooleanField(label=_("Show it to everyone"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def of(cls, organisation: Organisation) -> "OrganisationForm":
        """The form filled with what an entry says now."""
        said = {True: "yes", False: "no", None: "unknown"}
        plain = {name: getattr(organisation, name) for name in cls.base_fields}
        others = [code for code in organisation.codes if code != organisation.home_municipality_code]
        return cls(
            initial={
                **plain,
                "formal": said[organisation.formal],
                "subsidised": said[organisation.subsidised],
                "municipality_codes": ", ".join(others),
            }
        )

    def clean_municipality_codes(self) -> tuple[str, ...]:
        return tuple(
            code.strip().upper() for code in self.cleaned_data["municipality_codes"].split(",") if code.strip()
        )

    def facts(self) -> OrganisationFacts:
        """What was filled in, as the action wants it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return OrganisationFacts(**{**said, "formal": said["formal"] == "yes", "subsidised": truth(said["subsidised"])})


class PlaceOfRoleForm(forms.Form):
    """A role, where it holds, and what it allows in plain words."""

    role = forms.ChoiceField(label=_("Role"))
    district = forms.ChoiceField(label=_("Where"), required=False)
    authority = _read_by(
        forms.CharField(
            label=_("What may this person decide?"),
            required=False,
            max_length=200,
            help_text=_("In plain words, and without names. For example: allots rooms in this wijk."),
        ),
        READ_BY_ALL,
    )

    def __init__(self, *args: Any, actor: Actor, municipality: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = Area.objects.current().districts().within(municipality).order_by("name")
        codes = [("", _("the whole municipality")), *districts.values_list("code", "name")]
        allowed = [(code, name) for code, name in codes if actor.may("member.invite", code or municipality)]
        _offer(self.fields["district"], allowed)
        areas = [code or municipality for code, _name in allowed]
        roles = [one for one in Role if any(may_give_role(actor, one, area) for area in areas)]
        _offer(self.fields["role"], [(one.value, one.label) for one in roles])


def _offer(field: forms.Field, choices: list[Any]) -> None:
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
    field.choices = choices


class InvitationForm(PlaceOfRoleForm):
    """Who is asked to join."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send one mail with a link. Only this address can use it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    field_order = ("email", "organisation", "role", "district", "authority")

    def __init__(self, *args: Any, actor: Actor, municipality: str, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, municipality=municipality, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = Organisation.objects.visible_to(actor).working_in(municipality)


class MembershipForm(PlaceOfRoleForm):
    """Another role, place, authority or last day for somebody who is a member."""

    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Empty: until somebody ends it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    @classmethod
    def of(cls, membership: Membership, actor: Actor) -> "MembershipForm":
        """The form filled with what holds now."""
        said = {name: getattr(membership, name) for name in ("role", "authority", "valid_to")}
        initial = {**said, "district": membership.district_code}
        return cls(initial=initial, actor=actor, municipality=membership.municipality_code)


class AcceptForm(forms.Form):
    """A new account: a name and a password."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        max_length=128,
        strip=False,
        help_text=_("At least 12 characters. A few words in a row work well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class ChooseForm(forms.Form):
    """The role in which somebody acts from now on."""

    membership = forms.ChoiceField(label=_("I work now as"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["membership"], list(choices.items()))
