"""Peeler: the open performance application for police investigations."""

__version__ = "0.1.0"
