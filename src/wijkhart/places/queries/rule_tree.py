"""The rules of use as a tree of questions: who uses it, is it open to all, do most live here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.places.models import UserKind, UseRule
from wijkhart.places.queries.rules import Asking, Case, rule_for

FACTS: Final = ("user_kind", "open_to_all", "local")


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer to a question, or several answers that lead to the same."""

    answers: tuple[str | bool, ...]
    label: str
    to: "Node"


@dataclass(frozen=True, slots=True)
class Node:
    """A question with its answers, or the line where it ends."""

    line: UseRule | None = None
    """The line that fits; None at a question, and where no line fits."""
    fact: str = ""
    branches: tuple[Branch, ...] = ()

    @property
    def question(self) -> str:
        return {
            "user_kind": _("Who uses the room?"),
            "open_to_all": _("May anybody come?"),
            "local": _("Do most who come live in this municipality?"),
        }.get(self.fact, "")


@dataclass(frozen=True, slots=True)
class Step:
    """One question with the answer that was given."""

    question: str
    answer: str


def decision_tree(lines: Sequence[UseRule]) -> Node:
    """The tree; a question whose answers all lead to the same is not asked."""
    return _grown(lines, ())


def walk(tree: Node, asked: Asking) -> tuple[list[Step], UseRule | None]:
    """The way through the tree for one activity, and the line where it ends."""
    node, steps = tree, []
    while node.branches:
        told = getattr(asked, node.fact)
        branch = next(one for one in node.branches if told in one.answers)
        steps.append(Step(node.question, answer_words(node.fact, told)))
        node = branch.to
    return steps, node.line


def answer_words(fact: str, answer: str | bool) -> str:
    """An answer as a person reads it."""
    if fact == "user_kind":
        return str(UserKind(str(answer)).label)
    return _("yes") if answer else _("no")


def _grown(lines: Sequence[UseRule], known: tuple[str | bool, ...]) -> Node:
    """The part of the tree below what is known already."""
    if len(known) == len(FACTS):
        kind, everyone, local = known
        return Node(line=rule_for(lines, Case(str(kind), bool(everyone), bool(local))))
    fact = FACTS[len(known)]
    answers: Sequence[str | bool] = UserKind.values if fact == "user_kind" else (True, False)
    found: list[tuple[list[str | bool], Node]] = []
    for answer in answers:
        below = _grown(lines, (*known, answer))
        same = next((group for group, node in found if node == below), None)
        if same is None:
            found.append(([answer], below))
        else:
            same.append(answer)
    if len(found) == 1:
        return found[0][1]
    return Node(fact=fact, branches=tuple(_branch(fact, group, node) for group, node in found))


def _branch(fact: str, answers: Sequence[str | bool], to: Node) -> Branch:
    return Branch(tuple(answers), ", ".join(answer_words(fact, one) for one in answers), to)
