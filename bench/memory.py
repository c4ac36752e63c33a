"""How much memory a step needs at its peak, beyond what the process has before it."""

import gc
import threading
from pathlib import Path

PAGE = 4096


def resident():
    """Return the resident memory of this process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * PAGE / 1e6


def peak_growth(step):
    """Return by how many megabytes memory grows at most while ``step`` runs."""
    gc.collect()
    before, peak, done = resident(), [0.0], threading.Event()

    def watch():
        while not done.wait(0.02):
            peak[0] = max(peak[0], resident())

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        step()
    finally:
        done.set()
        watcher.join()
    return max(peak[0], resident()) - before
