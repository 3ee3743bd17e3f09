"""Forms that are left half typed are there when the page is opened again; not what was left out or erased."""

import pytest

from pod_desktop.services import own_words
from pod_desktop.ui.meeting.looking_back.page import LookingBackPage
from pod_desktop.ui.shell import Shell


@pytest.fixture
def again(desk, kept, shown):
    """Leaves a page, and opens it anew."""

    def again(page) -> LookingBackPage:
        page.put_down()
        page.hide()
        opened: LookingBackPage = shown(LookingBackPage(desk, kept.id))
        return opened

    return again


@pytest.fixture
def half(page):
    """The form of May's turn, with another end and other words, and half an episode."""
    page.repairs.set_chosen(page.view.logs[0].turns[1])
    page.repairs.open()
    page.repairs.form.until.set_text("0:55")
    page.repairs.form.words.set_words("It is very loud.")
    page.episodes.mark.click()
    page.episodes.form.since.set_text("0:30")
    page.episodes.form.about.set_text("The noise")
    return page


def test_both_forms_are_there_as_they_were_and_can_be_kept(half, again):
    page = again(half)
    form = page.repairs.form
    assert form.isVisible()
    assert (form.since.text(), form.until.text(), form.words.words()) == ("0:40", "0:55", "It is very loud.")
    assert (page.episodes.form.since.text(), page.episodes.form.about.text()) == ("0:30", "The noise")
    assert not page.repairs.isAncestorOf(page.focusWidget())
    form.keep.click()
    turn = page.view.logs[0].turns[1]
    assert turn.words == "It is very loud."
    assert page.strips[0].strip.model.span(turn) == (40, 55)


def test_forms_that_were_left_with_not_now_are_not_there_again(half, again):
    half.repairs.form.leave.click()
    half.episodes.form.leave.click()
    page = again(half)
    assert page.repairs.form.isHidden()
    assert page.episodes.form.isHidden()


def test_words_that_are_left_out_meanwhile_are_not_there_again(half, again, desk, kept):
    half.put_down()
    half.hide()
    half._looked = None  # it is gone, and has nothing to put down
    own_words.leave_out(desk.journal, kept.id, kept.may)
    page = again(half)
    assert page.repairs.form.until.text() == "0:55"
    assert page.repairs.form.words.words() == ""


def test_an_erasure_empties_what_was_left(desk, kept, shown, erase):
    shell = shown(Shell(desk))
    shell.show_summary(kept.id)
    shell.page.log.look_back.click()
    page = shell.page
    page.repairs.put_in.click()
    page.repairs.form.words.set_words("It is very loud.")
    shell.show_summary(kept.id)
    erase(kept.may)
    shell.page.log.look_back.click()
    assert shell.page.repairs.form.isHidden()
    shell.stop()
