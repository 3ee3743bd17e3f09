"""Out of the program: the map as a file, to print or to go on working with."""
