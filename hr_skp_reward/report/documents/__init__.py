"""The performance history of one person as an official document (see hr_skp's documents)."""

from . import labels
from .history import history_document

__all__ = ["history_document", "labels"]
