"""`turns import`, `turns export`, `turns measures`: speaking turns in and out."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from pod_desktop.cli.opened import opened
from pod_desktop.cli.terminal import answer, progress
from pod_desktop.domain.ids import EntityId
from pod_desktop.errors import BadInput, NotAllowed

if TYPE_CHECKING:
    from pod_desktop.domain.participation import Participation
    from pod_desktop.domain.views import MeetingView
    from pod_desktop.services import Journal


def import_turns(arguments: Namespace) -> int:
    """Store a file as a closed, reconstructed meeting, once the whole file was found to be good."""
    from pod_desktop.domain.annotation import nameless_words
    from pod_desktop.outputs.annotations import read_annotation

    taken = read_annotation(arguments.file, observation=arguments.observation, behaviour=arguments.behaviour)
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        progress(f"Storing {taken.annotation.turns} turns…")

        from pod_desktop.services.past_meetings import import_meeting

        made = import_meeting(
            journal, taken.annotation, person_id=arguments.person, new_person=arguments.new or ""
        )
    answer(
        _lines(
            f"{made.turns} turns were stored in meeting {made.meeting_id} of person {made.person_id}.",
            (*taken.left_out, *nameless_words(taken.annotation)),
        ),
        {
            "meeting": made.meeting_id,
            "person": made.person_id,
            "turns": made.turns,
            "nameless": taken.annotation.nameless,
            "left_out": list(taken.left_out),
        },
        as_json=arguments.json,
    )
    return 0


def export_turns(arguments: Namespace) -> int:
    """Write a meeting's turn log as a file that others read, and say what the format could not say."""
    from pod_desktop.domain.annotation import nameless_words
    from pod_desktop.outputs.annotations import format_for, write_annotation

    format_ = format_for(arguments.file, arguments.format or "")
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop.services.annotations import annotation_of

        annotation, left_out = annotation_of(
            journal,
            arguments.meeting,
            laptop_id=arguments.laptop or "",
            words=not arguments.without_words,
            names=not arguments.letters,
        )
    left_out += write_annotation(arguments.file, annotation, format_)
    answer(
        _lines(
            f"{len(annotation.spans)} spans were written to “{arguments.file}”.",
            (*left_out, *nameless_words(annotation)),
        ),
        {
            "meeting": arguments.meeting,
            "file": str(arguments.file),
            "format": str(format_),
            "rows": len(annotation.spans),
            "nameless": annotation.nameless,
            "left_out": list(left_out),
        },
        as_json=arguments.json,
    )
    return 0


def _lines(first: str, others: tuple[str, ...]) -> str:
    return "\n".join((first, *others))


def measure_turns(arguments: Namespace) -> int:
    """Say the measures of a meeting's turn log, over everybody who was present."""
    with opened(arguments.folder, arguments.passphrase_file) as journal:
        from pod_desktop.services.measures import measure_logs

        meeting = _meeting_with_log(journal, arguments.meeting)
        if meeting.log_ended is not None:
            raise NotAllowed(
                "The turns of this meeting were destroyed as the room chose, so there is no order to measure."
            )
        first, *others = measure_logs(journal, meeting.id)
    data: dict[str, Any] = {"meeting": meeting.id, **_as_data(first)}
    words = _in_words(first)
    if others:
        # The same speaking may stand in several logs, so they are never put together.
        data["logs_of_other_laptops"] = [_as_data(other) for other in others]
        words = "\n\n".join(f"Log {n}\n{_in_words(log)}" for n, log in enumerate((first, *others), 1))
    answer(words, data, as_json=arguments.json)
    return 0


def _meeting_with_log(journal: Journal, id_: EntityId) -> MeetingView:
    from pod_desktop.services.meeting_views import meeting

    found = meeting(journal, id_)
    if not found.brief.log_kind:
        raise BadInput("No turn log was made in this meeting.")
    return found


def _as_data(measured: Participation) -> dict[str, Any]:
    return {
        "people": [
            {
                "name": person.name,
                "turns": person.turns,
                "seconds": person.seconds,
                "share": person.share,
                "mean_seconds": person.mean_seconds,
                "first_voice_seconds": person.first_voice_seconds,
            }
            for person in measured.people
        ],
        "turns": measured.turns,
        "unended_turns": measured.unended_turns,
        "unnamed_turns": measured.unnamed_turns,
        "voices_heard": measured.voices_heard,
        "entropy": measured.entropy,
        "gini": measured.gini,
        "transitions": measured.named_transitions,
    }


def _in_words(measured: Participation) -> str:
    lines = [f"{person.name}: {person.turns} turns, {person.seconds:.3f} s" for person in measured.people]
    if measured.unended_turns:
        lines.append(f"Turns without a known end, which have no seconds: {measured.unended_turns}")
    if measured.unnamed_turns:
        lines.append(f"Turns without a name, which count for nobody: {measured.unnamed_turns}")
    figures = {"Voices heard": measured.voices_heard, "Entropy": measured.entropy, "Gini": measured.gini}
    lines += [f"{name}: {'—' if value is None else f'{value:.6f}'}" for name, value in figures.items()]
    return "\n".join(lines)
