"""What the tour says and does: made-up people, and their words at one meeting."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pod_desktop.domain.clock import Instant


@dataclass(frozen=True, slots=True)
class Story:
    """One visit. Everybody in it is made up; names are as they stand on the map and on the team page."""

    now: Instant
    team: str
    me: str
    profession: str
    colleague: str
    person: str
    search: str
    """Enough of the person's name to find them."""
    family: tuple[str, ...]
    """Members of the map who are here, in the order in which they come in."""
    invited: str
    """One of them, whom the person says yes to inviting in the plan."""
    newcomer: str
    """Somebody who is not on the map yet; "" for nobody."""
    idea: str
    wishes: tuple[tuple[str, str], ...]
    """(who, words): the person first. The second one's wish becomes the topic that is decided."""
    brought: tuple[str, str]
    """(who, words): a topic that is brought to the next meeting."""
    taken_up: bool
    """Whether it comes from an earlier meeting and is offered."""
    left_open: tuple[str, str]
    waiting: tuple[str, str]
    """(who, words): a topic for which words are held while the person is out of the room."""
    decision: str
    view: tuple[str, str]
    task: tuple[str, str, str]
    held: str
    """The words; decided when they are back."""
    spoken: tuple[str, str]
    """Words of two turns, written while others go on."""
    next_place: str

    @property
    def everybody(self) -> tuple[str, ...]:
        """Everybody at the meeting."""
        newcomers = (self.newcomer,) if self.newcomer else ()
        return (self.person, *self.family, *newcomers, self.me, self.colleague)


PASTED = (
    ("Uncle Ray", "Mum’s brother"),
    ("Bex", "best friend"),
    ("Mrs Pascoe", "next door"),
    ("Dr Hallam", "the GP"),
)
"""A list from somewhere else, pasted onto the map of HARBOUR's person."""

TYPED = (
    ("Gail", "my mum", "Family"),
    ("Owen", "big brother", "Family"),
    ("Nan Pearl", "my nan", "Relatives"),
)
"""Names typed one after the other, with the words and the part of the map."""

HARBOUR = Story(
    now=datetime(2026, 5, 12, 13, 5, tzinfo=UTC),
    team="Harbour POD",
    me="Ines Duarte",
    profession="nurse",
    colleague="Moss Taylor",
    person="Zoë Marsh",
    search="zoe",
    family=("Gail", "Owen", "Nan Pearl"),
    invited="Owen",
    newcomer="Jamie",
    idea="Gail rang yesterday evening. Zoë said we could come if it was at the kitchen table.",
    wishes=(
        ("Zoë Marsh", "I want to sleep, and I want people to stop watching me."),
        ("Gail", "I would like to know what helps at night."),
        ("Owen", "Just to hear how she is."),
        ("Nan Pearl", "To sit here with a cup of tea and not be sent home."),
        ("Moss Taylor", "To listen. I have had nights like that, too."),
    ),
    brought=("Owen", "Who feeds the dog when Zoë stays with Nan"),
    taken_up=False,
    left_open=("Nan Pearl", "Whether the light on the landing stays on"),
    waiting=("Zoë Marsh", "College, and whether I go back in June"),
    decision="At night Zoë can knock on Gail’s door. They put the kettle on, and nobody asks anything.",
    view=("Nan Pearl", "I would rather she rang me. I am awake anyway."),
    task=("Ines Duarte", "rings at six to hear how the day was", "every day until Friday"),
    held="Zoë rings the college with Gail beside her, and asks what going back in June would be like.",
    spoken=(
        "I lie there, and everybody listens to whether I am asleep.",
        "I only listen because I am your mum.",
    ),
    next_place="At home",
)

FAMILY = Story(
    now=datetime(2026, 5, 14, 15, 20, tzinfo=UTC),
    team="Exe Valley POD",
    me="Ana Reyes",
    profession="nurse",
    colleague="Dee Okoro",
    person="Jess Tremlett",
    search="jess",
    family=("Mum", "Dad", "Priya", "Lou"),
    invited="Nan",
    newcomer="",
    idea="We set it together at Nan’s. Jess asked Lou to come for the part about Saturdays.",
    wishes=(
        ("Jess Tremlett", "I want to tell you about Saturday before you ask."),
        ("Mum", "I would like to hear how the mornings are now."),
        ("Dad", "To be asked, and not only told."),
        ("Lou", "To say that the plants missed her."),
        ("Dee Okoro", "To hear what Saturday was like from the inside."),
    ),
    brought=("Dad", "Whether Jess would come out on the boat"),
    taken_up=True,
    left_open=("Priya", "Reading again on Thursdays"),
    waiting=("Lou", "Two more Saturdays"),
    decision="The evening tablet stays at seven. Jess tells us on Fridays how the mornings were.",
    view=("Mum", "I still listen at the door on Mondays. I would like to stop."),
    task=("Ana Reyes", "asks Ruth to look at the calendar with Jess", "before the weekend"),
    held="Jess does two more Saturdays, ten till one, and then we ask her again.",
    spoken=(
        "It was loud, and then there were the tomatoes, and it was all right.",
        "They did miss you, you know.",
    ),
    next_place="the kitchen at home",
)
