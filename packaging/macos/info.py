"""What packaging/pod_desktop.spec writes into the app's Info.plist."""

from __future__ import annotations

BUNDLE_IDENTIFIER = "org.poddesktop.PodDesktop"
OLDEST_MACOS = "13.0"  # that of the wheels of PySide6


def info_plist(version: str, copyright_: str) -> dict[str, str | bool]:
    """The entries; PyInstaller adds those of every app.

    There are none for files, links, camera, microphone or places, since the app asks for nothing. Nor
    LSMultipleInstancesProhibited, which would keep out the second of two accounts that are logged in at once.
    """
    return {
        "CFBundleDisplayName": "POD Desktop",
        "CFBundleName": "POD Desktop",
        "CFBundleIdentifier": BUNDLE_IDENTIFIER,
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": copyright_,
        "NSRequiresAquaSystemAppearance": False,  # or dark mode never comes
    }
