"""Finds the pango that PDFs are drawn with, and installs it where it is absent and this machine allows."""

import ctypes.util
import shutil
import subprocess
import sys
from pathlib import Path

from tools.chromium import APT, SECONDS, root_prefix

LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def missing() -> list[str]:
    """The Debian packages whose libraries are not here."""
    return [package for library, package in LIBRARIES.items() if ctypes.util.find_library(library) is None]


def install(packages: list[str]) -> str:
    """Ask Debian's package manager for them; the reason they could not be had, empty where they could."""
    if not Path("/etc/debian_version").exists() or shutil.which("apt-get") is None:
        return "this system is not Debian-like"
    run = root_prefix()
    if run is None:
        return "installing needs root, or sudo without a password"
    for words in (("update",), ("install", *packages)):
        try:
            done = subprocess.run([*run, *APT, *words], check=False, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return f"apt-get {words[0]} took more than {SECONDS} s"
        if done.returncode:
            return f"apt-get {' '.join(words)} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
    return ""


def main() -> int:
    """Say that PDFs can be drawn, or loudly that their tests will be skipped and why; always 0."""
    wanted = missing()
    reason = install(wanted) if wanted else ""
    if missing():
        print(
            f"*** TESTS OF PDF WILL BE SKIPPED: no {', '.join(missing())}, and {reason or 'none appeared'} ***",
            file=sys.stderr,
        )
    else:
        print("tests of PDF: pango is here")
    return 0


if __name__ == "__main__":
    sys.exit(main())
