"""Tests of the package `parallel`."""
