"""The map that quotes its sources."""
