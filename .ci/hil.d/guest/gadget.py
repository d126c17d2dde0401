#!/usr/bin/python3
"""Scanners that are programs: USB devices of the kernel's own, plugged into a bus of its own.

  gadget.py make NAME keyboard|pos|serial BUS    makes one and plugs it in
  gadget.py plug NAME / unplug NAME
  gadget.py scan NAME TEXT [--part N] [--gap MS] [--times N]
                                                 sends it as such a scanner does; a part only, or
                                                 again and again
"""

import argparse
import glob
import os
import pathlib
import select
import sys
import time

HOME = pathlib.Path("/sys/kernel/config/usb_gadget")
KINDS = pathlib.Path("/run/hil-gadgets")
PATIENCE = 10

KEYBOARD = bytes.fromhex(
    "05010906a101050719e029e71500250175019508810295017508810395057501050819012905"
    "910295017503910395067508150025650507190029658100c0"
)
# As USB's tables for points of sale draw it: count, AIM identifier, 56 bytes, symbology, continued.
POS = bytes.fromhex(
    "058c0902a1010912a1028502150026ff00750895010501093b81029503058c09fb09fc09fd8102"
    "953809fe820201 0666ff9502090409008102 058c250175019508 09ff8102c0c0".replace(" ", "")
)
POS_DATA = 56


def write(path, text):
    path.write_text(text + "\n")


def controller(bus):
    return f"dummy_udc.{bus}"


def make(name, kind, bus):
    gadget = HOME / name
    gadget.mkdir()
    write(gadget / "idVendor", "0x0c2e" if kind != "serial" else "0x05f9")
    write(gadget / "idProduct", {"keyboard": "0x0901", "pos": "0x0907", "serial": "0x4204"}[kind])
    write(gadget / "bcdUSB", "0x0200")
    strings = gadget / "strings/0x409"
    strings.mkdir()
    write(strings / "manufacturer", "Turnout tests")
    write(strings / "product", f"{kind} scanner")
    write(strings / "serialnumber", name)
    config = gadget / "configs/c.1"
    config.mkdir()
    write(config / "MaxPower", "100")
    function = gadget / "functions" / ("acm.0" if kind == "serial" else "hid.0")
    function.mkdir()
    if kind != "serial":
        boot = "1" if kind == "keyboard" else "0"
        write(function / "subclass", boot)
        write(function / "protocol", boot)
        write(function / "report_length", "8" if kind == "keyboard" else str(POS_DATA + 8))
        (function / "report_desc").write_bytes(KEYBOARD if kind == "keyboard" else POS)
    os.symlink(function, config / function.name)
    KINDS.mkdir(exist_ok=True)
    write(KINDS / name, f"{kind} {bus}")
    plug(name)


def known(name):
    kind, bus = (KINDS / name).read_text().split()
    return kind, bus


def plug(name):
    write(HOME / name / "UDC", controller(known(name)[1]))


def unplug(name):
    write(HOME / name / "UDC", "")


def device(name):
    """The file that the function is written to, on the gadget's side."""
    kind, _ = known(name)
    if kind == "serial":
        number = (HOME / name / "functions/acm.0/port_num").read_text().strip()
        return f"/dev/ttyGS{number}"
    wanted = (HOME / name / "functions/hid.0/dev").read_text().strip()
    for path in glob.glob("/dev/hidg*"):
        about = os.stat(path).st_rdev
        if f"{os.major(about)}:{os.minor(about)}" == wanted:
            return path
    sys.exit(f"no device for {name}: is it plugged in?")


def key(letter):
    if letter == "\n":
        return 0, 40
    if "a" <= letter.lower() <= "z":
        return (2 if letter.isupper() else 0), 4 + ord(letter.lower()) - ord("a")
    if letter in "1234567890":
        return 0, 30 + "1234567890".index(letter)
    plain = {"-": 45, "=": 46, ".": 55, "/": 56, ",": 54, ";": 51, " ": 44}
    shifted = {"$": 33, "%": 34, "*": 37, "+": 46, ":": 51, "?": 56}
    if letter in plain:
        return 0, plain[letter]
    if letter in shifted:
        return 2, shifted[letter]
    sys.exit(f"no key for {letter!r}")


def reports(kind, text):
    if kind == "serial":
        yield (text + "\r").encode()
    elif kind == "keyboard":
        for letter in text + "\n":
            shift, code = key(letter)
            yield bytes([shift, 0, code, 0, 0, 0, 0, 0])
            yield bytes(8)
    else:
        data = text.encode()
        for start in range(0, len(data), POS_DATA):
            part = data[start : start + POS_DATA]
            more = start + POS_DATA < len(data)
            body = part.ljust(POS_DATA, b"\0")
            yield bytes([2, len(part)]) + b"]Q1" + body + bytes([0, 0, 1 if more else 0])


def scan(name, text, part, gap, times):
    kind, _ = known(name)
    file = os.open(device(name), os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    sent = 0
    for _ in range(times):
        for report in list(reports(kind, text))[:part]:
            if not select.select([], [file], [], PATIENCE)[1]:
                sys.exit(f"nobody read from {name} for {PATIENCE} s")
            os.write(file, report)
            sent += 1
            if gap:
                time.sleep(gap / 1000)
    print(f"{sent} reports")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["make", "plug", "unplug", "scan"])
    parser.add_argument("name")
    parser.add_argument("rest", nargs="*")
    parser.add_argument("--part", type=int)
    parser.add_argument("--gap", type=float, default=0)
    parser.add_argument("--times", type=int, default=1)
    asked = parser.parse_args()
    if asked.what == "make":
        make(asked.name, *asked.rest)
    elif asked.what == "scan":
        scan(asked.name, asked.rest[0], asked.part, asked.gap, asked.times)
    else:
        {"plug": plug, "unplug": unplug}[asked.what](asked.name)


main()
