"""Voices that may be heard in a meeting though they are in nobody who is here: absent, died, or inner.

They have a place at the table and no stay: they came neither nor left, agree to nothing, and are in no count.
"""

from collections.abc import Collection

from pod_desktop.domain.ids import EntityId
from pod_desktop.domain.network import MemberKind
from pod_desktop.domain.views import Someone, VoiceView
from pod_desktop.errors import BadInput, NotAllowed
from pod_desktop.services.meetings import require_open
from pod_desktop.services.names import Names, next_hue
from pod_desktop.services.people import require_name
from pod_desktop.services.stays import stands_at, who_is_here
from pod_desktop.storage.act import Act
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.reading import Reading
from pod_desktop.storage.tables import AbsentVoice, Meeting, Member


def may_be_heard(journal: Journal, meeting_id: EntityId, member_id: EntityId) -> EntityId:
    """This member's voice may be heard in the open meeting. Returns the id of its place at the table.

    Raises NotAllowed for somebody who is here, and BadInput for a member of another person.
    """
    with journal.act() as act:
        row = require_open(act, meeting_id)
        member = act.get(Member, member_id)
        if member.person_id != row.person_id:
            raise BadInput("They are on another person’s map, so nothing was stored.")
        stands = stands_at(act, meeting_id)
        who = stands.get(member_id, member_id)
        if who in who_is_here(act, meeting_id):
            raise NotAllowed(f"{member.name} is here, and speaks for themself.")
        for each in act.all(AbsentVoice, meeting_id=meeting_id):
            if stands.get(each.voice_id, each.voice_id) == who:
                return each.id
        return act.create(AbsentVoice, meeting_id=meeting_id, voice_id=member_id).id


def new_voice_may_be_heard(journal: Journal, meeting_id: EntityId, name: str) -> EntityId:
    """A voice that is not on the map yet goes onto its list, and may be heard. Returns the member's id."""
    with journal.act() as act:
        row = require_open(act, meeting_id)
        member = act.create(
            Member,
            person_id=row.person_id,
            name=require_name(name),
            member_kind=str(MemberKind.ABSENT_VOICE),
            hue=next_hue(act, row.person_id),
        )
        act.create(AbsentVoice, meeting_id=meeting_id, voice_id=member.id)
        return member.id


def not_to_be_heard(journal: Journal, meeting_id: EntityId, member_id: EntityId) -> None:
    """Their voice has no place at the table after all. What was said for them stays."""
    with journal.act() as act:
        require_open(act, meeting_id)
        for each in _places_of(act, meeting_id, member_id):
            act.strike(AbsentVoice, each.id, "not named after all")


def voices(
    reading: Reading, names: Names, row: Meeting, here: Collection[EntityId] = ()
) -> tuple[VoiceView, ...]:
    """The voices that may be heard, each once, in the order they were named; none of those who are `here`."""
    found: dict[EntityId, VoiceView] = {}
    for each in reading.in_order_made(reading.all(AbsentVoice, meeting_id=row.id)):
        who: Someone = names.of(each.voice_id)
        if who.id not in here:
            before = found.get(who.id)
            if before is None or before.seat is None:
                found[who.id] = VoiceView(before.id if before else each.id, who, each.seat)
    return tuple(found.values())


def through(voice: Someone, speaker: Someone | None) -> str:
    """Whose words, and who said them: "Grandad Ted, through Zoë"."""
    return f"{voice.name}, through {speaker.name}" if speaker is not None else voice.name


def _places_of(act: Act, meeting_id: EntityId, member_id: EntityId) -> list[AbsentVoice]:
    stands = stands_at(act, meeting_id)
    who = stands.get(member_id, member_id)
    return [
        each
        for each in act.all(AbsentVoice, meeting_id=meeting_id)
        if stands.get(each.voice_id, each.voice_id) == who
    ]
