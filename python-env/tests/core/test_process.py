"""The text of a job in `terminal.log`, on a disk that is full for a while."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys, time
from pathlib import Path
from full_disk import files_of_at_most
from luthier.core.process import terminal_log

log = Path(sys.argv[1])
with terminal_log(log):
    print("before")
    time.sleep(0.2)
    with files_of_at_most(log.stat().st_size + 3):
        print("lost for want of room")
        time.sleep(0.2)
        print("and this")
        time.sleep(0.2)
    print("after")
"""


def test_a_log_says_how_much_is_missing_where_its_disk_was_full(tmp_path: Path) -> None:
    tests = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "terminal.log")],
        env={"PYTHONPATH": f"{tests}:{tests.parent}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    missing = len("lost for want of room\nand this\n") - len("los")
    assert (tmp_path / "terminal.log").read_bytes().decode() == (
        f"before\nlos\r\n[{missing} bytes of text are missing here: they could not be written]\r\nafter\n"
    )
    assert ran.stdout == "before\nlost for want of room\nand this\nafter\n"
