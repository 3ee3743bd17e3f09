"""Station: agenda and closing page in the window for the room."""

from PySide6.QtWidgets import QLabel

from pod_desktop.tour.hand import Key
from pod_desktop.tour.stage import SIZE, Stage, require


def for_everybody(stage: Stage) -> None:
    """The agenda, then the closing page, large; each opened and put away with a key."""
    hand, story, meeting = stage.hand, stage.story, stage.meeting
    for name in ("agenda-for-everybody", "closing-page-for-everybody"):
        hand.key(Key.Key_F7)
        shared = meeting.everybody.window
        require(shared is not None and shared.isVisible(), "Nothing is shown to everybody.")
        if shared is None:
            return
        shared.setGeometry(0, 0, *SIZE)
        stage.picture(name, shared)
        read = [label.text() for label in shared.findChildren(QLabel) if label.isVisible()]
        require(story.decision in read, f"Everybody reads {read}.")
        shared.close()
        hand.come_to_front()
        if not meeting.is_closing:
            hand.press_with_key(meeting.header.closing)
    hand.press_with_key(meeting.closing.back)
    stage.did("Showed the agenda to everybody, and the closing page, by key.")
    stage.found("What was decided stands in both, under the names of those who said it.")
