"""Beginning a meeting: who is here."""
