import csv
import io

from pod_desktop.domain.map_views import MapView
from pod_desktop.outputs.network_map.csv_tables import people_csv, ties_csv


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_for_each_member_with_the_place(zoes: MapView) -> None:
    people = {row["id"]: row for row in rows(people_csv(zoes))}
    assert people.keys() == {member.id for member in zoes.members}
    may = people["may"]
    assert (may["name"], may["sector"], may["ring"], may["angle_degrees"]) == (
        "Aunt <May> & Co",
        "relatives",
        "2",
        "108.0",
    )
    assert people["tom"]["ring"] == ""


def test_no_name_is_taken_for_a_formula(zoes: MapView) -> None:
    people = {row["id"]: row for row in rows(people_csv(zoes))}
    assert people["tom"]["name"] == "'=Tom"


def test_a_row_for_each_tie_also_to_the_person(zoes: MapView) -> None:
    ties = {row["id"]: row for row in rows(ties_csv(zoes))}
    first = ties["t1"]
    assert (first["from_name"], first["to_name"], first["direction"]) == ("Aunt <May> & Co", "Zoe", "a_to_b")
    assert [row["known"] for row in ties.values()] == ["yes", "not_known", "no"]


def test_how_a_tie_is_has_a_column_only_if_asked_for(zoes: MapView) -> None:
    assert "quality" not in rows(ties_csv(zoes))[0]
    assert rows(ties_csv(zoes, quality=True))[0]["quality"] == "strained"
