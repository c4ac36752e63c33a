"""The official documents of this addon, each described once; written by ``hr_skp``."""

from . import labels, remarks
from .feedback import feedback_document

__all__ = ["feedback_document", "labels", "remarks"]
