"""Runs the scenarios of emulated hardware and prints a table of them."""

import argparse
import pathlib
import sys
import tempfile
import time
import traceback

sys.dont_write_bytecode = True

from scenarios import ALL  # noqa: E402
from venue import Venue  # noqa: E402


def main():
    parser = argparse.ArgumentParser(prog=".ci/hil")
    parser.add_argument("--project", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--cuts", type=int, default=20, help="how often the plug is pulled")
    parser.add_argument("scenario", nargs="*", help=", ".join(ALL))
    asked = parser.parse_args()
    unknown = set(asked.scenario) - set(ALL)
    if unknown:
        parser.error(f"no such scenario: {', '.join(sorted(unknown))}")
    chosen = asked.scenario or list(ALL)
    logs = pathlib.Path(tempfile.mkdtemp(prefix="turnout-hil-"))
    rows = []
    with Venue(asked.project, asked.work, logs) as venue:
        venue.cuts = asked.cuts
        for name in chosen:
            began = time.monotonic()
            print(f"{name} …", flush=True)
            try:
                said = ALL[name](venue)
                rows.append((name, "ok", time.monotonic() - began, said))
            except Exception as problem:  # the next scenario may still tell something
                traceback.print_exc()
                rows.append((name, "FAILED", time.monotonic() - began, str(problem)))
                venue.start_over()
            print(f"  {rows[-1][1]}: {rows[-1][3]}", flush=True)
    print("\n| scenario | | s | what was seen |\n|---|---|---|---|")
    for name, how, seconds, said in rows:
        first = said.splitlines()[0] if said else ""
        print(f"| {name} | {how} | {seconds:.0f} | {first} |")
    failed = [name for name, how, _, _ in rows if how != "ok"]
    print(f"\n{len(rows) - len(failed)} passed, {len(failed)} failed. Logs: {logs}")
    return 1 if failed else 0


sys.exit(main())
