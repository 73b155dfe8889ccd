"""Python's garbage collector, while many objects are made that live on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG_OBJECTS = 100_000  # that are new when the collector looks at them, instead of 700


@contextmanager
def spare_objects() -> Iterator[None]:
    """Let the collector spare the objects that are there now, until the end of the block, and look at new ones rarely.

    The cards of a large deck are hundreds of thousands of objects without a cycle. To look at them again and again
    takes a quarter of the time of a build; and in a copy of this process, it would copy the memory that they share.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
