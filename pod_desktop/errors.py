"""What can go wrong, as sentences a person can read.

Every error that a screen or the command line may show is a `PodError`; its message is one whole sentence
that says what happened and, where something was being stored, that nothing was lost.
"""


class PodError(Exception):
    """The parent of all errors meant for a person's eyes. `str(error)` is the sentence to show."""


class BadInput(PodError):
    """What was given cannot be used as it is (a form field, a file, an argument)."""


class NotAllowed(PodError):
    """A rule of the practice forbids the act as things stand."""


class NotInMeeting(NotAllowed):
    """The act exists only inside an open meeting."""


class PersonNotPresent(NotAllowed):
    """The act needs the person at the centre in the room."""


class NotFound(PodError):
    """Nothing is stored under the id that was given."""
