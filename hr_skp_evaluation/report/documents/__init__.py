"""The official documents of this addon, each described once; written by ``hr_skp``."""
