"""What the system says of a refusal, in people's words."""

import errno
import os

import pytest

from pod_desktop.errors import why_words


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_a_sentence_never_has_the_system_s_own_words(number: int):
    words = why_words(OSError(number, os.strerror(number)))
    assert words
    assert os.strerror(number).casefold() not in words.casefold()
    assert words[0].islower()


def test_the_refusals_that_people_can_do_something_about_are_told_apart():
    numbers = (errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EBUSY, errno.ETIMEDOUT)
    assert len({why_words(OSError(number, "")) for number in numbers}) == len(numbers)


def test_an_error_without_a_number_has_words_too():
    assert why_words(OSError("strange")) == "this laptop’s system refused it"
