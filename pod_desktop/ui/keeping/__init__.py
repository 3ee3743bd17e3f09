"""Keeping the team's data safe: backups, the recovery sheet, and damaged files that were put aside."""
