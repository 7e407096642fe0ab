"""Tests of the recipe; no real drawing program is needed."""
