"""A meeting from its plan to its summary."""
