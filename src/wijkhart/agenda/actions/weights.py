"""What three weights must be, wherever people set them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem


def refuse_bad_weights(names: Sequence[str], weights: Sequence[int], note: str) -> None:
    """Whole percents that make 100, with a reason."""
    faults = [
        InputProblem(_("weights"), None, name, _("A weight lies between 0 and 100."), _("Choose another number."))
        for name, weight in zip(names, weights, strict=True)
        if not 0 <= weight <= 100
    ]
    if not faults and sum(weights) != 100:
        message = _("The three weights together make %(sum)s, not 100.") % {"sum": sum(weights)}
        faults = [InputProblem(_("weights"), None, names[0], message, _("Change one of them."))]
    if not note.strip():
        faults.append(InputProblem(_("weights"), None, "note", _("Say why."), _("Everybody can read it.")))
    if faults:
        raise BadInput(faults)
