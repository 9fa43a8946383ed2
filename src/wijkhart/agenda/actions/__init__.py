"""Every write on the agenda."""

from .analysis import new_version, publish_analysis, renew_facts, save_words
from .answering import answer_group, answer_signal, forget_addresses, take_up_signal
from .examples import load_example_agenda
from .grouping import group_signals, leave_group, rename_group
from .routing import clear_signal, refer_signal, rephrase_signal
from .signals import enter_signal, send_signal

__all__ = [
    "answer_group",
    "answer_signal",
    "clear_signal",
    "enter_signal",
    "forget_addresses",
    "group_signals",
    "leave_group",
    "load_example_agenda",
    "new_version",
    "publish_analysis",
    "refer_signal",
    "rename_group",
    "renew_facts",
    "rephrase_signal",
    "save_words",
    "send_signal",
    "take_up_signal",
]
