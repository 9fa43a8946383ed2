"""The pages of the agenda."""

from .held import signal_route
from .queue import signal_detail, signal_enter, signal_list
from .signals import district_signal, district_signals, municipality_signal, municipality_signals, signal_sent
from .together import signal_answer, signal_gather, signalgroup_answer, signalgroup_detail

__all__ = [
    "district_signal",
    "district_signals",
    "municipality_signal",
    "municipality_signals",
    "signal_answer",
    "signal_detail",
    "signal_enter",
    "signal_gather",
    "signal_list",
    "signal_route",
    "signal_sent",
    "signalgroup_answer",
    "signalgroup_detail",
]
