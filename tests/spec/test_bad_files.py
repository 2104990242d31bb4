"""Bad files: each gets one clear line, a refusal or an entry in quarantine, and leaves nothing half-loaded."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from peeler.sources.limits import LINE_BYTES, MEMBER_BYTES
from peeler.terms.errors import RequestError
from tests.loaded import REGISTER, LoadedLedger, ledger

HEADER = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
ROWS = [
    f"c{n},2024-03,N,N,,,On or near Road,E01,Area 1,{'Local resolution' if n % 2 else 'Suspect charged'}\n"
    for n in range(9)
]
WHOLE = HEADER + "".join(ROWS)
NAME = "2024-03-northmoor-outcomes.csv"


@pytest.fixture
def loaded() -> Iterator[LoadedLedger]:
    with ledger() as made:
        yield made


def file(folder: Path, content: str | bytes, name: str = NAME) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(loaded: LoadedLedger, *paths: Path, source: str | None = None) -> str:
    """The one line of a load that is refused, with nothing left behind."""
    with pytest.raises(RequestError) as refused:
        loaded.load(*paths, source=source)
    line = str(refused.value)
    assert "\n" not in line
    assert loaded.nothing_is_there()
    return line


ENDLESS = HEADER + '"' + "x" * 1_100_000 + "\n" + ROWS[0]
WHOLE_FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty"),
    "header only": (HEADER.encode(), "holds a header and nothing else"),
    "cut inside a line": (WHOLE[: len(WHOLE) - 40].encode(), "cut off: line 10, the last, has"),
    "cut inside the last field": (WHOLE[:-6].encode(), "cut off: line 10, the last, breaks off inside its last field"),
    "cut after a comma": (WHOLE.encode()[: WHOLE.rindex(",") + 1], "breaks off inside its last field"),
    "cut inside quotation marks": ((WHOLE + 'c99,2024-03,"N').encode(), "cut off: line 11 ends inside quotation marks"),
    "Latin-1": ((WHOLE + "c99,2024-03,N,N,,,Caf\xe9,E01,A,X\n").encode("latin-1"), "not text in UTF-8: line 11"),
    "UTF-16": (WHOLE.encode("utf-16"), "not a text file in UTF-8"),
    "UTF-16 without a mark": (WHOLE.encode("utf-16-le"), "the header holds NUL bytes"),
    "a quotation mark that never ends": (ENDLESS.encode(), "a field of more than 1,000,000"),
}  # fmt: skip


@pytest.mark.parametrize("what", WHOLE_FILES)
def test_a_file_that_cannot_be_trusted_is_one_entry_in_quarantine(
    what: str, loaded: LoadedLedger, tmp_path: Path
) -> None:
    content, reason = WHOLE_FILES[what]
    report = loaded.load(file(tmp_path, content))
    assert [(one.read, one.accepted, one.duplicate, one.quarantined) for one in report.files] == [(1, 0, 0, 1)]
    entries = loaded.durable.quarantined.every()
    assert [(entry.row.position, entry.row.file) for entry in entries] == [(None, NAME)]
    assert reason in entries[0].row.reason
    assert len(report.problems) == 1
    assert reason in report.problems[0]
    assert report.failed
    assert loaded.durable.ledger.counts().events == 0


def test_every_cut_of_a_file_loads_nothing_or_whole_lines_alone(loaded: LoadedLedger, tmp_path: Path) -> None:
    begun = len(HEADER) + len(ROWS[0]) + len(ROWS[1])  # both words of the last column have been seen
    ends = [len(HEADER) + sum(map(len, ROWS[:number])) for number in range(2, 6)]
    for length in range(begun, ends[-1]):
        report = loaded.load(file(tmp_path, WHOLE[:length], f"2024-03-cut{length}-outcomes.csv"))
        whole = length in ends or length + 1 in ends  # the last line may lack its newline
        assert [bool(one.accepted) for one in report.files] == [whole], WHOLE[:length][-40:]


def test_a_file_without_its_last_newline_is_whole(loaded: LoadedLedger, tmp_path: Path) -> None:
    assert [one.accepted for one in loaded.load(file(tmp_path, WHOLE.rstrip("\n"))).files] == [9]


def test_windows_line_ends_a_byte_order_mark_and_blank_lines_are_no_trouble(
    loaded: LoadedLedger, tmp_path: Path
) -> None:
    content = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode() + b"\r\n\r\n"
    assert [(one.read, one.accepted) for one in loaded.load(file(tmp_path, content)).files] == [(9, 9)]
    assert [(one.read, one.duplicate) for one in loaded.load(file(tmp_path, WHOLE)).files] == [(9, 9)]


def test_a_bad_row_in_the_middle_is_quarantined_with_its_line_and_the_others_are_loaded(
    loaded: LoadedLedger, tmp_path: Path
) -> None:
    short, nul, dated, quoted = (
        "c20,2024-03,N\n",
        ROWS[0].replace("c0", "c2\x001"),
        ROWS[0].replace("-03", "-13"),
        'c23,"a"b,\n',
    )
    report = loaded.load(file(tmp_path, HEADER + ROWS[0] + short + nul + dated + quoted + ROWS[1] + ROWS[2]))
    assert [(one.read, one.accepted, one.quarantined) for one in report.files] == [(7, 3, 4)]
    entries = {entry.row.position: entry.row for entry in loaded.durable.quarantined.every()}
    reasons = {line: entry.reason for line, entry in entries.items()}
    assert reasons == {
        3: "has 3 fields where the header has 10",
        4: "holds a NUL byte",
        5: "the time is not a time such as 2024-04",
        6: "not a line of CSV: its quotation marks do not match",
    }
    assert all(entry.text for entry in entries.values())
    assert not report.failed
    again = loaded.load(file(tmp_path, HEADER + ROWS[0] + short + nul + dated + quoted + ROWS[1] + ROWS[2]))
    assert [(one.accepted, one.duplicate, one.quarantined) for one in again.files] == [(0, 3, 4)]
    assert len(loaded.durable.quarantined.every()) == 4


def test_a_row_that_cannot_be_understood_withdraws_nothing_of_what_it_said_before(tmp_path: Path) -> None:
    def dump(second: str) -> Path:
        rows = ["p1,Ann Invented,female,1990-01-01,2024-01-01T09:00", f"p2,Bob Invented,male,1991-01-01,{second}"]
        return file(tmp_path, "Reference,Name,Sex,Born,Changed\n" + "\n".join(rows) + "\n", "people-all.csv")

    with ledger(REGISTER) as loaded:
        loaded.load(dump("2024-01-02T09:00"), dated="2024-02-01", force="northmoor")
        before = loaded.living()
        report = loaded.load(dump("soon"), dated="2024-02-02", force="northmoor")
        assert [(one.duplicate, one.quarantined, one.withdrawn) for one in report.files] == [(1, 1, 0)]
        assert "Invented" not in loaded.durable.quarantined.every()[0].row.reason
        assert loaded.living() == before
        report = loaded.load(dump("2024-01-03T09:00"), dated="2024-02-03", force="northmoor")
        assert [(one.accepted, one.duplicate) for one in report.files] == [(1, 1)]
        assert [event.at for event in loaded.living()] == ["2024-01-01T09:00:00", "2024-01-03T09:00:00"]


def test_a_wrong_header_alone_is_refused_naming_the_nearest_column(loaded: LoadedLedger, tmp_path: Path) -> None:
    line = refusal(loaded, file(tmp_path, WHOLE.replace("Outcome type", "Outcome typ")))
    assert "police_uk.outcomes" in line
    assert "unknown column 'Outcome typ'; did you mean 'Outcome type'?" in line


def test_a_wrong_header_among_others_is_quarantined_and_named(loaded: LoadedLedger, tmp_path: Path) -> None:
    file(tmp_path, WHOLE)
    file(tmp_path, WHOLE.replace("Crime ID,", "").replace("c", ""), "2024-04-northmoor-outcomes.csv")
    report = loaded.load(tmp_path)
    assert sorted((one.accepted, one.quarantined) for one in report.files) == [(0, 1), (9, 0)]
    assert len(report.problems) == 1
    assert "column 'Crime ID' is missing" in report.problems[0]
    assert not report.failed


def test_a_file_no_source_knows_is_refused_naming_what_it_is_nearest_to(loaded: LoadedLedger, tmp_path: Path) -> None:
    assert "files called {month}-{force}-outcomes.csv" in refusal(loaded, file(tmp_path, WHOLE, "march.csv"))
    assert "only .csv, .parquet, .jsonl, .xes, .xes.gz files" in refusal(loaded, file(tmp_path, WHOLE, "march.txt"))
    assert "did you mean 'police_uk'?" in refusal(loaded, file(tmp_path, WHOLE), source="polce_uk")
    assert "no such file" in refusal(loaded, tmp_path / "absent.csv")
    folder = tmp_path / "nothing"
    folder.mkdir()
    assert "holds no files" in refusal(loaded, folder)


def test_a_bad_path_among_good_ones_loads_nothing(loaded: LoadedLedger, tmp_path: Path) -> None:
    refusal(loaded, file(tmp_path, WHOLE), tmp_path / "absent.csv")
    refusal(loaded, file(tmp_path, WHOLE), file(tmp_path, b"PK\x03\x04 and no more", "cut.zip"))


# ---- ZIPs


def archive(folder: Path, members: dict[str, bytes], *, packed: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "archive.zip"
    with zipfile.ZipFile(path, "w", packed) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "name",
    ["../outside.csv", "a/../../outside.csv", "/etc/outside.csv", "C:\\outside.csv", "..\\outside.csv", "a\\..\\b.csv"],
)
def test_a_zip_with_a_path_outside_itself_is_refused(name: str, loaded: LoadedLedger, tmp_path: Path) -> None:
    line = refusal(loaded, archive(tmp_path, {NAME: WHOLE.encode(), name: b"x"}))
    assert "a path outside the ZIP" in line


@pytest.mark.parametrize("name", ["a\nb.csv", "\x1b[31mred.csv", "n" * 600])
def test_a_zip_with_a_name_that_cannot_be_shown_is_refused(name: str, loaded: LoadedLedger, tmp_path: Path) -> None:
    line = refusal(loaded, archive(tmp_path, {NAME: WHOLE.encode(), name: b"x"}))
    assert "cannot be printed" in line
    assert line.isprintable()


def header_of(path: Path, field: int, value: bytes) -> None:
    """Writes over bytes of the first member's entries, in the central directory and (18 or 20 bytes less) its own
    header.
    """
    content = bytearray(path.read_bytes())
    central = content.index(b"PK\x01\x02")
    content[central + field : central + field + len(value)] = value
    local = field - 2
    content[local : local + len(value)] = value
    path.write_bytes(bytes(content))


def bomb(folder: Path, size: int) -> Path:
    """A ZIP of a well-named member of so many zeros, written a megabyte at a time."""
    path = folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open(NAME, "w", force_zip64=True) as member:
        for _ in range(size // 1024**2):
            member.write(bytes(1024**2))
    return path


def peak(act: Callable[[], object]) -> int:
    """The most memory Python held at once while something was done, in bytes."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def declared(path: Path, size: int) -> Path:
    """The same ZIP saying that its member unpacks to another size."""
    content = path.read_bytes()
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(mark) + at
        content = content[:start] + struct.pack("<I", size) + content[start + 4 :]
    path.write_bytes(content)
    return path


