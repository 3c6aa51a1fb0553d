import pytest
from sqlalchemy.orm import Session, sessionmaker

from leadline.projects.access import LOCAL_USER, Access, Role
from leadline.projects.resolve import normal_key, resolve_person, resolve_project
from leadline.projects.vocabulary import vocabulary
from tests.projects.small_portfolio import small_portfolio


@pytest.fixture(scope="module")
def sessions() -> sessionmaker[Session]:
    return small_portfolio()


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ATL", "ATL"),
        ("atlas billing", "ATL"),
        ("the Atlas Billing project", "ATL"),
        ("billing", "ATL"),
        ("Meridians", "MER"),
        ("status of meridian please", "MER"),
        ("atlas data", "ADP"),
    ],
)
def test_a_name_is_found_however_it_is_typed(sessions: sessionmaker[Session], typed: str, key: str) -> None:
    with sessions() as session:
        found = resolve_project(session, LOCAL_USER, typed)
    assert found.match is not None
    assert found.match.key == key
    assert found.note is None


def test_a_misspelt_name_is_matched_and_says_so(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        found = resolve_project(session, LOCAL_USER, "Meridain")
    assert found.match is not None
    assert found.match.name == "Meridian"
    assert found.note == "Read “Meridain” as Meridian."


def test_a_name_that_fits_two_projects_is_offered_back(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        found = resolve_project(session, LOCAL_USER, "Atlas")
    assert found.match is None
    assert {one.name for one in found.candidates} == {"Atlas Billing", "Atlas Data"}


def test_an_unknown_name_gives_the_nearest(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        found = resolve_project(session, LOCAL_USER, "Zephyr")
    assert found.match is None
    assert not found.candidates
    assert found.nearest


def test_a_project_out_of_scope_looks_unknown(sessions: sessionmaker[Session]) -> None:
    guest = Access(user_id="g", name="Guest", roles={"ADP": Role.VIEWER})
    with sessions() as session:
        found = resolve_project(session, guest, "Meridian")
        atlas = resolve_project(session, guest, "Atlas")
        names = vocabulary(session, guest)
    assert found.match is None
    assert [one.key for one in found.nearest] == ["ADP"]
    assert atlas.match is not None
    assert atlas.match.key == "ADP"
    assert names.projects == (("ADP", "Atlas Data"),)
    assert names.people == ("Ben Okoro",)


def test_people_are_found_by_first_name_or_with_a_typo(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        assert resolve_person(session, LOCAL_USER, "ben").match is not None
        near = resolve_person(session, LOCAL_USER, "Ana Sliva")
    assert near.match is not None
    assert near.match.name == "Ana Silva"
    assert near.note


@pytest.mark.parametrize(
    ("typed", "key"), [("atl 12", "ATL-12"), ("R3", "R-3"), ("#atl-007", "ATL-7"), ("pilot", "pilot")]
)
def test_keys_are_read_in_any_spelling(typed: str, key: str) -> None:
    assert normal_key(typed) == key


def test_the_vocabulary_names_what_may_be_spoken_of(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        names = vocabulary(session, LOCAL_USER)
    assert names.projects == (("ATL", "Atlas Billing"), ("ADP", "Atlas Data"), ("MER", "Meridian"))
    assert names.people == ("Ana Silva", "Ben Okoro")
    assert names.item_prefixes == ("ATL",)
    assert names.risk_prefixes == ("R",)
