"""Journey: killed again and again, the durable file has every acknowledged event once, and its chain holds."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

from peeler.store.durable import Durable
from tests.said import holding

ROOT = Path(__file__).resolve().parents[2]
KILLS = 10
EVENTS_A_TURN = 21
WRITER = """
import sys
from itertools import count
from pathlib import Path
from peeler.store.durable import Durable
from peeler.store.records import KeptRow, Quarantined
from tests.said import RMS, described, erase, event

folder, life = Path(sys.argv[1]), sys.argv[2]
durable = Durable(folder)
print("open", flush=True)
for turn in count():
    names = [f"{life}/{turn}/{n}" for n in range(20)]
    with durable.commit(now=turn, founding=False) as opened:
        rows = opened.keep_rows([KeptRow(f"row {name}") for name in names])
        opened.accept([described(name, f"person:rms/{life}-{turn}", f"Person {name}", row=row)
                       for name, row in zip(names, rows)])
        opened.accept([event(f"fix {names[0]}", replaces=names[0])])
        opened.quarantine([Quarantined(RMS, "f.csv", turn, "why", f"bad {life}/{turn}")])
    print(turn, flush=True)
    if turn % 7 == 6:
        erase(durable, f"person:rms/{life}-{turn}")
"""


def live_and_die(folder: Path, life: int, dice: Random) -> int:
    """Runs a writer until it has told of some commits, kills it at a random moment; the last turn it told of."""
    words = [sys.executable, "-c", WRITER, str(folder), str(life)]
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, env=paths, text=True) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(dice.randrange(2, 14))]
        for _ in range(dice.randrange(200_000)):
            pass  # somewhere within the next commit, and not always at the same place of it
        writer.send_signal(signal.SIGKILL)
        said += writer.stdout.readlines()
    assert said[0] == "open\n"
    return max((int(line) for line in said[1:] if line.endswith("\n")), default=-1)


def turns_kept(durable: Durable, life: int) -> Counter[int]:
    """How many events each turn of a life has in the ledger."""
    ids = durable.ledger.hand_over(None).events.column("id").to_pylist()
    assert len(ids) == len(set(ids))
    names = [event_id.removeprefix("fix ").split("/") for event_id in ids]
    return Counter(int(turn) for lived, turn, *_ in names if lived == str(life))


def test_no_acknowledged_event_is_lost_or_doubled(tmp_path: Path) -> None:
    dice = Random(2024)
    for life in range(KILLS):
        last = live_and_die(tmp_path, life, dice)
        durable = Durable(tmp_path)
        kept = turns_kept(durable, life)
        assert set(kept.values()) <= {EVENTS_A_TURN}, "a commit is whole or not there"
        assert len(kept) in (last + 1, last + 2), "every turn told of, and at most the one that was not yet told"
        assert set(range(last + 1)) <= set(kept)
        assert durable.ledger.check_chain() == []
        rows = durable.lists.texts(durable.mark(f"row {life}/{turn}/{n}") for turn in kept for n in range(20))
        assert len(rows) == 20 * len(kept)
        durable.close()
    durable = Durable(tmp_path)
    erased = [entry.decision.about.removeprefix("person:rms/").replace("-", "/") for entry in durable.decided.every()]
    durable.close()
    assert erased
    assert [name for name in erased if holding(tmp_path, f"Person {name}/")] == []
