"""Writes docs/reference from the catalogue and the command line, so that the manual cannot say what is not so."""
