#!/usr/bin/python3
"""Runs in the guest: does what the host asks for over a serial port of its own.

A line is {"id": n, "sh": text, "seconds": s, "as": user or null}; the answer is
{"id": n, "rc": code, "out": text}. A code of 124 means that the time was over.
"""

import json
import os
import pwd
import subprocess
import threading

PORT = "/dev/virtio-ports/turnout.agent"


def run(ask):
    command = ["/bin/bash", "-c", ask["sh"]]
    drop = {}
    if ask.get("as"):
        user = pwd.getpwnam(ask["as"])
        drop = {
            "user": user.pw_uid,
            "group": user.pw_gid,
            "extra_groups": os.getgrouplist(user.pw_name, user.pw_gid),
            "cwd": user.pw_dir,
        }
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=ask.get("seconds", 60),
            **drop,
        )
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        return 124, late.stdout or b""


def main():
    port = os.open(PORT, os.O_RDWR)
    lock = threading.Lock()

    def answer(ask):
        code, out = run(ask)
        text = json.dumps(
            {"id": ask["id"], "rc": code, "out": out.decode("utf-8", "replace")}
        )
        with lock:
            rest = (text + "\n").encode()
            while rest:
                rest = rest[os.write(port, rest) :]

    kept = b""
    while True:
        kept += os.read(port, 65536)
        *lines, kept = kept.split(b"\n")
        for line in lines:
            threading.Thread(target=answer, args=(json.loads(line),), daemon=True).start()


main()
