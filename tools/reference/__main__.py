"""`make docs`: writes all that is generated anew, removes pages that are no longer made, and says what changed."""

from pathlib import Path

from tools.reference.glossary import ROOT, glossary
from tools.reference.pages import pages

FOLDER = ROOT / "docs" / "reference"
GLOSSARY = ROOT / "GLOSSARY.md"


def main() -> None:
    """Writes docs/reference, and the last part of the glossary."""
    write(GLOSSARY, glossary(GLOSSARY.read_text("utf-8")))
    made = pages()
    for name in sorted(standing() - made.keys()):
        (FOLDER / name).unlink()
        print(f"removed docs/reference/{name}")
    for name, text in made.items():
        write(FOLDER / name, text)


def standing() -> set[str]:
    """The names of all files in docs/reference."""
    return {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}


def write(path: Path, text: str) -> None:
    """Writes one page if it is not just so already."""
    if path.is_file() and path.read_text("utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    print(f"wrote {path.relative_to(ROOT).as_posix()}")


if __name__ == "__main__":
    main()
