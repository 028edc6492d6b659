"""The error of the views: a view, parameter or query that does not give a picture."""

from __future__ import annotations

from loaders.errors import GovkgError


class ViewError(GovkgError):
    """An unknown view or parameter, a name that fits nothing or several things, or a query without nodes."""
