"""Work without Python's collector of cycles: of many values that hold each other in no cycle it goes through all.

Comes in: a block of code. Goes out: the same, with the collector as it was.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Generator[None]:
    """Without the collector; for work that is soon done and makes no cycles, as filing and views.

    What was made is old at the end, so that the collector does not go through all of it at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.unfreeze()
            gc.enable()
