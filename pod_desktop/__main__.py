"""The program's one entrance: `pod-desktop`, which is `python -m pod_desktop`."""

import logging
import sys
from argparse import Namespace
from collections.abc import Sequence

from pod_desktop.cli.arguments import parser
from pod_desktop.cli.terminal import complain, speak_utf_8
from pod_desktop.errors import BadInput, PodError
from pod_desktop.running import marked_as_running


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say. Answers 0, 1 when a check failed, or 2 for bad input with one sentence."""
    speak_utf_8()
    try:
        with marked_as_running():
            return _done(parser().parse_args(argv))
    except SystemExit as ended:  # --help, --version
        return ended.code if isinstance(ended.code, int) else 0
    except PodError as error:
        complain(str(error))
    except OSError as error:
        complain(f"“{error.filename}” cannot be used ({error.strerror})." if error.filename else f"{error}.")
    return 2


def _done(arguments: Namespace) -> int:
    if arguments.command is not None:
        if arguments.profile or arguments.demo or arguments.tour or arguments.self_test:
            raise BadInput("A command has no use for --profile, --demo, --tour or --self-test.")
        # Without a handler a warning would come out on stderr, where only the sentence for a person belongs.
        logging.getLogger("pod_desktop").addHandler(logging.NullHandler())
        answer: int = arguments.command(arguments)
        return answer
    if arguments.tour is not None:
        from pod_desktop import tour

        return tour.play(arguments.tour, demo=arguments.demo)
    from pod_desktop import app

    if arguments.self_test is not None:
        return app.self_test(arguments.self_test)
    return app.run(arguments.profile, demo=arguments.demo)


if __name__ == "__main__":
    sys.exit(main())
