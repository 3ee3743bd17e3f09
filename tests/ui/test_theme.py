"""The look keeps its promises: legible, the same for everybody, no traffic lights, nothing moves."""

import math
import re
import shutil
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QFileInfo, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from pod_desktop.bundled import bundled
from pod_desktop.ui import theme
from pod_desktop.ui.theme import DARK, LIGHT, Palette, Scheme, Shape, contrast

Rgb = tuple[float, float, float]
PALETTES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda p: p.name)

GROUNDS = ("paper", "deep", "card", "soft", "hover", "ring_inner", "ring_middle", "ring_outer")
SHEETS = ("paper", "card", "deep", "ring_inner", "ring_middle", "ring_outer")


@pytest.fixture
def look(qapp: QApplication) -> Iterator[theme.Theme]:
    made = theme.apply(qapp, Scheme.LIGHT)
    yield made
    made.set_text_scale(1.0)
    made.set_scheme(Scheme.LIGHT)


# --- contrast ---------------------------------------------------------------------------------------------


def test_contrast_is_the_ratio_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@PALETTES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", ["ink", "ink_soft", "accent"])
def test_text_stands_out_from_every_ground(colours: Palette, text: str, ground: str):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@PALETTES
def test_text_on_the_accent_and_on_marked_words_stands_out(colours: Palette):
    assert contrast(colours.accent_ink, colours.accent) >= 4.5
    assert contrast(colours.accent_ink, colours.accent_hover) >= 4.5
    assert contrast(colours.highlight_ink, colours.highlight) >= 4.5


@PALETTES
@pytest.mark.parametrize("index", range(6))
def test_initials_stand_out_from_a_persons_colours(colours: Palette, index: int):
    hue = theme.hue(index, colours)
    assert contrast(hue.on_fill, hue.fill) >= 4.5
    assert contrast(colours.ink, hue.tint) >= 4.5


@PALETTES
@pytest.mark.parametrize("ground", SHEETS)
def test_shapes_that_mean_something_stand_out_from_every_sheet(colours: Palette, ground: str):
    shapes = [colours.edge, colours.focus, colours.accent, colours.tie, *(h.fill for h in colours.hues)]
    assert [s for s in shapes if contrast(s, getattr(colours, ground)) < 3] == []


@PALETTES
def test_what_cannot_be_used_can_still_be_read_as_a_shape(colours: Palette):
    assert min(contrast(colours.faint, g) for g in (colours.paper, colours.card, colours.deep)) >= 3


@PALETTES
def test_the_small_pictures_of_the_stylesheet_stand_out(colours: Palette):
    chevron = re.findall("#[0-9A-F]{6}", bundled("style/chevron-down.svg").read_text())[0]
    tick = re.findall("#[0-9A-F]{6}", bundled(f"style/check-{colours.name}.svg").read_text())[0]
    assert contrast(chevron, colours.card) >= 3
    assert contrast(tick, colours.accent) >= 3


# --- people -----------------------------------------------------------------------------------------------


@PALETTES
def test_no_hue_of_a_person_is_much_lighter_than_another(colours: Palette):
    lightness = [_oklab(_linear(hue.fill))[0] for hue in colours.hues]
    assert max(lightness) - min(lightness) <= 0.1


@PALETTES
@pytest.mark.parametrize("sight", ["typical", "protan", "deutan", "tritan"])
def test_the_six_hues_can_be_told_apart_by_every_kind_of_colour_sight(colours: Palette, sight: str):
    seen = {hue.name: _oklab(_as_seen(_linear(hue.fill), sight)) for hue in colours.hues}
    nearest = min((math.dist(seen[a], seen[b]), a, b) for a, b in combinations(seen, 2))
    assert nearest[0] >= 0.05, nearest


@PALETTES
def test_nothing_is_red_amber_or_green(colours: Palette):
    loud = []
    for colour in [v for v in vars(colours).values() if isinstance(v, str) and v.startswith("#")] + [
        c for hue in colours.hues for c in (hue.fill, hue.tint)
    ]:
        _light, a, b = _oklab(_linear(colour))
        hue_angle = math.degrees(math.atan2(b, a)) % 360
        # In OKLCH red lies near 30°, amber near 80°, green near 140°.
        if math.hypot(a, b) > 0.09 and hue_angle < 170:
            loud.append(colour)
    assert loud == []


def test_hue_and_shape_together_tell_thirty_six_people_apart():
    assert len({(theme.hue(i, LIGHT).name, theme.shape(i)) for i in range(36)}) == 36


def test_a_person_keeps_shape_and_hue_whatever_the_palette():
    assert [theme.hue(i, LIGHT).name for i in range(9)] == [theme.hue(i, DARK).name for i in range(9)]
    assert {theme.shape(i) for i in range(6)} == set(Shape)


# --- the theme --------------------------------------------------------------------------------------------


def test_applying_twice_gives_the_same_theme(qapp: QApplication, look: theme.Theme):
    assert theme.apply(qapp, Scheme.DARK) is look
    assert theme.palette() is DARK


