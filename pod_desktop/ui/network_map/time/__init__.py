"""The map as it stood at the end of earlier meetings. Nothing of inviting is in it."""
