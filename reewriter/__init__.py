"""The desk of a daily newsletter, in the terminal."""

__version__ = "0.1.0"
