"""Sealed files that a plain folder carries: one format and one code for backups and for the team folder.

docs/formats.md writes it down byte for byte.
"""
