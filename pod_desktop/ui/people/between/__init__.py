"""The part of a record for what is between meetings: what waits, settings, medication, the episode's end."""
