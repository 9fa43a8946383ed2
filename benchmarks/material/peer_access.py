"""PySAL `access` on pairs that are handed over: runs in an environment of its own, apart from Wijkhart.

    python peer_access.py FOLDER

Reads `pairs-*.npz` (point, supply, distance, demand, capacity, sigma, reach) and writes `found-*.npz` (at_points,
seconds): the enhanced two-step floating catchment with a Gaussian, as `access.fca.two_stage_fca` computes it.
"""

import sys
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from access import fca


def gaussian(metres: np.ndarray, *, sigma: float) -> np.ndarray:
    """The weight of a distance."""
    return np.exp(-0.5 * (metres / sigma) ** 2)


def main() -> None:
    """Answer every file of pairs in the folder."""
    for path in sorted(Path(sys.argv[1]).glob("pairs-*.npz")):
        given = np.load(path)
        demand = pd.DataFrame({"demand": given["demand"]})
        supply = pd.DataFrame({"supply": given["capacity"]})
        cost = pd.DataFrame({"origin": given["point"], "dest": given["supply"], "cost": given["distance"]})
        began = time.perf_counter()
        found = fca.two_stage_fca(
            demand, supply, cost,
            max_cost=float(given["reach"]), demand_index=True, demand_name="demand", supply_index=True,
            supply_name="supply", cost_origin="origin", cost_dest="dest", cost_name="cost",
            weight_fn=partial(gaussian, sigma=float(given["sigma"])),
        )  # fmt: skip
        seconds = time.perf_counter() - began
        at_points = found.reindex(demand.index).fillna(0.0).to_numpy()
        np.savez(path.with_name(path.name.replace("pairs", "found")), at_points=at_points, seconds=seconds)


if __name__ == "__main__":
    main()
