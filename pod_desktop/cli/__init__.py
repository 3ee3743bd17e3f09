"""The command line: for tests, IT staff and installers.

Answers 0 when all is well, 1 when a check failed, and 2 for bad input, with one sentence on stderr.
"""
