"""What a form has seen, worked out of the heads."""

from pod_desktop.storage.events import SHORT, Event, Verb
from pod_desktop.storage.heads import CREATION, STRIKE, HeadEvent, Heads
from pod_desktop.storage.reading import _seen_of


def _head(number: int, verb: Verb, **fields: str) -> HeadEvent:
    nobody = bytes(16)
    event = Event(1, nobody, number, number, nobody, verb, "tie", nobody, dict(fields), {}, "", nobody)
    return HeadEvent(number, bytes([number]) * 32, event)


def test_each_field_has_the_events_that_speak_for_it_and_no_others():
    one = _head(1, Verb.CREATE, known="yes", words="", quality="")
    other = _head(2, Verb.CREATE, known="no", direction="")
    touched, strike = _head(3, Verb.CHANGE, words="cousins"), _head(4, Verb.STRIKE)
    seen = _seen_of(Heads((one, other), (strike,), {"words": (touched,)}))
    a, b, c, d = (each.id[:SHORT] for each in (one, other, touched, strike))
    assert seen == {
        "known": (a, b),
        "quality": (a,),
        "direction": (b,),
        "words": (c,),
        CREATION: (a, b, c),
        STRIKE: (d,),
    }
