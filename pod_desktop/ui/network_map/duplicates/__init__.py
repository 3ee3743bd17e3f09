"""Two cards of one person: found, joined, and taken apart again. Nothing of inviting is shown here."""
