"""Which alliances to show, and what is asked when players are brought together."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijkhart.accounts.models import Organisation
from wijkhart.agenda.forms.fields import day, today, version_field
from wijkhart.agenda.models import Issue
from wijkhart.areas.queries import districts_of
from wijkhart.coordination.actions.alliances import AllianceFacts
from wijkhart.coordination.actions.partners import PartnerFacts
from wijkhart.coordination.models import Alliance, AlliancePartner, AllianceQuerySet, AllianceState, PartnerState
from wijkhart.coordination.queries.candidates import Candidate, chosen_of
from wijkhart.core.actors import Actor
from wijkhart.core.forms import FilterForm
from wijkhart.themes.models import TargetGroup, Theme, label_field

M = TypeVar("M", bound=Model)
PUBLIC = _("Everybody can read this once the alliance is at work. Write nothing about a person.")
WITH_PLAYER = _("Professionals of this municipality and the player read this; once at work everybody reads the task.")
INSIDE = _("Professionals of this municipality read this. It is wiped when the player stops or the alliance ends.")
ANSWERS = [
    (PartnerState.YES, _("yes, it takes part")),
    (PartnerState.TALK, _("it wants to talk first")),
    (PartnerState.NO, _("no")),
]
WHOLE = "gemeente"


def text(label: Any, *, rows: int = 0, most: int = 300, readers: Any = PUBLIC, **options: Any) -> forms.CharField:
    """Words that others read; says who."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(label=label, widget=widget, max_length=most, **options)
    setattr(field, "readers", readers)  # noqa: B010 - core.forms reads this name
    return field


class AllianceFilter(FilterForm):
    """Which alliances. Its values stand in the address."""

    wijk = forms.ChoiceField(label=_("Wijk"), required=False)
    thema = forms.ChoiceField(label=_("Theme"), required=False)
    staat = forms.ChoiceField(
        label=_("How it stands"), required=False, choices=[("", _("all")), *AllianceState.choices]
    )
    punt = forms.ChoiceField(label=_("Issue of the agenda"), required=False)

    def __init__(self, *args: Any, rows: AllianceQuerySet, actor: Actor, municipality: str, **options: Any) -> None:
        super().__init__(*args, **options)
        found = list(rows.order_by().values_list("theme_id", f"theme__{label_field()}", "issue_id"))
        wijken = dict(districts_of(municipality).values_list("code", "name"))
        self.offer("wijk", _("all wijken"), {**wijken, WHOLE: _("the whole municipality")})
        self.offer("thema", _("all themes"), {row[0]: row[1] for row in found})
        asked = str(self.data.get("punt", ""))
        issues = Issue.objects.visible_to(actor).filter(municipality_code=municipality)
        titles = {str(pk): title for pk, title in issues.values_list("pk", "title")}
        used = {str(row[2]) for row in found if row[2]} | {asked}
        self.offer("punt", _("all"), {key: words for key, words in titles.items() if key in used})

    def narrow(self, rows: QuerySet[M]) -> QuerySet[M]:
        asked = self.cleaned_data
        wanted = Q()
        if asked["wijk"]:
            wanted &= Q(district_code="" if asked["wijk"] == WHOLE else asked["wijk"])
        for name, lookup in (("thema", "theme_id"), ("staat", "state"), ("punt", "issue_id")):
            if asked[name]:
                wanted &= Q(**{lookup: asked[name]})
        return rows.filter(wanted)


