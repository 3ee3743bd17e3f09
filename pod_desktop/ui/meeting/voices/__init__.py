"""Voices: the people round a table, and who speaks."""
