"""Tests of notedeck.comparison."""
