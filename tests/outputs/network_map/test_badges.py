from pod_desktop.outputs.network_map import badges
from pod_desktop.ui.palette import LIGHT


def test_somebody_on_paper_has_the_colours_of_the_screen():
    assert [(hue.fill, hue.on_fill, hue.tint) for hue in LIGHT.hues] == list(badges._HUES)
