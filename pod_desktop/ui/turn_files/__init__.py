"""Turn logs as files that other programs read: written for them, and read from them."""
