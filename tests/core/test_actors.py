"""Scopes keep what they should and nothing else."""

from wijkhart.core.actors import ANONYMOUS, Scope, System


def test_a_visitor_holds_no_right_and_a_program_holds_all() -> None:
    assert not ANONYMOUS.may("service.edit", "GM0307")
    assert System("nightly").may("service.edit", "GM0307")


def test_a_scope_holds_its_municipalities_only() -> None:
    scope = Scope(frozenset({"GM0307"}))
    assert "GM0307" in scope
    assert "GM0150" not in scope
