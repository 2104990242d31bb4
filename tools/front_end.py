"""Builds what the pages are dressed in: frontend/ and the npm packages into src/peeler/web/static."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ROOT / "node_modules"
STATIC = ROOT / "src" / "peeler" / "web" / "static"
ICONS = PACKAGES / "@ministryofjustice" / "frontend" / "moj" / "assets" / "images"
COPIES = {
    "govuk-frontend.min.js": PACKAGES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js",
    "htmx.min.js": PACKAGES / "htmx.org" / "dist" / "htmx.min.js",
    "favicon.svg": ROOT / "frontend" / "favicon.svg",
    "later.js": ROOT / "frontend" / "later.js",
    "live.js": ROOT / "frontend" / "live.js",
    "start.js": ROOT / "frontend" / "start.js",
    "LICENCES.txt": ROOT / "frontend" / "LICENCES.txt",
}


def styles() -> str:
    """The style sheet, compiled by Sass; a CalledProcessError with Sass's own words where it will not compile."""
    npm = shutil.which("npm") or "npm"
    done = subprocess.run([npm, "run", "--silent", "styles"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def icons(css: str) -> set[str]:
    """The names of the images a style sheet asks for, and so the only ones that travel."""
    return set(re.findall(r"url\(\"?images/([\w.-]+)\"?\)", css))


def main() -> int:
    """Write the static folder anew, the style sheet last because make looks at its date."""
    css = styles()
    shutil.rmtree(STATIC, ignore_errors=True)
    (STATIC / "images").mkdir(parents=True)
    for name in sorted(icons(css)):
        shutil.copyfile(ICONS / name, STATIC / "images" / name)
    for name, source in COPIES.items():
        shutil.copyfile(source, STATIC / name)
    (STATIC / "peeler.css").write_text(css, encoding="utf-8")
    print(f"front end: {len(css) // 1024} kB of styles, {len(COPIES)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
