"""The door to one profile on this laptop: what the way in asks of the services, imported only then."""

from contextlib import ExitStack
from typing import TYPE_CHECKING

from typing_extensions import override

from pod_desktop import paths
from pod_desktop.domain.clock import Clock
from pod_desktop.paths import Profile
from pod_desktop.settings import Settings, SettingsFile
from pod_desktop.ui.door import CameBack, Door, Progress
from pod_desktop.ui.unlock import BringBack, JoinTeam, NewPassphrase, StartTeam

if TYPE_CHECKING:
    from pod_desktop.services import Journal


class ProfileDoor(Door):
    """The door to one profile on this laptop, and to a made-up family beside it."""

    def __init__(self, profile: Profile, clock: Clock) -> None:
        self._profile = profile
        self._clock = clock
        self._open_profile: Profile | None = None
        self._journal: Journal | None = None
        self._temporary = ExitStack()
        self._settings = SettingsFile(profile.settings)

    @property
    @override
    def has_team(self) -> bool:
        # Keys that vanished, say, are no first start: what is left can be made whole again.
        return paths.is_profile(self._profile.dir) or Profile(self._profile.backups).keys.exists()

    @property
    @override
    def locked_out(self) -> str:
        if not self._profile.locked_out.exists():
            return ""  # before the first paint nothing slow is imported
        from pod_desktop.services.locked_out import LockedOut, was_locked_out
        from pod_desktop.storage.key_slots import UnusableKeys

        try:
            return str(LockedOut()) if was_locked_out(self._profile) else ""
        except UnusableKeys:
            return ""  # opening says that the key file is damaged

    @property
    @override
    def needs_passphrase(self) -> bool:
        return self._open_profile == self._profile

    @property
    @override
    def kept_in(self) -> Profile | None:
        return self._profile if self._open_profile == self._profile else None

    @property
    @override
    def settings(self) -> Settings:
        return self._settings.current

    @override
    def keep_settings(self, settings: Settings) -> None:
        if self.kept_in is not None:
            self._settings.store(settings)

    @override
    def start(self, wanted: StartTeam) -> "Journal":
        from pod_desktop.services import profile as service

        journal = service.start_team(
            self._profile,
            team=wanted.team,
            author=wanted.author,
            passphrase=wanted.passphrase,
            profession=wanted.profession,
            peer=wanted.peer,
            clock=self._clock,
        )
        return self._opened(self._profile, journal)

    @override
    def check_code(self, code: str) -> None:
        from pod_desktop.sync.joining import secret_of_code

        secret_of_code(code)

    @override
    def check_sheet(self, words: str) -> None:
        from pod_desktop.services import recovery

        recovery.require_sheet_words(words)

    @override
    def join(self, wanted: JoinTeam) -> "Journal":
        from pod_desktop import sync
        from pod_desktop.services import profile as service

        def ask(journal: "Journal") -> None:
            sync.ask_to_join(
                journal,
                wanted.place,
                wanted.code,
                wanted.author,
                profession=wanted.profession,
                peer=wanted.peer,
            )

        journal = service.start_joining(self._profile, ask, passphrase=wanted.passphrase, clock=self._clock)
        return self._opened(self._profile, journal)

    @override
    def open(self, passphrase: str) -> "Journal":
        from pod_desktop.services import profile as service

        return self._opened(self._profile, service.open_team(self._profile, passphrase, self._clock))

    @override
    def open_with_sheet(self, given: NewPassphrase) -> "Journal":
        from pod_desktop.services import recovery

        recovery.choose_new_passphrase(self._profile, given.words, given.passphrase)
        return self.open(given.passphrase)

    @override
    def bring_back(self, wanted: BringBack, progress: Progress) -> CameBack:
        from pod_desktop.services import backups

        sheet = wanted.sheet
        restored = backups.restore_team(
            wanted.place,
            self._profile,
            self._clock,
            passphrase=wanted.passphrase,
            words=sheet.words if sheet else "",
            new_passphrase=sheet.passphrase if sheet else "",
            progress=progress,
        )
        return CameBack(
            self.open(sheet.passphrase if sheet else wanted.passphrase),
            entries=restored.events,
            unreadable=len(restored.unreadable),
            missing=restored.missing,
            newest=restored.newest,
        )

    @override
    def mend(self, passphrase: str, progress: Progress) -> CameBack:
        from pod_desktop.services import mending

        mended = mending.mend(self._profile, passphrase, self._clock, progress)
        return CameBack(self.open(passphrase), tuple(mended.sentences()))

    @override
    def look_around(self) -> "Journal":
        from pod_desktop.services.demo import start_demo

        made_up = self._temporary.enter_context(paths.temporary_profile())
        return self._opened(made_up, start_demo(made_up, self._clock))

    @override
    def verify(self, passphrase: str) -> None:
        from pod_desktop.services import profile as service

        if self._open_profile is not None:
            service.verify_passphrase(self._open_profile, passphrase)

    @override
    def wait_after(self, failures: int) -> float:
        from pod_desktop.services import profile as service

        return service.wait_after(failures)

    @override
    def leave(self) -> None:
        self._open_profile = self._journal = None
        self._temporary.close()

    @override
    def end(self) -> None:
        # The window was closed while the passphrase was looked at: then nobody has taken the journal.
        if self._journal is not None:
            self._journal.close()
        self.leave()

    def _opened(self, profile: Profile, journal: "Journal") -> "Journal":
        self._open_profile, self._journal = profile, journal
        return journal
