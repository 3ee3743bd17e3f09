"""What is signed is read only where it was signed by whom it should be, and says what can be."""

from dataclasses import dataclass

import msgspec
import nacl.bindings
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pod_desktop.domain.clock import ManualClock
from pod_desktop.storage.journal import Journal
from pod_desktop.storage.sharing import files, keys, signed
from pod_desktop.storage.sharing.signed import (
    SLOTS,
    Admission,
    Adoption,
    BadStatement,
    Heard,
    Keyring,
    Marker,
    Revocation,
    Upto,
)

TEAM, LAPTOP, ANA, STREAM = b"t" * 16, b"l" * 16, b"a" * 16, b"s" * 16
ROOT_SEED, OTHER_SEED = b"r" * 32, b"o" * 32
DEEP = b"\x91" * 5000 + b"\x01"


def public(seed: bytes) -> bytes:
    return nacl.bindings.crypto_sign_seed_keypair(seed)[0]


ROOT, OTHER = public(ROOT_SEED), public(OTHER_SEED)


def admission(**fields: object) -> Admission:
    made = Admission(TEAM, LAPTOP, b"i" * 32, b"x" * 32, ANA, "Ana’s laptop", False, 1_000, LAPTOP)
    return msgspec.structs.replace(made, **fields)


def keyring(**fields: object) -> Keyring:
    made = Keyring(1, TEAM, b"e" * 16, 1, 1_000, LAPTOP, (b"c" * 32,), signed.seal_slots([]))
    return msgspec.structs.replace(made, **fields)


CERTIFICATES: list[signed.Statement] = [
    admission(),
    Revocation(TEAM, LAPTOP, {STREAM: Upto(7, b"g" * 32)}, 2_000, ANA),
    Adoption(TEAM, LAPTOP, {STREAM: Upto(9, b"h" * 32)}, 3_000, ANA),
]
MARKER = Marker(1, TEAM, ROOT)
HEARD = Heard(1, TEAM, LAPTOP, 3, False, 1_000, {STREAM: 12})


@dataclass(frozen=True)
class Sort:
    """One sort of statement: its purpose, and how it is read."""

    purpose: bytes
    content: bytes

    def read(self, content: bytes, signer: bytes) -> object:
        match self.purpose:
            case b"POD certificate 1":
                return signed.read_certificate(content, signer)
            case b"POD keyring 1":
                return signed.read_keyring(content, signer)
            case b"POD team marker 1":
                return signed.read_marker(content, signer)
            case _:
                said, wire = signed.read_heard(content)
                signed.verify_heard(wire, signer)
                return said


SORTS = {
    "certificate": Sort(b"POD certificate 1", signed.sign_certificate(CERTIFICATES[1], ROOT_SEED)),
    "keyring": Sort(b"POD keyring 1", signed.sign_keyring(keyring(), ROOT_SEED)),
    "marker": Sort(b"POD team marker 1", signed.sign_marker(MARKER, ROOT_SEED)),
    "heard": Sort(b"POD heard 1", signed.sign_heard(HEARD, ROOT_SEED)),
}
any_sort = st.sampled_from(sorted(SORTS))


def statement(purpose: bytes, body: bytes, seed: bytes = ROOT_SEED) -> bytes:
    """A statement with any body, signed as it should be."""
    _, secret = nacl.bindings.crypto_sign_seed_keypair(seed)
    signature = nacl.bindings.crypto_sign(msgspec.msgpack.encode([purpose, body]), secret)[:64]
    return msgspec.msgpack.encode([body, signature])


def body_of(sort: Sort) -> bytes:
    return bytes(msgspec.msgpack.decode(sort.content)[0])


def changed(sort: Sort, **fields: object) -> bytes:
    """The statement with other fields, signed as it should be."""
    said = msgspec.msgpack.decode(body_of(sort))
    return statement(sort.purpose, msgspec.msgpack.encode(said | fields))


# --- who signed -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", CERTIFICATES, ids=lambda each: type(each).__name__)
def test_a_certificate_comes_back_as_it_was_signed(said: signed.Statement):
    assert signed.read_certificate(signed.sign_certificate(said, ROOT_SEED), ROOT) == said


def test_keyring_marker_and_heard_come_back_as_they_were_signed():
    ring = keyring()
    assert signed.read_keyring(signed.sign_keyring(ring, ROOT_SEED), ROOT) == ring
    assert SORTS["marker"].read(SORTS["marker"].content, ROOT) == MARKER
    assert SORTS["heard"].read(SORTS["heard"].content, ROOT) == HEARD


