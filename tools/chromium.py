"""Finds the Chromium that browser tests drive, and installs it where it is absent and this machine allows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APT = ("apt-get", "-q", "-y", "--no-install-recommends")
SECONDS = 300


def find() -> str | None:
    """The path of the system's Chromium or Chrome; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> str:
    """Ask Debian's package manager for Chromium; the reason it could not be had, empty where it could."""
    if not Path("/etc/debian_version").exists() or shutil.which("apt-get") is None:
        return "this system is not Debian-like"
    run = root_prefix()
    if run is None:
        return "installing needs root, or sudo without a password"
    for words in (("update",), ("install", "chromium")):
        try:
            done = subprocess.run([*run, *APT, *words], check=False, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return f"apt-get {words[0]} took more than {SECONDS} s"
        if done.returncode:
            return f"apt-get {' '.join(words)} failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}"
    return ""


def root_prefix() -> list[str] | None:
    """The words to put before a command so that it runs as root; None where that cannot be without asking."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)  # noqa: S607 -- sudo from PATH
    return ["sudo", "-n", *quiet] if allowed.returncode == 0 else None


def main() -> int:
    """Say where Chromium is, or loudly that every browser test will be skipped and why; always 0."""
    reason = "" if find() else install()
    path = find()
    if path:
        print(f"browser tests: {path}")
    else:
        print(f"*** BROWSER TESTS WILL BE SKIPPED: no Chromium, and {reason or 'none appeared'} ***", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
