"""Finds the database servers that polling is tested against, and installs them where they are absent and this machine allows."""

import shutil
import subprocess
import sys
from pathlib import Path

from tools.chromium import APT, SECONDS, root_prefix

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/sbin", "/usr/local/sbin", "/usr/libexec")
SERVERS = {"postgresql": ("initdb", "postgres"), "mariadb-server": ("mariadb-install-db", "mariadbd")}


def find(name: str) -> str | None:
    """The path of a programme, on the path or where Debian keeps servers; None where there is none."""
    found = sorted(path for place in PLACES for path in Path("/").glob(f"{place.lstrip('/')}/{name}"))
    return str(found[-1]) if found else shutil.which(name)


def missing() -> list[str]:
    """The Debian packages whose servers are not here."""
    return [package for package, programmes in SERVERS.items() if not all(map(find, programmes))]


def install(packages: list[str]) -> str:
    """Ask Debian's package manager for servers; the reason they could not be had, empty where they could."""
    if not Path("/etc/debian_version").exists() or shutil.which("apt-get") is None:
        return "this system is not Debian-like"
    run = root_prefix()
    if run is None:
        return "installing needs root, or sudo without a password"
    # Tests start servers of their own: the packages' are not to be started.
    for words in (("update",), ("install", *packages)):
        try:
            done = subprocess.run(
                [*run, "RUNLEVEL=1", *APT, *words], check=False, capture_output=True, text=True, timeout=SECONDS
            )
        except subprocess.TimeoutExpired:
            return f"apt-get {words[0]} took more than {SECONDS} s"
        if done.returncode:
            return f"apt-get {' '.join(words)} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
    return ""


def main() -> int:
    """Say which servers are here, or loudly which tests will be skipped and why; always 0."""
    wanted = missing()
    reason = install(wanted) if wanted else ""
    for package in SERVERS:
        if package in missing():
            words = f"*** TESTS OF POLLING {package.upper()} WILL BE SKIPPED: {reason or 'it did not appear'} ***"
            print(words, file=sys.stderr)
        else:
            print(f"tests of polling: {package} is here")
    return 0


if __name__ == "__main__":
    sys.exit(main())
