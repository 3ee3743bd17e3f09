"""From a question to the first thirty texts, among many turns with words; beside FTS5 alone, unencrypted."""

from tests.benchmarks import made_up, spoken
from tests.benchmarks.asking import ask
from tests.benchmarks.results import Line, line, percentile
from tests.benchmarks.sizes import Size

LIMIT_MS = 60
_PLAIN = "the words alone in plain FTS5, in memory"


def measure(size: Size) -> list[Line]:
    """All in one process; each kind of question in turn, ours and the yardstick's."""
    spoken.spoken(size.spoken)
    with made_up.copied(spoken.spoken(size.spoken)) as folder:
        found = ask("searching", folder, 6 * size.runs)
    ours = {kind: [1000 * each for each in times] for kind, times in found["ours"].items()}
    theirs = {kind: [1000 * each for each in times] for kind, times in found["theirs"].items()}
    all_ours = [each for times in ours.values() for each in times]
    all_theirs = [each for times in theirs.values() for each in times]
    like = [1000 * each for each in found["like"]]
    late = [percentile(all_ours, 0.99)], [percentile(all_theirs, 0.99)]
    note = f"{found['turns']:,} turns with words; not all questions narrow the yardstick as they do ours"
    return [
        line("any question", all_ours, beside=(_PLAIN, all_theirs), limit=LIMIT_MS, note=note),
        line("the same, 99 in 100", late[0], beside=(_PLAIN, late[1])),
        *(line(kind, times, beside=(_PLAIN, theirs[kind])) for kind, times in ours.items()),
        line("a word that nobody said, by LIKE, without encryption or index", like),
    ]
