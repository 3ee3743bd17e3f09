import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod_desktop.durable_files import CannotStore
from pod_desktop.errors import BadInput
from pod_desktop.settings import PersonLabel, Scheme, Settings, SettingsFile

change = msgspec.structs.replace


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def test_the_usual_settings_hold_before_anything_is_stored(path):
    file = SettingsFile(path)
    assert file.current == Settings()
    assert (file.current.lock_minutes, file.current.lock_minutes_in_meeting) == (10, 60)
    assert file.notice is None
    assert not path.exists()


def test_what_is_stored_is_read_back(path):
    wanted = Settings(
        text_scale=1.5,
        scheme=Scheme.DARK,
        person_label=PersonLabel.SERVICE_USER,
        lock_minutes=5,
        lock_minutes_in_meeting=120,
        usual_start="09:30",
        usual_minutes=60,
        idea_question="Whose idea was it to meet?",
        use_question="What would you like from today?",
        turns_by_holding=True,
        slip_ms=150,
    )
    SettingsFile(path).store(wanted)
    assert SettingsFile(path).current == wanted


def test_storing_leaves_one_file(path):
    SettingsFile(path).store(Settings())
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "value", [True, None, [1, {"a": "ä"}], "words", 123456789012345678901234567890, 1.5, {"deep": {"er": []}}]
)
def test_keys_of_a_newer_version_are_kept(path, value):
    path.write_text(json.dumps({"lock_minutes": 20, "from_later": value}), encoding="utf-8")
    file = SettingsFile(path)
    file.store(change(file.current, scheme=Scheme.LIGHT))
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["from_later"] == value
    assert (stored["lock_minutes"], stored["scheme"]) == (20, "light")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"lock_minutes": "ten"}',
        b'{"lock_minutes": 0}',
        b'{"lock_minutes": true}',
        b'{"scheme": "pink"}',
        b'{"text_scale": 1e400}',
        b'{"usual_start": "25:00"}',
        b'{"idea_question": "\xff"}',
        b'{"x": ' + b"[" * 100_000,
        b'{"x": "' + b"a" * 300_000 + b'"}',
    ],
)
def test_a_broken_file_is_said_and_put_aside_once_settings_are_stored(path, content):
    path.write_bytes(content)
    file = SettingsFile(path)
    assert file.current == Settings()
    assert [each.name for each in path.parent.iterdir()] == [path.name], "a newer version may read it"
    aside = path.with_name("settings.unreadable-1.json")
    assert aside.name in (file.notice or "")
    file.store(Settings(lock_minutes=7))
    assert aside.read_bytes() == content
    assert SettingsFile(path).current.lock_minutes == 7
    assert SettingsFile(path).notice is None


def test_a_second_broken_file_does_not_replace_the_first(path):
    for content in (b"first", b"second"):
        path.write_bytes(content)
        SettingsFile(path).store(Settings())
    assert path.with_name("settings.unreadable-1.json").read_bytes() == b"first"
    assert path.with_name("settings.unreadable-2.json").read_bytes() == b"second"


@pytest.mark.parametrize(
    "wrong",
    [
        {"lock_minutes": 0},
        {"text_scale": 9.0},
        {"text_scale": float("nan")},
        {"usual_start": "noon"},
        {"idea_question": "x" * 301},
    ],
)
def test_a_value_out_of_its_range_is_never_written(path, wrong):
    file = SettingsFile(path)
    file.store(Settings(lock_minutes=5))
    before = path.read_bytes()
    with pytest.raises(BadInput):
        file.store(change(file.current, **wrong))
    assert path.read_bytes() == before
    assert file.current == Settings(lock_minutes=5)


def test_a_disk_that_refuses_leaves_the_old_settings(path, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    file = SettingsFile(path)
    file.store(Settings(lock_minutes=5))
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotStore, match="the disk is full"):
        file.store(Settings(lock_minutes=6))
    assert file.current == SettingsFile(path).current == Settings(lock_minutes=5)


@given(
    st.binary(max_size=200)
    | st.dictionaries(st.text(), st.none() | st.text()).map(lambda d: json.dumps(d).encode())
)
def test_no_file_keeps_the_program_from_starting(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_bytes(content)
    SettingsFile(path).store(Settings())
    assert SettingsFile(path).current == Settings()