class AllianceForm(forms.Form):
    """What an alliance is for, and around what."""

    title = text(_("What is it called?"), most=160, help_text=_("Short and plain: residents read it too."))
    purpose = text(_("What do you want to reach together?"), rows=3, most=2000)
    district_code = forms.ChoiceField(label=_("For which wijk?"), required=False)
    theme = forms.ModelChoiceField(label=_("Theme"), queryset=Theme.objects.none())
    target_group = forms.ModelChoiceField(label=_("For whom?"), queryset=TargetGroup.objects.none())
    issue = forms.ModelChoiceField(
        label=_("Issue of the agenda"), queryset=Issue.objects.none(), required=False, empty_label=_("none")
    )
    lead = forms.ModelChoiceField(
        label=_("Who brings the players together?"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
        help_text=_("Players see this name in their invitation."),
    )

    def __init__(self, data: Any, actor: Actor, municipality: str, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        leads = Organisation.objects.visible_to(actor).working_in(municipality)
        if not actor.may("alliance.edit", municipality):
            leads = leads.filter(pk__in=actor.organisation_ids)
            self.fields["lead"].required = True
        issues = Issue.objects.visible_to(actor).filter(municipality_code=municipality)
        choices = {
            "theme": Theme.objects.visible_to(actor).in_use(),
            "target_group": TargetGroup.objects.visible_to(actor).in_use(),
            "issue": (
                issues.standing() | issues.filter(pk__in=[initial["issue"]] if initial.get("issue") else [])
            ).order_by("title"),
            "lead": leads.order_by("name"),
        }
        for name, rows in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
        field = self.fields["district_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("the whole municipality")), *districts_of(municipality).values_list("code", "name")]

    def facts(self, **more: Any) -> AllianceFacts:
        """What was filled in, as the action takes it."""
        names = ("title", "purpose", "theme", "target_group", "district_code", "issue", "lead")
        return AllianceFacts(**{name: self.cleaned_data[name] for name in names}, **more)


class AllianceStartForm(AllianceForm):
    """The same, with who should be asked."""

    players = forms.MultipleChoiceField(
        label=_("Who could be asked?"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    others = forms.CharField(
        label=_("Who else?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One organisation or group on each line. It need not have an entry here."),
    )

    def __init__(
        self, data: Any, actor: Actor, municipality: str, initial: dict[str, Any], candidates: Sequence[Candidate]
    ) -> None:
        super().__init__(data, actor, municipality, initial)
        self.candidates = candidates
        setattr(self.fields["others"], "readers", _("Professionals of this municipality read this."))  # noqa: B010
        field = self.fields["players"]
        if not candidates:
            del self.fields["players"]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = [(one.key, one.label) for one in candidates]
            field.help_text = _("Nobody gets a message yet. You invite each player on the next page.")

    def partners(self) -> list[PartnerFacts]:
        """Who was chosen, each once; the organisation behind it where there is one that works there."""
        chosen = chosen_of(self.candidates, self.cleaned_data.get("players", []))
        known = Organisation.objects.in_bulk([one.organisation for one in chosen if one.organisation])
        most = AlliancePartner._meta.get_field("name").max_length
        found = {
            one.name[:most].casefold(): PartnerFacts(
                one.name[:most], gain=one.gain, organisation=known.get(one.organisation) if one.organisation else None
            )
            for one in chosen
        }
        for line in self.cleaned_data["others"].splitlines():
            name = line.strip(" -*\t")[:most]
            if name:
                found.setdefault(name.casefold(), PartnerFacts(name))
        return list(found.values())


class AllianceEditForm(AllianceForm):
    """The same, with what was agreed."""

    agreement = text(
        _("What did you agree?"),
        rows=6,
        most=4000,
        required=False,
        help_text=_("Who does what, and how you keep each other informed. Plain words are enough."),
    )
    grant = text(
        _("Which grant is under it?"),
        most=200,
        required=False,
        help_text=_("Leave it empty when there is none: an agreement without a grant counts as much."),
    )
    until = day(_("On which day do you look whether to go on?"), required=False)
    version = version_field()

    def facts(self, **more: Any) -> AllianceFacts:
        given = {name: self.cleaned_data[name] for name in ("agreement", "grant", "until")}
        return super().facts(**given, **more)

    @staticmethod
    def told(alliance: Alliance) -> dict[str, Any]:
        """What stands there now."""
        return {
            "title": alliance.title,
            "purpose": alliance.purpose,
            "district_code": alliance.district_code,
            "theme": alliance.theme_id,
            "target_group": alliance.target_group_id,
            "issue": alliance.issue_id,
            "lead": alliance.lead_id,
            "agreement": alliance.agreement,
            "grant": alliance.grant,
            "until": alliance.until,
        }


class BeginForm(forms.Form):
    """When it began."""

    starts_on = day(_("On which day did you begin?"), initial=today)
    version = version_field()


class ProlongForm(forms.Form):
    """Until when it goes on."""

    until = day(_("On which day do you look again?"))
    version = version_field()


class EndForm(forms.Form):
    """How it ends, and what came of it."""

    state = forms.ChoiceField(
        label=_("How does it end?"),
        widget=forms.RadioSelect,
        choices=[
            (AllianceState.FINISHED, _("finished: it did what it was for")),
            (AllianceState.STOPPED, _("stopped")),
        ],
    )
    outcome = text(_("What came of it, or why does it stop?"), rows=4, most=2000)
    version = version_field()


class PartnerForm(forms.Form):
    """What a player does, what is in it for it, and until when."""

    task = text(
        _("What would this player do?"),
        readers=WITH_PLAYER,
        help_text=_("For example: open the canteen on Tuesday evening."),
    )
    gain = text(
        _("What is in it for this player?"),
        readers=WITH_PLAYER,
        help_text=_("Nobody can be forced. Say what makes it worth while: people, a room, less work, something new."),
    )
    until = day(_("Until when?"), required=False)
    version = version_field()

    @staticmethod
    def told(partner: AlliancePartner) -> dict[str, Any]:
        """What stands there now."""
        return {"task": partner.task, "gain": partner.gain, "until": partner.until}

    def facts(self, name: str = "", organisation: Organisation | None = None) -> PartnerFacts:
        """What was filled in, as the action takes it."""
        given = self.cleaned_data
        return PartnerFacts(name, given["task"], given["gain"], given["until"], organisation)


class AddPartnerForm(PartnerForm):
    """One more player; it may have no entry here."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("not in this list"),
    )
    name = text(
        _("Name, when it is not in the list"), most=120, required=False, help_text=_("Of an organisation or a group.")
    )

    def __init__(self, data: Any, actor: Actor, municipality: str) -> None:
        super().__init__(data)
        field = self.fields["organisation"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Organisation.objects.visible_to(actor).working_in(municipality).order_by("name")
        for name in ("task", "gain"):
            self.fields[name].required = False
        self.order_fields(["organisation", "name", "task", "gain", "until", "version"])

    def chosen(self) -> PartnerFacts:
        """Who was chosen, or the name that was typed."""
        organisation = self.cleaned_data["organisation"]
        name = organisation.name if organisation else self.cleaned_data["name"]
        return self.facts(name[: AlliancePartner._meta.get_field("name").max_length], organisation)


class InviteForm(PartnerForm):
    """What the invitation says, and where it goes."""

    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Only for the mail. Leave it empty when you hand over or read out the invitation yourself."),
    )

    def __init__(self, data: Any, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.order_fields(["task", "gain", "until", "email"])
        del self.fields["version"]
        setattr(self.fields["email"], "readers", INSIDE)  # noqa: B010 - core.forms reads this name


class RecordForm(forms.Form):
    """What a player said by telephone or at the counter."""

    answer = forms.ChoiceField(label=_("What did the player say?"), choices=ANSWERS, widget=forms.RadioSelect)
    words = text(_("In the player's own words"), rows=3, most=1000, required=False, readers=INSIDE)


class AnswerForm(forms.Form):
    """The words that go with the button."""

    words = text(
        _("Do you want to add something?"),
        rows=4,
        most=1000,
        required=False,
        help_text=_("Do you want to talk first? Then write how we can reach you, and when."),
        readers=_(
            "Who brings you together and professionals of the municipality read this. It is wiped when you stop, and"
            " when the plan ends."
        ),
    )