def test_a_bomb_is_refused_by_what_it_says_of_itself(loaded: LoadedLedger, tmp_path: Path) -> None:
    said = declared(archive(tmp_path, {NAME: bytes(1024**2)}), 2 * 1024**3)
    assert f"more than {MEMBER_BYTES // 1024**2} MB" in refusal(loaded, said)


def test_a_bomb_of_a_great_ratio_is_refused_unread(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = bomb(tmp_path, 64 * 1024**2)
    used = peak(lambda: refusal(loaded, path))
    assert used < 8 * 1024**2


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_it_says(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = declared(archive(tmp_path, {NAME: HEADER.encode() + bytes(64 * 1024**2)}), 4000)
    lines: list[str] = []
    used = peak(lambda: lines.append(refusal(loaded, path)))
    assert "not what it says" in lines[0]
    assert used < 8 * 1024**2


def test_a_zip_whose_members_lie_over_each_other_is_refused(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = archive(
        tmp_path, {f"2024-0{n}-northmoor-outcomes.csv": WHOLE.encode() for n in range(1, 4)}, packed=zipfile.ZIP_STORED
    )
    content = path.read_bytes()
    first = content.index(b"PK\x01\x02")
    with zipfile.ZipFile(path) as opened:
        whole = content[: opened.infolist()[1].header_offset] + content[first:]
    end = whole.rindex(b"PK\x05\x06")
    directory = whole.index(b"PK\x01\x02")
    path.write_bytes(whole[: end + 16] + struct.pack("<I", directory) + whole[end + 20 :])
    refusal(loaded, path)


def test_a_cut_zip_and_a_damaged_member_are_refused(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = archive(tmp_path, {NAME: WHOLE.encode() * 50}, packed=zipfile.ZIP_STORED)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "not a whole ZIP" in refusal(loaded, path)
    at = content.index(b"Suspect charged")
    path.write_bytes(content[:at] + b"Suspect CHARGED" + content[at + 15 :])
    assert "damaged" in refusal(loaded, path)


def test_an_encrypted_zip_is_refused(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = archive(tmp_path, {NAME: WHOLE.encode()})
    header_of(path, 8, struct.pack("<H", 1))
    assert "encrypted" in refusal(loaded, path)


@pytest.mark.parametrize("packed", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_in_a_way_whose_size_cannot_be_bounded_is_refused(
    packed: int, loaded: LoadedLedger, tmp_path: Path
) -> None:
    assert "ordinary ZIP" in refusal(loaded, archive(tmp_path, {NAME: WHOLE.encode()}, packed=packed))


def test_two_members_of_one_name_are_refused(loaded: LoadedLedger, tmp_path: Path) -> None:
    path = archive(tmp_path, {NAME: WHOLE.encode(), "2024-03-northmoor-outcomez.csv": WHOLE.encode()})
    path.write_bytes(path.read_bytes().replace(b"outcomez.csv", b"outcomes.csv"))
    assert "two files of the same name" in refusal(loaded, path)


def test_a_zip_inside_a_zip_and_strangers_are_passed_over(loaded: LoadedLedger, tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr(NAME, WHOLE)
    members = {
        "x.zip": inner.getvalue(),
        f"2024-03/{NAME}": WHOLE.encode(),
        "__MACOSX/._" + NAME: b"\0",
        ".DS_Store": b"\0",
    }
    report = loaded.load(archive(tmp_path, members))
    assert [(one.file, one.accepted) for one in report.files] == [(f"archive.zip/2024-03/{NAME}", 9)]
    assert len(report.passed_over) == 3


# ---- event lines


GOOD = (
    '{"id":"e%d","type":"incident.opened","force":"northmoor","at":"2024-03-01T10:00:00+00:00","source":"cad",'
    '"objects":{"incident":"incident:%d"},"data":{"code":"burglary"}}\n'
)
BAD_LINES = {
    b'{"id":"b1","id":"b2"}': "the key 'id' stands twice",
    b'{"a":1.5}': "a number that is not whole",
    b'{"a":NaN}': "a number that is not whole",
    b"[1]": "not a JSON object",
    b"{": "not JSON",
    b"\xff\xfe": "not text in UTF-8",
    b"[" * 200_000: "nested too deeply",
    b'{"id":"' + b"x" * LINE_BYTES + b'"}': "longer than 1,000,000 bytes",
    b'{"type":"incident.opnd"}': "unknown type 'incident.opnd'; did you mean 'incident.opened'?",
    b'{"tpye":"incident.opened"}': "unknown key 'tpye'; did you mean 'type'?",
}


def test_bad_lines_are_quarantined_one_by_one_and_the_good_ones_loaded(loaded: LoadedLedger, tmp_path: Path) -> None:
    lines = [(GOOD % (1, 1)).encode(), *(line + b"\n" for line in BAD_LINES), b"\n", (GOOD % (2, 2)).encode().rstrip()]
    report = loaded.load(file(tmp_path, b"".join(lines), "feed.jsonl"))
    read = len(BAD_LINES) + 2
    assert [(one.read, one.accepted, one.quarantined) for one in report.files] == [(read, 2, len(BAD_LINES))]
    entries = sorted(loaded.durable.quarantined.every(), key=lambda entry: entry.row.position or 0)
    for entry, (line, reason) in zip(entries, BAD_LINES.items(), strict=True):
        assert reason in entry.row.reason, line[:40]
    assert [entry.row.position for entry in entries] == list(range(2, 2 + len(BAD_LINES)))


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_of_no_lines_is_one_entry_in_quarantine(content: bytes, loaded: LoadedLedger, tmp_path: Path) -> None:
    report = loaded.load(file(tmp_path, content, "feed.jsonl"))
    assert [(one.read, one.quarantined) for one in report.files] == [(1, 1)]
    assert report.problems == ("feed.jsonl: the file is empty",)


def test_an_exception_in_the_middle_of_a_file_leaves_nothing_of_it(
    loaded: LoadedLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Pulled(BaseException):
        """Somebody pulled the plug."""

    def pull(*_: object) -> None:
        raise Pulled

    monkeypatch.setattr("peeler.store.commit.Commit.account", pull)
    for path in (file(tmp_path, WHOLE), file(tmp_path, GOOD % (1, 1), "feed.jsonl")):
        with pytest.raises(Pulled):
            loaded.load(path)
    assert loaded.nothing_is_there()
    monkeypatch.undo()
    assert [one.accepted for one in loaded.load(tmp_path / NAME).files] == [9]
