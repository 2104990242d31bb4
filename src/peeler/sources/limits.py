"""How large what comes in may be; beyond these it is refused, since no honest source comes near them."""

from typing import Final

MEMBER_BYTES: Final = 512 * 1024**2  # one file, or one member of a ZIP once unpacked
ARCHIVE_BYTES: Final = 16 * 1024**3  # all members of one ZIP once unpacked
RATIO: Final = 200  # unpacked against packed; text packs 5 to 50 times
RATIO_FROM: Final = 4 * 1024**2  # below this size a ratio says nothing: a small file may be one row, repeated
MEMBERS: Final = 100_000  # files in one ZIP or folder
NAME_CHARACTERS: Final = 500
FIELD_CHARACTERS: Final = 1_000_000  # one field of a CSV file
LINE_BYTES: Final = 1_000_000  # one event envelope
KEPT_CHARACTERS: Final = 10_000  # of a row that could not be understood, what quarantine keeps
CHUNK_BYTES: Final = 1024**2
CHUNK_LINES: Final = 5_000
