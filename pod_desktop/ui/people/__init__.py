"""The people: who waits, today's meetings, everybody; the team; a person's record."""
