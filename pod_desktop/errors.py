"""What can go wrong, as sentences a person can read.

Every error that a screen or the command line may show is a `PodError`; its message is one whole sentence
that says what happened and, where something was being stored, that nothing was lost. What the system says of
a refusal ("No such file or directory") is for the log: `why_words` says it as people do.
"""

import errno

_WHY = {
    errno.ENOENT: "it is not there",
    errno.ENOTDIR: "there is a file where a folder should be",
    errno.EISDIR: "there is a folder where a file should be",
    errno.EACCES: "this account may not open it",
    errno.EPERM: "this account may not open it",
    errno.EBUSY: "another program is using it",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk or the network does not answer as it should",
    errno.ENAMETOOLONG: "its name is too long",
    errno.ELOOP: "it only points to elsewhere",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    **dict.fromkeys(
        (
            errno.ETIMEDOUT,
            errno.EHOSTDOWN,
            errno.EHOSTUNREACH,
            errno.ENETDOWN,
            errno.ENETUNREACH,
            errno.ENODEV,
            errno.ENXIO,
            errno.ESTALE,
        ),
        "what it lies on is away or does not answer",
    ),
}


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


def why_words(error: OSError) -> str:
    """Why the system refused, as a part of a sentence, without the system's own words."""
    return _WHY.get(error.errno or 0, "this laptop’s system refused it")
