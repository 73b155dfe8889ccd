"""The garbage collector spares what is there, and works as before afterwards, whatever happens."""

from __future__ import annotations

import gc

import pytest

from notedeck.util.collector import YOUNG_OBJECTS, spare_objects


def test_objects_are_spared_until_the_end_of_the_block() -> None:
    before = gc.get_threshold()
    with spare_objects():
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() == (YOUNG_OBJECTS, *before[1:])
    assert gc.get_freeze_count() == 0
    assert gc.get_threshold() == before


def test_an_error_changes_nothing_about_that() -> None:
    before = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), spare_objects(), spare_objects():
        raise ZeroDivisionError
    assert (gc.get_freeze_count(), gc.get_threshold()) == (0, before)
