"""The chain holds, shows every tampering, refuses change, and survives many writers and an erased name."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make

from wijkhart.audit.actions import entry_after, erase_actor_name, name_actor, record, record_each
from wijkhart.audit.chain import Fault, breaks_in
from wijkhart.audit.models import ActorName, ChainHead, Entry
from wijkhart.audit.queries import breaks_of, chain_codes, names_of
from wijkhart.core.actors import ANONYMOUS, System
from wijkhart.core.errors import NotAllowed

BY = System("test")
COLUMNS = [field.name for field in Entry._meta.concrete_fields]


@contextmanager
def unguarded() -> Iterator[None]:
    """What somebody with the keys of the database could do: take the triggers off."""
    guards = import_module("wijkhart.audit.migrations.0002_append_only")
    with connection.cursor() as cursor:
        for statement in guards.UNDO[connection.vendor]:
            cursor.execute(statement)
        yield
        for statement in guards.GUARD[connection.vendor]:
            cursor.execute(statement)


def chain(length: int = 5, municipality: str = "GM0307") -> list[Entry]:
    return [record(BY, f"thing.done{number}", municipality=municipality) for number in range(length)]


@pytest.mark.django_db
def test_deeds_are_numbered_and_linked_within_their_municipality() -> None:
    chain(3), chain(2, "GM0150"), chain(1, "")
    amersfoort = Entry.objects.filter(municipality_code="GM0307")
    assert [entry.number for entry in amersfoort] == [1, 2, 3]
    assert [entry.previous for entry in amersfoort][1:] == [entry.digest for entry in amersfoort][:-1]
    assert chain_codes() == ["", "GM0150", "GM0307"]
    assert [list(breaks_of(code)) for code in chain_codes()] == [[], [], []]


@pytest.mark.django_db
def test_one_deed_about_many_things_stands_as_one_entry_for_each() -> None:
    places = [make.place(name) for name in ("Een", "Twee", "Drie")]
    record(BY, "before.all", places[0], municipality="GM0307")
    record_each(BY, "each.one", places, municipality="GM0307")
    record(BY, "after.all", places[0], municipality="GM0307")
    assert list(breaks_of("GM0307")) == []
    each = Entry.objects.filter(verb="each.one")
    assert [(one.object_type, one.object_id, one.actor_id) for one in each] == [
        ("places.place", str(place.pk), BY.actor_id) for place in places
    ]


@pytest.mark.django_db
def test_a_deed_that_is_undone_leaves_no_gap() -> None:
    chain(2)
    with transaction.atomic():
        record(BY, "thing.undone", municipality="GM0307")
        transaction.set_rollback(True)
    chain(1)
    assert not list(breaks_of("GM0307"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "deed",
    [
        lambda: Entry.objects.update(verb="thing.other"),
        lambda: Entry.objects.filter(number=1).delete(),
        lambda: Entry.objects.get(number=1).delete(),
        lambda: Entry(**{name: getattr(Entry.objects.get(number=1), name) for name in COLUMNS}).save(),
        lambda: Entry.objects.bulk_update([Entry.objects.get(number=1)], ["verb"]),
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(deed: Any) -> None:
    chain(2)
    with pytest.raises(IntegrityError), transaction.atomic():
        deed()
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_an_entry_that_was_changed_taken_out_or_cut_off_is_named() -> None:
    chain(6), chain(3, "GM0150")
    with unguarded():
        Entry.objects.filter(municipality_code="GM0307", number=2).update(verb="thing.other")
        Entry.objects.filter(municipality_code="GM0307", number=4).delete()
        Entry.objects.filter(municipality_code="GM0150", number=3).delete()
    assert [(found.number, found.fault) for found in breaks_of("GM0307")] == [(2, Fault.CHANGED), (5, Fault.MISSING)]
    assert [(found.number, found.fault) for found in breaks_of("GM0150")] == [(2, Fault.END_GONE)]


OTHER = {
    "municipality_code": st.sampled_from(["", "GM0150", "GM9999"]),
    "number": st.integers(0, 40),
    "at": st.integers(-(10**9), 10**9).filter(bool).map(lambda micros: timedelta(microseconds=micros)),
}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


@given(
    length=st.integers(1, 7),
    data=st.data(),
    column=st.sampled_from(COLUMNS),
)
def test_any_change_of_any_column_of_any_entry_is_found(length: int, data: st.DataObject, column: str) -> None:
    """In memory, so that hypothesis may try many: the entries as a reader would get them, one of them changed."""
    entries, head = _chain_in_memory(length)
    assert list(breaks_in("GM0307", entries, head)) == []
    entry = entries[data.draw(st.integers(0, length - 1))]
    before = getattr(entry, column)
    drawn = data.draw(OTHER.get(column, TEXT))
    after = before + drawn if column == "at" else drawn
    setattr(entry, column, after)
    entries.sort(key=lambda each: each.number)
    mine = [each for each in entries if each.municipality_code == "GM0307"]
    assert bool(list(breaks_in("GM0307", mine, head))) == (before != after)


@given(length=st.integers(1, 7), data=st.data())
def test_taking_out_any_entries_is_found(length: int, data: st.DataObject) -> None:
    entries, head = _chain_in_memory(length)
    kept = data.draw(st.lists(st.sampled_from(entries), unique_by=id, max_size=length - 1))
    kept.sort(key=lambda each: each.number)
    assert list(breaks_in("GM0307", kept, head))


def _chain_in_memory(length: int) -> tuple[list[Entry], ChainHead]:
    head, entries = ChainHead(municipality_code="GM0307", number=0, digest="0" * 64), []
    for number in range(length):
        entries.append(entry_after(head, BY, f"thing.done{number}", None, "done"))
        head = ChainHead(municipality_code="GM0307", number=number + 1, digest=entries[-1].digest)
    return entries, head


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_change_in_the_database_makes_the_command_fail(data: st.DataObject) -> None:
    """The same through the real tables, the real reader and the command."""
    column = data.draw(st.sampled_from([name for name in COLUMNS if name not in OTHER]))
    with transaction.atomic():
        made = chain(4)
        call_command("verify_audit", stdout=StringIO())
        entry = data.draw(st.sampled_from(made))
        with unguarded():
            Entry.objects.filter(pk=entry.pk).update(**{column: f"{getattr(entry, column)}x"[-20:]})
        said = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("verify_audit", stdout=StringIO(), stderr=said)
        assert ended.value.code == 1
        assert f" {entry.number} " in said.getvalue()
        transaction.set_rollback(True)


def test_many_writers_at_once_make_one_whole_chain(real_database: str) -> None:
    def write() -> None:
        start.wait()
        for number in range(15):
            with transaction.atomic():
                make.theme(f"theme-{threading.get_ident()}-{number}")
                record(BY, "thing.done", municipality="GM0307")
        connection.close()

    start = threading.Barrier(4)
    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [entry.number for entry in Entry.objects.order_by("number")] == list(range(1, 61))
    assert list(breaks_of("GM0307")) == []


@pytest.mark.django_db
def test_erasing_a_name_leaves_the_chain_whole() -> None:
    name_actor(by=BY, actor_id="user:1", name="Alice Jansen")
    assert names_of(["user:1", "user:2"]) == {"user:1": "Alice Jansen"}
    chain(2)
    erase_actor_name(by=BY, actor_id="user:1", municipality="GM0307")
    assert not ActorName.objects.exists()
    assert Entry.objects.get(number=3).object_id == "user:1"
    assert list(breaks_of("GM0307")) == []


@pytest.mark.django_db
def test_a_visitor_names_and_erases_nobody() -> None:
    with pytest.raises(NotAllowed):
        name_actor(by=ANONYMOUS, actor_id="user:1", name="x")
    with pytest.raises(NotAllowed):
        erase_actor_name(by=ANONYMOUS, actor_id="user:1")


@pytest.mark.django_db
def test_verify_audit_says_how_long_each_chain_is() -> None:
    chain(2)
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert "GM0307: 2" in said.getvalue()
    assert ChainHead.objects.get().digest in said.getvalue()
