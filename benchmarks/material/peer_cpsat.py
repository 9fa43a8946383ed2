"""OR-Tools CP-SAT on a model that is handed over: runs in an environment of its own, apart from Wijkhart.

    python peer_cpsat.py MODEL.npz SECONDS SEED

Reads the points, the rows (compressed sparse, whole numbers), their limits; prints points, bound and seconds as JSON.
"""

import json
import sys
import time

import numpy as np
from ortools.sat.python import cp_model


def main() -> None:
    """Solve and say what was reached."""
    given = np.load(sys.argv[1])
    began = time.perf_counter()
    model = cp_model.CpModel()
    variables = [model.new_bool_var("") for _ in range(given["points"].size)]
    start, index, value = given["indptr"], given["indices"], given["data"].astype(int)
    for row, (low, high) in enumerate(zip(given["lower"], given["upper"], strict=True)):
        span = slice(start[row], start[row + 1])
        total = cp_model.LinearExpr.weighted_sum([variables[i] for i in index[span]], value[span].tolist())
        if np.isfinite(high):
            model.add(total <= int(high))
        if np.isfinite(low):
            model.add(total >= int(low))
    model.maximize(cp_model.LinearExpr.weighted_sum(variables, given["points"].astype(int).tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = float(sys.argv[2])
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = int(sys.argv[3])
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    points = solver.objective_value if found else 0.0
    print(json.dumps({"points": points, "bound": solver.best_objective_bound, "seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    main()
