"""The closing page, read aloud before the meeting ends."""
