"""What leaves the program: documents, tables and annotation formats, made from frozen views only."""
