"""The kinds of files in the team folder, besides segments (docs/formats.md)."""

MARKER = "team"
CERTIFICATES = "certificates"
KEYRING = "keyring"
HEARD = "heard"
REQUEST = "join request"
ANSWER = "join answer"
