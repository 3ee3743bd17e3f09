"""Everything that touches the disk: the encrypted database, the journal and its tables."""