@pytest.mark.parametrize("name", sorted(SORTS))
def test_what_another_team_s_root_or_another_laptop_signed_is_refused(name: str):
    sort = SORTS[name]
    assert sort.read(sort.content, ROOT)
    with pytest.raises(BadStatement, match="not signed by whom"):
        sort.read(sort.content, OTHER)
    with pytest.raises(BadStatement, match="not signed by whom"):
        sort.read(statement(sort.purpose, body_of(sort), OTHER_SEED), ROOT)


@pytest.mark.parametrize("name", sorted(SORTS))
@pytest.mark.parametrize("meant", sorted(SORTS))
def test_a_signature_holds_for_one_purpose_only(name: str, meant: str):
    """What somebody got signed for one purpose serves for no other, though the same key signs both."""
    sort = SORTS[name]
    for_another = statement(SORTS[meant].purpose, body_of(sort))
    if name == meant:
        assert sort.read(for_another, ROOT)
    else:
        with pytest.raises(BadStatement, match="not signed by whom"):
            sort.read(for_another, ROOT)


@given(name=any_sort, at=st.integers(0), bit=st.integers(0, 7))
def test_every_bit_of_a_statement_counts(name: str, at: int, bit: int):
    sort = SORTS[name]
    content = bytearray(sort.content)
    content[at % len(content)] ^= 1 << bit
    with pytest.raises(BadStatement):
        sort.read(bytes(content), ROOT)


# --- what cannot be ---------------------------------------------------------------------------------------


@given(name=any_sort, content=st.binary(max_size=200))
@example("heard", statement(b"POD heard 1", DEEP))
@example("marker", b"\x93" + SORTS["marker"].content[1:] + DEEP)
@example("marker", b"\x92\xa1\xff")
def test_bytes_that_are_no_statement_raise_bad_statement_and_nothing_else(name: str, content: bytes):
    with pytest.raises(BadStatement):
        SORTS[name].read(content, ROOT)


@st.composite
def mangled(draw: st.DrawFn) -> tuple[str, bytes]:
    """The body of a statement of which some bytes are others, missing or more."""
    name = draw(any_sort)
    body = bytearray(body_of(SORTS[name]))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(body)))
        body[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return name, bytes(body)


@given(mangled())
@example(("certificate", b"\x82\xa4kind\xa9admission\xa4name\xa2\xff\xff"))
@example(("certificate", b"\x82\xa1x" + DEEP + b"\xa4kind\xa9admission"))
@example(("certificate", b"\x81\x80\x01"))
@example(("certificate", b"\xc0"))
@example(("marker", b"\x81\xa1x" + DEEP))
@example(("heard", b"\x81\xa1\xff\x01"))
def test_whatever_a_signed_body_is_it_is_read_or_raises_bad_statement(case: tuple[str, bytes]):
    """A steward's laptop can sign anything; a round must not stop because of it."""
    name, body = case
    sort = SORTS[name]
    try:
        said = sort.read(statement(sort.purpose, body), ROOT)
    except BadStatement:
        return
    assert said is None or msgspec.structs.asdict(said)  # type: ignore[arg-type]  # a struct of some sort


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("marker", {"version": 0}),
        ("marker", {"team": TEAM + b"t"}),
        ("marker", {"root": ROOT[1:]}),
        ("heard", {"number": 0}),
        ("heard", {"number": 2**53 + 1}),
        ("heard", {"streams": {STREAM: -1}}),
        ("heard", {"streams": {STREAM: 2**53 + 1}}),
        ("heard", {"streams": {STREAM[1:]: 1}}),
        ("keyring", {"number": -1}),
        ("keyring", {"number": 2**31 + 1}),
        ("keyring", {"without": [b"c" * 31]}),
        ("keyring", {"slots": [bytes(112)] * (SLOTS - 1)}),
        ("keyring", {"slots": [bytes(112)] * (SLOTS + 1)}),
        ("keyring", {"slots": [bytes(112)] * (SLOTS - 1) + [bytes(111)]}),
        ("keyring", {"serves": [bytes(16)] * (SLOTS + 1)}),
        ("keyring", {"serves": [bytes(15)]}),
        ("certificate", {"accepted": {STREAM: [1, bytes(31)]}}),
        ("certificate", {"accepted": {STREAM: [-1, bytes(32)]}}),
        ("certificate", {"laptop": LAPTOP[1:]}),
        ("certificate", {"issued": "now"}),
    ],
)
def test_a_length_or_number_outside_of_its_limits_is_refused(name: str, fields: dict[str, object]):
    with pytest.raises(BadStatement):
        SORTS[name].read(changed(SORTS[name], **fields), ROOT)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("heard", {"number": 2**53, "streams": {STREAM: 2**53}}),
        ("keyring", {"number": 2**31, "without": []}),
        ("keyring", {"slots": [bytes(112)] * SLOTS}),
        ("certificate", {"accepted": {}}),
        *((each, {"version": 2, "what a later version says": [1, {"of": "it"}]}) for each in sorted(SORTS)),
    ],
)
def test_what_is_just_within_its_limits_and_what_later_versions_add_is_read(
    name: str, fields: dict[str, object]
):
    assert SORTS[name].read(changed(SORTS[name], **fields), ROOT)


