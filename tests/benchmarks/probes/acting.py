"""So many taps without a screen, to be watched from outside. argv: profile, meeting, taps."""

import sys
from pathlib import Path

from pod_desktop.domain.ids import EntityId
from tests.benchmarks.probes.tapping import Acts

acts = Acts(Path(sys.argv[1]), EntityId(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    acts.tap()
acts.journal.close()
