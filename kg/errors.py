"""The errors of the graph's side; the command line shows each as one line.

* GovkgError (``loaders.errors``)
  * StoreError: a folder that is no store, is in use, is missing, or cannot be written
  * BuildError: a run that loaded nothing
  * QueryError: a query that is unknown, not valid SPARQL, or has a header that cannot be read
    * FailedError: a query that is valid and failed while it ran
  * ParameterError: a parameter that is unknown, or whose value names nothing
  * FormatError: an output format that does not suit the answer
  * EndpointError: a remote endpoint that does not answer as it should
  * LimitError: a query that needs more time, memory or room than it may have
    * TimeLimitError: a query that outlives its time limit
  * RefusedError: a query that asks for what a read-only endpoint does not do
  * ServeError: an address that cannot be served
  * PushError: a remote store that does not take a graph
"""

from __future__ import annotations

from loaders.errors import GovkgError


class StoreError(GovkgError):
    """A folder that is no store, is in use, is missing, or cannot be written."""


class BuildError(GovkgError):
    """A run that loaded nothing."""


class QueryError(GovkgError):
    """A query that is unknown, not valid SPARQL, or has a header that cannot be read."""


class FailedError(QueryError):
    """A query that is valid and failed while it ran."""


class ParameterError(GovkgError):
    """A parameter that is unknown, or whose value names nothing in the graph."""


class FormatError(GovkgError):
    """An output format that does not suit the answer."""


class EndpointError(GovkgError):
    """A remote endpoint that cannot be reached or does not answer as SPARQL 1.1 says."""


class LimitError(GovkgError):
    """A query that needs more time, memory or room for its answer than it may have."""


class TimeLimitError(LimitError):
    """A query that outlives its time limit and was ended."""


class RefusedError(GovkgError):
    """A query that asks for what a read-only endpoint does not do: an update, another service, a foreign graph."""


class ServeError(GovkgError):
    """An address that cannot be served."""


class PushError(GovkgError):
    """A remote store that does not take a graph, or does not give it back as it was sent."""
