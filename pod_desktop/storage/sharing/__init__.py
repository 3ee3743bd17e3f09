"""What the database knows of the team's keys, laptops and folder; `sync` decides what to do with it.

docs/formats.md writes down byte for byte what goes into the folder.
"""
