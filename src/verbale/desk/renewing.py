"""What was kept is renewed in the background, one value after another, so that readers keep the processor.

Comes in: a key, and what to do for it. Goes out: nothing; it is done once, however many ask meanwhile. After each the
thread rests in proportion to its work. What goes wrong there is left to whoever asks next for the value.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock, Thread

_RESTS = 1.0  # seconds of rest for each second of work
_LEAST = 0.05  # seconds of rest at least
_log = logging.getLogger(__name__)


class Renewer:
    """One thread, which is there while there is something to do."""

    def __init__(self, rests: float = _RESTS) -> None:
        self._rests = rests
        self._waiting: OrderedDict[Hashable, Callable[[], object]] = OrderedDict()
        self._at_work = False
        self._lock = Lock()

    def soon(self, key: Hashable, do: Callable[[], object]) -> None:
        """Have something done for a key behind all that waits, unless it waits already, or is being done."""
        with self._lock:
            self._waiting.setdefault(key, do)
            if self._at_work:
                return
            self._at_work = True
        Thread(target=self._work, name="renewer", daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._at_work = False
                    return
                key, do = next(iter(self._waiting.items()))
            began = time.monotonic()
            try:
                do()
            except Exception:  # the database closed, say: the thread goes on, and who asks next meets the error
                _log.debug("not renewed: %r", key, exc_info=True)
            with self._lock:
                del self._waiting[key]
            time.sleep(max(_LEAST, self._rests * (time.monotonic() - began)))
