"""Opened with the person: who is to be invited, and who is not. Nothing of it is seen anywhere else."""
