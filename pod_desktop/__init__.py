"""POD Desktop: network map, meeting agenda and speaking-turn log for Peer-supported Open Dialogue."""

__version__ = "0.1.0"
