"""Tests of soundscape.scaper."""
