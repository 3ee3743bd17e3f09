"""Names and sentences of nobody: all of them made up, and put together by chance."""

from random import Random

from pod_desktop.domain.nhs_number import check_digit

_FIRST = (
    *("Abel", "Ada", "Amina", "Arlo", "Beatrix", "Bram", "Carys", "Cleo", "Dara", "Dilwyn", "Edie", "Elif"),
    *("Esme", "Farid", "Fern", "Gwen", "Hari", "Hester", "Idris", "Ines", "Jago", "Joss", "Kezia", "Lena"),
    *("Lowen", "Mabel", "Merryn", "Nadia", "Ned", "Odette", "Olwen", "Perran", "Priya", "Quentin", "Rhoda"),
    *("Rufus", "Sefton", "Tamsin", "Tegan", "Umar", "Verity", "Wilf", "Yusuf", "Zelda"),
)
_LAST = (
    *("Ashcombe", "Barleymow", "Birdwhistle", "Brackenbury", "Clovelly-Mann", "Coldharbour", "Dewsnap"),
    *("Dunnock", "Elderfield", "Fairweather", "Fernyhough", "Greenhalgh", "Hallowes", "Hazelrigg", "Inkpen"),
    *("Ivybridge", "Kettlewell", "Larkrise", "Longacre", "Merriweather", "Mossop", "Nettlefold", "Oakshott"),
    *("Pennyfeather", "Quillan", "Rainbird", "Rushbrook", "Saltmarsh", "Sparrowhawk", "Thistlewood"),
    *("Underhill", "Venning", "Wagstaff", "Weatherby", "Winterbourne", "Yarrow"),
)
RELATIONS = (
    *(("mum", "family"), ("dad", "family"), ("brother", "family"), ("sister", "family")),
    *(("aunt", "relatives"), ("grandad", "relatives"), ("cousin", "relatives")),
    *(("neighbour", "friends"), ("from the allotment", "friends"), ("since school", "friends")),
    *(("from the bakery", "work"), ("tutor", "work"), ("key worker", "professionals")),
)
"""What somebody is to the person, and the sector of the map it belongs to."""
PLACES = ("At home", "The community rooms", "The library’s back room", "Aunt’s kitchen", "The team’s base")
TEAM = (
    ("Morwenna Tull", "social worker", False),
    ("Ezra Pike", "", True),
    ("Sabitha Rao", "psychologist", False),
)
"""Name, profession, and whether it is a peer practitioner."""
_OPENINGS = (
    *("I keep thinking that", "What I noticed was that", "For me it is important that", "I wonder whether"),
    *("Nobody had told me that", "I would like us to say that", "Last week I found out that"),
    *("When we were on the bus I thought that", "I was glad that", "It took me a while to see that"),
    *("Somebody said at tea that", "I had hoped that", "I am still not sure whether", "My sister says that"),
)
_MIDDLES = (
    *("the evenings are quieter now", "the kitchen is where we talk", "we never asked the neighbours"),
    *("the garden was a good place to begin", "I can ring before it gets late", "the letters stay unopened"),
    *("everybody knew but me", "the bus takes an hour each way", "nobody minds when I go upstairs"),
    *("the mornings take the longest", "we laughed about the kettle", "the dog knows before we do"),
    *("I slept three nights in a row", "the radio helps when it is dark", "we do not have to decide today"),
)
_ENDINGS = (
    *(".", ", and that was new to me.", ", even if it sounds small.", ", as far as I can tell."),
    *(", and I would like to hear what you think.", ", since the clocks went back.", ", most of the time."),
    *(
        ", though my dad sees it differently.",
        ", and I am not afraid of it now.",
        ", if I may say so.",
    ),
)
_TOPICS = (
    *("How the nights are", "Who has a key", "What to say at work", "The letters on the table", "Saturdays"),
    *("Who rings whom", "The room upstairs", "Going back to the choir", "What helps in the morning", "Money"),
    *("The dog", "What we tell the children", "How often we meet", "The medicine", "Sunday lunch"),
)
_AGREED = (
    *("rings on Friday before tea", "brings the letters and we open one together", "asks at the choir"),
    *("keeps the spare key", "writes down what helped at night", "walks the dog on weekday mornings"),
    *(
        "asks the neighbours to come next time",
        "finds out when the bus goes",
        "cooks on Sunday for us all",
    ),
)
_WHEN = ("by Friday", "before the next meeting", "on Monday", "when the week allows it", "")


def name(chance: Random) -> str:
    """A first name and a surname."""
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)}"


def first_name(chance: Random) -> str:
    """A first name."""
    return chance.choice(_FIRST)


def nhs_number(chance: Random) -> str:
    """A valid number of the range 999, which is given to nobody."""
    while True:
        nine = f"999{chance.randrange(10**6):06}"
        last = check_digit(nine)
        if last is not None:
            return f"{nine}{last}"


def sentence(chance: Random) -> str:
    """What somebody says."""
    return f"{chance.choice(_OPENINGS)} {chance.choice(_MIDDLES)}{chance.choice(_ENDINGS)}"


def topic(chance: Random) -> str:
    """What there is to talk about."""
    return chance.choice(_TOPICS)


def agreed(chance: Random) -> str:
    """What somebody will do, without who and when."""
    return chance.choice(_AGREED)


def by_when(chance: Random) -> str:
    """By when somebody will do it."""
    return chance.choice(_WHEN)
