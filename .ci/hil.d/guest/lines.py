#!/usr/bin/python3
"""The pins of a board that is a program.

  lines.py make              makes the chip, labelled as a Raspberry Pi 4's is
  lines.py push PIN high|low sets what is wired to an input
  lines.py watch FILE PIN...   prints {"t": ms, "pin": n, "at": 0|1}, a change a line, as long as
                               the file is there, which it makes
"""

import glob
import json
import pathlib
import sys
import time

CONFIG = pathlib.Path("/sys/kernel/config/gpio-sim/board")
LABEL = "pinctrl-bcm2711"
PINS = 58


def make():
    (CONFIG / "bank0").mkdir(parents=True)
    (CONFIG / "bank0/num_lines").write_text(f"{PINS}\n")
    (CONFIG / "bank0/label").write_text(f"{LABEL}\n")
    (CONFIG / "live").write_text("1\n")


def line(pin):
    (found,) = glob.glob(f"/sys/devices/platform/gpio-sim.*/gpiochip*/sim_gpio{pin}")
    return pathlib.Path(found)


def push(pin, level):
    (line(pin) / "pull").write_text({"high": "pull-up", "low": "pull-down"}[level])


def watch(while_there, pins):
    files = [(pin, open(line(pin) / "value", "rb", buffering=0)) for pin in pins]
    before = {}
    began = time.monotonic()
    while_there.touch()
    while while_there.exists():
        now = time.monotonic() - began
        for pin, file in files:
            file.seek(0)
            at = int(file.read())
            if before.get(pin) != at:
                print(json.dumps({"t": round(now * 1000), "pin": pin, "at": at}), flush=True)
                before[pin] = at
        time.sleep(0.002)


what, *rest = sys.argv[1:]
if what == "make":
    make()
elif what == "push":
    push(int(rest[0]), rest[1])
else:
    watch(pathlib.Path(rest[0]), [int(pin) for pin in rest[1:]])
