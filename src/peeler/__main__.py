"""Lets `python -m peeler` be the command."""

from peeler.cli import main

if __name__ == "__main__":
    main()
