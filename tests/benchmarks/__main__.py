"""``python -m tests.benchmarks [part …] --date 2026-11-25``: measure, print, write docs/benchmarks.md (make bench).

Invariant: the page holds the newest run of each part with its own date; the date is the caller's, no clock is read.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys

from tests.benchmarks.machine import described
from tests.benchmarks.report import DOCUMENT, Part, document, keep, table

PARTS = {
    "browser": "pages",
    "server": "server",
    "publish": "publish",
    "query": "query",
    "growth": "growth",
    "difference": "difference",
}


def main() -> int:
    """Run the parts; 0 even where a budget is missed: the table says so."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; none means all")
    parser.add_argument("--date", default="", help="date of the run, as it is written on the page")
    parser.add_argument("--dry", action="store_true", help="print only, write nothing")
    chosen = parser.parse_args()
    names = chosen.parts or list(PARTS)
    strange = sorted(set(names) - set(PARTS))
    if strange:
        parser.error(f"no part {', '.join(strange)}; known: {', '.join(PARTS)}")
    done = []
    for name in names:
        part = Part(name, chosen.date, os.getloadavg()[0])
        print(f"{name} (load {part.load:.2f})", flush=True)
        try:
            importlib.import_module(f"tests.benchmarks.{PARTS[name]}").run(part)
        except Exception as error:  # the other parts are still measured
            part.notes.append(f"This part ended early: {type(error).__name__}: {error}")
        part.load_after = os.getloadavg()[0]
        for note in part.notes:
            print(f"  {note}")
        print("\n".join(table(part)), flush=True)
        done.append(part)
    if not chosen.dry:
        kept = keep(done)
        DOCUMENT.write_text(document([kept[name] for name in PARTS if name in kept], described()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
