"""The team folder: the worker that exchanges through it, its page, and waiting to be let into a team."""
