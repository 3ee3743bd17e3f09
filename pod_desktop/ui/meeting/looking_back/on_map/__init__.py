"""Who follows whom, drawn on the network map as it stood at the meeting; never during a meeting."""
