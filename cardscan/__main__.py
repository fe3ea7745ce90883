"""The console script: `cardscan …`, or `python -m cardscan …`."""

from __future__ import annotations


def main() -> None:
    """Run the command line and leave with its exit code."""
    from cardscan.cli import main as run

    run()


if __name__ == "__main__":
    main()
