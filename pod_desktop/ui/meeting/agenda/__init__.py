"""The agenda as the room finds it, and what is decided."""
