"""Measurements of the whole program; run by `make bench-…`, never by the tests."""
