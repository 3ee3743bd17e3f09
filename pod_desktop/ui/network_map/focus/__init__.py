"""The network map: names first, then placing, then linking; the first view of a person's record."""
