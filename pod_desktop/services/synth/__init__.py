"""Made-up records in any number, for trying the program out and for measuring it.

`records.invent` plays them through the services; what it is given decides every name, word and time.
"""
