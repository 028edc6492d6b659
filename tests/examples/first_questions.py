"""A first hour with govkg in Python, cell by cell: build, ask, see the sentence, draw the network.

Run it as it stands, or open it as a notebook (the ``# %%`` lines are its cells).
"""

# %% Read the plans that ship with govkg into a store. Your own: kg.build("my-plans/").
from __future__ import annotations

from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

import kg

folder = Path(mkdtemp()) / "govkg-store"
for entry in kg.build(samples=True, store=folder):
    print(entry.result, entry.report.title if entry.report else entry.name)

# %% Open it, and see what can be asked.
plans = kg.open(folder)
for name, question in plans.queries().items():
    print(f"{name:20}{question}")

# %% Who leads most? Rows are plain dictionaries.
leaders = plans.query("leads-most", category="城市驾驶舱项目")
for row in leaders[:3]:
    print(row["rank"], row["agency"], row["count"])

# %% What is due in the first half of 2023? Dates are dates; `from` is a word of Python, so it is written from_.
due = plans.query("due-between", from_="2023-01-01", to="2023-06-30")
for row in due:
    print(row["due"], row["agency"], row["title"])

# %% The sentence behind an answer.
(first, *_) = plans.query("due-between", evidence=True, from_="2023-01-01", to="2023-06-30")
print(first["document"], first["line"], first["quote"])

# %% Your own SPARQL.
counted = plans.query(
    """
    PREFIX govkg: <https://w3id.org/govkg/ontology#>
    SELECT ?kind (COUNT(?item) AS ?items) WHERE { ?item a govkg:WorkItem ; govkg:kind ?kind } GROUP BY ?kind ORDER BY ?kind
    """
)
print(counted)

# %% The network, for networkx: which bodies answer for the most?
network = plans.graph()
agencies = [node for node, values in network.nodes(data=True) if values["class"] == "Agency"]
busiest = Counter({node: network.in_degree(node) for node in agencies}).most_common(3)
print([(network.nodes[node]["label"], degree) for node, degree in busiest])

# %% A data frame, where pandas is installed.
try:
    print(plans.frame("compare-indicators").groupby("region")["value"].count())
except kg.errors.FormatError as error:
    print(error)
