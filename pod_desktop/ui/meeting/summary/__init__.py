"""What a closed meeting leaves behind."""