@pytest.mark.parametrize(("letters", "is_fine"), [(0, False), (1, True), (200, True), (201, False)])
def test_a_laptop_s_name_has_1_to_200_characters(letters: int, is_fine: bool):
    content = signed.sign_certificate(admission(name="é" * letters), ROOT_SEED)
    if is_fine:
        assert signed.read_certificate(content, ROOT) == admission(name="é" * letters)
    else:
        with pytest.raises(BadStatement):
            signed.read_certificate(content, ROOT)


# --- kinds of certificates that a later version adds ------------------------------------------------------


def test_a_certificate_of_an_unknown_kind_says_nothing():
    body = msgspec.msgpack.encode({"kind": "holiday", "name": "é" * 300, "laptop": 7})
    assert signed.read_certificate(statement(b"POD certificate 1", body), ROOT) is None
    with pytest.raises(BadStatement):
        signed.read_certificate(statement(b"POD certificate 1", body, OTHER_SEED), ROOT)


def test_a_certificate_without_a_kind_is_refused():
    body = msgspec.msgpack.encode({"laptop": LAPTOP})
    with pytest.raises(BadStatement):
        signed.read_certificate(statement(b"POD certificate 1", body), ROOT)


def test_a_certificate_of_an_unknown_kind_is_kept_and_changes_nobody(journal: Journal, clock: ManualClock):
    with files.changing(journal) as session:
        root = keys.found_team(session, "Ana’s laptop", clock.now())
        team = keys.raw(root.team_id)
        before = keys.members(session).all
        body = msgspec.msgpack.encode({"kind": "holiday", "team": team, "laptop": before.popitem()[0]})
        content = statement(b"POD certificate 1", body, root.seed)
        assert keys.keep_certificate(session, content)
        assert not keys.keep_certificate(session, content)
    with files.looking(journal) as session:
        assert content in keys.certificates(session).values()
        assert [each.revoked for each in keys.members(session).all.values()] == [False]


def test_a_certificate_of_another_team_is_not_kept(journal: Journal, clock: ManualClock):
    with files.changing(journal) as session:
        root = keys.found_team(session, "Ana’s laptop", clock.now())
        before = keys.certificates(session)
        for content in (
            signed.sign_certificate(admission(team=keys.raw(root.team_id)), OTHER_SEED),
            signed.sign_certificate(admission(team=TEAM), root.seed),
        ):
            with pytest.raises(BadStatement):
                keys.keep_certificate(session, content)
        assert keys.certificates(session) == before


# --- slots of a keyring -----------------------------------------------------------------------------------


def laptop_pair(number: int) -> tuple[bytes, bytes]:
    """The (secret, public) X25519 keys of a laptop."""
    secret = bytes([number]) * 32
    return secret, signed.public_of(secret)


@pytest.mark.parametrize("laptops", [0, 1, 5, SLOTS])
def test_a_keyring_has_64_slots_of_one_length_however_many_laptops_there_are(laptops: int):
    pairs = [laptop_pair(number) for number in range(1, laptops + 1)]
    slots = signed.seal_slots([(to, bytes([at]) * 64) for at, (_, to) in enumerate(pairs)])
    assert [len(slot) for slot in slots] == [signed.SLOT_BYTES] * SLOTS
    assert list(slots) == sorted(slots)
    for at, (secret, _) in enumerate(pairs[:5]):
        assert signed.open_slots(slots, secret) == bytes([at]) * 64
    assert signed.open_slots(slots, laptop_pair(200)[0]) is None
    assert signed.read_keyring(signed.sign_keyring(keyring(slots=slots), ROOT_SEED), ROOT).slots == slots


def test_more_laptops_than_slots_are_refused():
    with pytest.raises(ValueError, match="more laptops"):
        signed.seal_slots([(laptop_pair(1)[1], bytes(64))] * (SLOTS + 1))