def test_the_look_follows_the_system(qapp: QApplication, look: theme.Theme):
    look.set_scheme(Scheme.SYSTEM)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.palette() is DARK
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.palette() is LIGHT


def test_a_fixed_scheme_does_not_follow_the_system(qapp: QApplication, look: theme.Theme):
    look.set_scheme(Scheme.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.palette() is LIGHT
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)


def test_the_change_is_told(look: theme.Theme, qtbot):
    with qtbot.waitSignal(look.changed, timeout=1000):
        look.set_scheme(Scheme.DARK)


@pytest.mark.usefixtures("look")
def test_body_text_is_eleven_points_and_meeting_text_fourteen():
    assert theme.font("body").pointSizeF() >= 11
    assert theme.font("quiet").pointSizeF() >= 11
    assert theme.font("body", meeting=True).pointSizeF() >= 14


def test_text_grows_with_the_setting(qtbot, look: theme.Theme):
    label = QLabel("Sam")
    qtbot.addWidget(label)
    label.show()
    before = label.fontInfo().pixelSize()
    look.set_text_scale(2.0)
    assert label.fontInfo().pixelSize() == pytest.approx(2 * before, abs=1)
    assert theme.font("heading").pointSizeF() == pytest.approx(22 * 1.28)


def test_every_role_in_the_stylesheet_is_filled_in():
    made = theme.stylesheet(DARK, 1.25)
    assert "@" not in made
    assert DARK.ink in made
    assert "13.75pt" in made


def test_the_stylesheet_has_no_colour_of_its_own():
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", bundled("style/pod.qss").read_text()) == []


def test_a_role_that_does_not_exist_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path):
    (tmp_path / "pod.qss").write_text("QLabel { color: @crimson; }")
    monkeypatch.setattr(theme, "bundled", lambda _path: tmp_path / "pod.qss")
    with pytest.raises(KeyError):
        theme.stylesheet(LIGHT)


@pytest.mark.usefixtures("look")
def test_the_program_may_lie_in_a_folder_of_any_name(monkeypatch: pytest.MonkeyPatch, tmp_path, qtbot):
    elsewhere = tmp_path / "POD Desktop (ünï) 'a"
    shutil.copytree(bundled("style"), elsewhere)
    box = QCheckBox()
    box.setChecked(True)
    qtbot.addWidget(box)
    with monkeypatch.context() as moved:
        moved.setattr(theme, "bundled", lambda path: elsewhere / path.removeprefix("style").lstrip("/"))
        sheet = theme.stylesheet(LIGHT)
        assert QFileInfo("style:check-light.svg").canonicalPath() == elsewhere.as_posix()
        box.setStyleSheet(sheet)
        ticked = box.grab().toImage()
    box.setStyleSheet(sheet.replace("url(style:check-light.svg)", "none"))
    assert box.grab().toImage() != ticked
    theme.stylesheet(LIGHT)


@pytest.mark.usefixtures("look")
def test_nothing_moves_and_nothing_blinks(qapp: QApplication):
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_FadeTooltip):
        assert not qapp.isEffectEnabled(effect)
    assert qapp.cursorFlashTime() == 0
    assert "widget-animation-duration: 0" in theme.stylesheet(LIGHT)


@pytest.mark.usefixtures("look")
def test_each_weight_of_the_font_is_its_own_face():
    widths = set()
    for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold):
        font = theme.font()
        font.setPixelSize(100)
        font.setWeight(weight)
        assert font.family() == "Atkinson Hyperlegible Next"
        widths.add(QFontMetricsF(font).horizontalAdvance("Hammersmith"))
    assert len(widths) == 3
    italic = theme.font()
    italic.setItalic(True)
    assert QRawFont.fromFont(italic).styleName() == "Italic"


@pytest.mark.usefixtures("look")
def test_the_font_has_the_letters_of_the_names_of_these_islands():
    face = QRawFont.fromFont(theme.font())
    assert [c for c in "ŵŷẁÉáíóúłńżşğçñöüæøåčšžđ“”‘’–—…·" if not face.supportsCharacter(ord(c))] == []


# --- colour sight -----------------------------------------------------------------------------------------
# Björn Ottosson, "A perceptual color space for image processing" (OKLab, 2020); Machado, Oliveira and
# Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.

_SIGHT: dict[str, tuple[Rgb, Rgb, Rgb]] = {
    "typical": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _linear(colour: str) -> Rgb:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def _as_seen(rgb: Rgb, sight: str) -> Rgb:
    red, green, blue = (
        min(1.0, max(0.0, sum(part * c for part, c in zip(row, rgb, strict=True)))) for row in _SIGHT[sight]
    )
    return red, green, blue


def _oklab(rgb: Rgb) -> Rgb:
    red, green, blue = rgb
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def test_the_stylesheet_stays_where_it_was_put_first(look: theme.Theme, qapp: QApplication, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    assert theme.apply(qapp, Scheme.LIGHT, by_window=True) is look
    look.dress(window)
    assert not look.by_window
    assert window.styleSheet() == ""
    assert qapp.styleSheet() != ""
