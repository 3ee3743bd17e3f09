"""Searching what was said and decided."""
