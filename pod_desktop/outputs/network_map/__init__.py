"""A network map to hand over: drawing, tables and graph. None of them says a word of inviting."""
