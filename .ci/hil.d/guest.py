"""A guest on emulated hardware: its power, its agent, its files."""

import json
import os
import pathlib
import socket
import subprocess
import threading
import time


class GuestError(Exception):
    """What was asked of the guest did not happen."""


class Guest:
    """One machine. Its disk is an overlay, so that each run begins with the same files.

    work: where the images are; product: a folder that the guest sees at /product.
    """

    def __init__(self, work, run, product):
        self.work = pathlib.Path(work)
        self.run_dir = pathlib.Path(run)
        self.run_dir.mkdir(parents=True, exist_ok=True)
        self.product = product
        self.overlay = self.run_dir / "disk.qcow2"
        self.process = None
        self.port = None
        self.number = 0
        self.answers = {}
        self.heard = threading.Condition()

    def fresh_disk(self):
        self.overlay.unlink(missing_ok=True)
        subprocess.run(
            ["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw"]
            + ["-b", str(self.work / "disk.img"), str(self.overlay)],
            check=True,
        )

    def power_on(self, seconds=300):
        """Boots; returns the seconds until the agent answered."""
        began = time.monotonic()
        if not self.overlay.exists():
            self.fresh_disk()
        agent = self.run_dir / "agent.sock"
        agent.unlink(missing_ok=True)
        console = open(self.run_dir / "console.log", "ab")
        self.process = subprocess.Popen(
            self._command(agent), stdin=subprocess.DEVNULL, stdout=console, stderr=console
        )
        console.close()
        self._connect(agent)
        while time.monotonic() - began < seconds:
            if self.process.poll() is not None:
                raise GuestError(f"the emulator ended: see {self.run_dir}/console.log")
            try:
                self.sh("true", seconds=5)
                return time.monotonic() - began
            except GuestError:
                continue
        raise GuestError(f"no answer in {seconds} s: see {self.run_dir}/console.log")

    def _command(self, agent):
        # Without a default route the guest reaches this machine, as 10.0.2.2, and nothing else.
        net = "user,id=net"
        return (
            ["qemu-system-aarch64", "-machine", "virt", "-cpu", "cortex-a76"]
            + ["-accel", "tcg,thread=multi,tb-size=512", "-smp", "2", "-m", "1024"]
            + ["-nodefaults", "-display", "none", "-serial", "stdio"]
            + ["-kernel", str(self.work / "vmlinuz"), "-initrd", str(self.work / "ram.img")]
            + ["-dtb", str(self.work / "board.dtb")]
            + ["-append", "console=ttyAMA0 quiet loglevel=4 systemd.show_status=0"]
            + ["-drive", f"file={self.overlay},if=none,id=disk,format=qcow2,cache=writeback"]
            + ["-device", "virtio-blk-pci,drive=disk"]
            + ["-device", "virtio-serial-pci"]
            + ["-chardev", f"socket,id=agent,path={agent},server=on,wait=off"]
            + ["-device", "virtserialport,chardev=agent,name=turnout.agent"]
            + ["-netdev", net, "-device", "virtio-net-pci,netdev=net"]
            + ["-fsdev", f"local,id=product,path={self.product},security_model=none,readonly=on"]
            + ["-device", "virtio-9p-pci,fsdev=product,mount_tag=product"]
        )

    def _connect(self, agent):
        self.port = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + 10
        while True:
            try:
                self.port.connect(str(agent))
                break
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise GuestError(f"the emulator did not start: {self.run_dir}/console.log")
                time.sleep(0.05)
        threading.Thread(target=self._listen, args=(self.port,), daemon=True).start()

    def _listen(self, port):
        kept = b""
        while True:
            try:
                got = port.recv(65536)
            except OSError:
                return
            if not got:
                return
            kept += got
            *lines, kept = kept.split(b"\n")
            with self.heard:
                for line in lines:
                    answer = json.loads(line)
                    self.answers[answer["id"]] = answer
                self.heard.notify_all()

    def sh(self, text, seconds=60, user=None, may_fail=False):
        """What a command of the guest printed; both streams as one."""
        self.number += 1
        ask = {"id": self.number, "sh": text, "seconds": seconds, "as": user}
        self.port.sendall((json.dumps(ask) + "\n").encode())
        with self.heard:
            if not self.heard.wait_for(lambda: ask["id"] in self.answers, seconds + 5):
                raise GuestError(f"no answer to: {text}")
            answer = self.answers.pop(ask["id"])
        if answer["rc"] != 0 and not may_fail:
            raise GuestError(f"{text}\nended with {answer['rc']}:\n{answer['out']}")
        return answer["out"]

    def cut_power(self):
        """As when somebody pulls the plug: nothing is written any more."""
        self.process.kill()
        self.process.wait()
        self.port.close()

    def close(self):
        if self.process and self.process.poll() is None:
            self.cut_power()
        self.overlay.unlink(missing_ok=True)


def wait_until(what, look, seconds=60, every=0.5):
    """Looks until there is something; what is said where there is nothing in time."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise GuestError(f"not within {seconds} s: {what}")
        time.sleep(every)
