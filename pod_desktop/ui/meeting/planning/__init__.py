"""Planning a meeting: when, where, and who is invited."""
