"""Explaining: a thing with all that the texts say of it, sentence by sentence; and why something was not read.

words -> things of the graph (``find``) -> their facts (``facts``) in readable labels (``labels``) with their quotes
(``kg.evidence``) -> text (``show``). ``near`` looks for sentences instead and says what each was read as.
"""

from __future__ import annotations

from kg.explain.near import explain_why_not
from kg.explain.show import explain

__all__ = ["explain", "explain_why_not"]
