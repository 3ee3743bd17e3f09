"""What people see and touch: the only place with PySide6, besides the composition root."""
