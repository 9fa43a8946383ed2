"""PySAL spopt with HiGHS on one p-median instance; runs in the environment of the peers and prints three numbers."""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import pulp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from spopt.locate import PMedian

numbers = np.array(Path(sys.argv[1]).read_text().split(), dtype=np.int64)
nodes, count, chosen = (int(one) for one in numbers[:3])
table = np.zeros((nodes, nodes))
for one, other, cost in numbers[3 : 3 + 3 * count].reshape(-1, 3):
    table[one - 1, other - 1] = table[other - 1, one - 1] = cost
distance = shortest_path(csr_array(table), method="D", directed=False)
began = time.perf_counter()
model = PMedian.from_cost_matrix(distance, np.ones(nodes), p_facilities=chosen)
model = model.solve(pulp.HiGHS(msg=False, threads=2))
seconds = time.perf_counter() - began
objective = pulp.value(model.problem.objective)
print(objective, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
