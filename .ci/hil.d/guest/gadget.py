#!/usr/bin/python3
"""Scanners on USB that are programs: dummy_hcd and configfs, of Debian's own kernel. As root.

  gadget.py plug NAME KIND [UDC]   KIND: keyboard, pos, serial, vendor; UDC: dummy_udc.0 and so on
  gadget.py unplug NAME            as when the cable is pulled; plug brings it back
  gadget.py scan NAME TEXT [MS]    sends a badge; keyboards with so many ms between two keys
  gadget.py keys NAME TEXT         only the keys, without Enter: half a badge
  gadget.py send NAME HEX...       reports as they are, or bytes of a serial line

Each controller is a bus of its own with one port: load dummy_hcd with num=2 for two scanners.
"""

import os
import pathlib
import select
import subprocess
import sys
import time

GADGETS = pathlib.Path("/sys/kernel/config/usb_gadget")

KEYBOARD = bytes.fromhex(
    "05010906a101050719e029e715002501750195088102950175088103950575010508190129059102"
    "95017503910395067508150025650507190029658100c0"
)
# Byte count, three bytes of AIM identifier, 56 bytes of data, two of the maker, continued.
POS = bytes.fromhex(
    "058c0902a1010912a1028502150026ff00750895010501093b81029503058c09fb09fc09fd810295"
    "3809fe8202010666ff9502090409008102058c25017501950809ff8102c0c0"
)
# HID, and nothing that is understood: a scanner in its maker's own mode.
VENDOR = bytes.fromhex("0600ff0901a1010902150026ff00750895408102c0")
SIGNS = {"-": 0x2D, " ": 0x2C}
ENTER = 0x28
SHIFT = 0x02

KINDS = {
    "keyboard": ("0x0c2e", "0x0901", ("hid", 1, 1, 8, KEYBOARD)),
    "pos": ("0x1eab", "0x0210", ("hid", 0, 0, 64, POS)),
    "serial": ("0x05e0", "0x1701", ("acm",)),
    "vendor": ("0x05e0", "0x1300", ("hid", 0, 0, 64, VENDOR)),
}


def write(path, data):
    mode = "wb" if isinstance(data, bytes) else "w"
    with open(path, mode) as file:
        file.write(data)


def make(name, kind):
    vendor, product, function = KINDS[kind]
    gadget = GADGETS / name
    gadget.mkdir()
    write(gadget / "idVendor", vendor)
    write(gadget / "idProduct", product)
    (gadget / "strings/0x409").mkdir()
    write(gadget / "strings/0x409/manufacturer", "Turnout")
    write(gadget / "strings/0x409/product", kind)
    (gadget / "configs/c.1").mkdir()
    made = gadget / f"functions/{function[0]}.{name}"
    made.mkdir()
    if function[0] == "hid":
        _, protocol, subclass, length, descriptor = function
        write(made / "protocol", str(protocol))
        write(made / "subclass", str(subclass))
        write(made / "report_length", str(length))
        write(made / "report_desc", descriptor)
    (gadget / f"configs/c.1/{function[0]}.{name}").symlink_to(made)
    return gadget


def plug(name, kind, udc="dummy_udc.0"):
    gadget = GADGETS / name
    if not gadget.exists():
        make(name, kind)
    write(gadget / "UDC", udc)


def unplug(name):
    write(GADGETS / name / "UDC", "\n")


def device(name):
    """Where what the scanner sends is written to."""
    hid = GADGETS / name / f"functions/hid.{name}/dev"
    if hid.exists():
        number = hid.read_text().strip()
        for each in pathlib.Path("/sys/class/hidg").iterdir():
            if (each / "dev").read_text().strip() == number:
                return f"/dev/{each.name}"
    port = GADGETS / name / f"functions/acm.{name}/port_num"
    return f"/dev/ttyGS{port.read_text().strip()}"


def send(name, transfers, pause=0.0):
    path = device(name)
    if "ttyGS" in path:
        subprocess.run(["stty", "-F", path, "raw", "-echo"], check=True)
    out = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        for each in transfers:
            # Where nobody reads, writing would wait for ever.
            if not select.select([], [out], [], 5)[1]:
                sys.exit("nobody reads what is sent")
            os.write(out, each)
            time.sleep(pause)
    finally:
        os.close(out)


def kind_of(name):
    product = (GADGETS / name / "strings/0x409/product").read_text().strip()
    return product


def usage(character):
    if character in SIGNS:
        return SIGNS[character]
    if character.isdigit():
        return 0x1E + (int(character) - 1) % 10
    return 0x04 + ord(character.upper()) - ord("A")


def report(modifiers, key):
    return bytes([modifiers, 0, key, 0, 0, 0, 0, 0])


def typed(text):
    reports = []
    for each in text:
        reports += [report(SHIFT if each.isupper() else 0, usage(each)), report(0, 0)]
    return reports


def pos(text):
    data = text.encode()
    parts = [data[at : at + 56] for at in range(0, len(data), 56)]
    return [
        bytes([2, len(part)]) + b"]Q1" + part.ljust(58, b"\0") + bytes([part is not parts[-1]])
        for part in parts
    ]


def scan(name, text, millis="0"):
    kind = kind_of(name)
    if kind == "keyboard":
        reports = typed(text) + [report(0, ENTER), report(0, 0)]
        send(name, reports, int(millis) / 1000)
    elif kind == "serial":
        send(name, [text.encode() + b"\r\n"])
    else:
        send(name, pos(text))


def main(command, name, *rest):
    if command == "plug":
        plug(name, *rest)
    elif command == "unplug":
        unplug(name)
    elif command == "scan":
        scan(name, *rest)
    elif command == "keys":
        send(name, typed(rest[0]))
    elif command == "send":
        send(name, [bytes.fromhex(each) for each in rest])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
