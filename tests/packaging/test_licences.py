"""Whoever gets the program gets the licences of all that is in it."""

import pytest

from tests.packaging.scripts import script

contents = script("contents.py")
licences = script("licences.py")


@pytest.mark.parametrize("name", contents.locked())
def test_every_library_has_the_text_of_its_licence(name):
    assert all(len(text.strip()) > 300 for text in licences.library(name).texts)


def test_a_library_without_a_text_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(licences, "TEXTS", tmp_path)
    with pytest.raises(licences.NoLicence, match="convertdate brings no licence text"):
        licences.library("convertdate")


def test_fonts_icons_and_words_have_theirs():
    names = [part.name.partition(":")[0] for part in licences.resources()]
    assert names == ["resources/fonts", "resources/pdf/fonts", "resources/icons", "resources/words"]


def test_what_is_compiled_into_typst_is_listed_with_its_terms():
    (listed, _) = licences.typst_crates().texts
    assert "hayagriva" in listed
    assert len(listed.splitlines()) > 100


def test_qt_may_be_replaced_and_the_file_says_how():
    (qt,) = licences.library("pyside6-essentials").texts
    assert "You may replace them" in qt
