"""The official documents of this addon, each described once; written by ``hr_skp``."""

from . import labels
from .evaluation import evaluation_document
from .summary import evaluation_summary_document
from .unit_performance import unit_performance_document

__all__ = [
    "evaluation_document",
    "evaluation_summary_document",
    "labels",
    "unit_performance_document",
]
