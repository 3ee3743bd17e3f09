"""What everybody in the room may look at, in a window of its own: on a television, or turned round."""
