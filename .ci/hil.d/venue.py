"""The hub on this machine and the guest, with the unit's program put into service in it."""

import json
import os
import pathlib
import shutil
import subprocess
import threading
import time

from guest import Guest, GuestError, wait_until
from hub import Hub

UNIT = "door-1"
PINS = {"red": 22, "amber": 27, "green": 17, "buzzer": 18, "strike": 26}
MODE_BUTTON, TAMPER, EXIT_BUTTON = 5, 6, 13
HOST = "10.0.2.2"  # what the guest calls this machine's loopback
SERVICE = """[Unit]
Description=Turnout room unit
[Service]
Type=notify
NotifyAccess=main
WatchdogSec=60
TimeoutStartSec=180
Restart=always
RestartSec=1
User=turnout
SupplementaryGroups=gpio video turnout
WorkingDirectory=/var/lib/turnout
ExecStart=/usr/bin/java -XX:+UseSerialGC -Xmx128m --enable-native-access=ALL-UNNAMED \\
    -jar /opt/turnout/gateway-device.jar --config /etc/turnout/unit.properties
"""


class Venue:
    """Closing it leaves no process behind."""

    def __init__(self, project, work, logs):
        self.project, self.logs = pathlib.Path(project), logs
        java = os.path.join(java_home(), "bin/java")
        self.hub = Hub(self.jar("venue-hub"), java, logs / "hub")
        self.guest = Guest(work, logs / "guest", logs / "product")
        self.cuts = 20
        self.used = 0
        self.scanners = {}
        self.settings = {}
        try:
            self.badges = self.hub.load(400)
            self.unit = self.hub.unit(UNIT)
            self._product(logs / "product")
        except (GuestError, OSError, subprocess.CalledProcessError):
            self.hub.close()
            raise

    def jar(self, module):
        jar = self.project / module / "target" / f"{module}.jar"
        if not jar.exists():
            raise GuestError(f"{jar} is missing: mvn package -Dmaven.test.skip")
        return jar

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.guest.close()
        self.hub.close()

    def _product(self, folder):
        """What the guest may see: the unit's program, and what is put beside it."""
        folder.mkdir(parents=True)
        target = self.project / "gateway-device/target"
        for part in (target / "gateway-device.jar", target / "lib", self.project / "systemd"):
            if part.exists():
                subprocess.run(["cp", "-r", str(part), str(folder)], check=True)
        for tool in ("gadget.py", "lines.py"):
            shutil.copy(pathlib.Path(__file__).parent / "guest" / tool, folder)

    def badge(self):
        """One that nobody has used yet."""
        self.used += 1
        return self.badges[self.used - 1]

    def on(self):
        """The guest, running, with its devices, whatever was before."""
        if self.guest.process is None or self.guest.process.poll() is not None:
            self.guest.power_on()
            self.scanners.clear()
            self.prepare()
        return self.guest

    def prepare(self):
        """What must be done after each boot; the first also installs."""
        self.guest.sh(
            f"""set -e
            udevadm settle
            net=$(basename $(dirname $(ls -d /sys/class/net/*/device | head -1)))
            ip addr replace 10.0.2.15/24 dev $net
            ip link set $net up
            for m in gpio-sim 'dummy_hcd num=2' libcomposite; do modprobe $m; done
            mkdir -p /product; mountpoint -q /product || \
                mount -t 9p -o trans=virtio,version=9p2000.L,ro product /product
            if [ ! -d /opt/turnout ]; then
                for g in gpio turnout; do getent group $g >/dev/null || groupadd --system $g; done
                id turnout >/dev/null 2>&1 || useradd --system -g turnout -G gpio,video -d /var/lib/turnout turnout
                mkdir -p /opt/turnout /etc/turnout
                cp -r /product/. /opt/turnout/
                cp /opt/turnout/systemd/*.rules /etc/udev/rules.d/
                echo 'SUBSYSTEM=="gpio", GROUP="gpio", MODE="0660"' > /etc/udev/rules.d/60-gpio.rules
                install -d -o turnout -g turnout /var/lib/turnout
            fi
            udevadm control --reload
            [ -d /sys/kernel/config/gpio-sim/board ] || python3 /opt/turnout/lines.py make
            udevadm trigger; udevadm settle""",
            seconds=120,
        )

    def gadget(self, *words, seconds=60):
        return self.guest.sh(
            "python3 /opt/turnout/gadget.py " + " ".join(f"'{word}'" for word in words), seconds
        )

    def scanner(self, name, kind, bus=0):
        """The one scanner of a bus; whatever was plugged in there before is gone.

        The kernel has four HID gadgets at most: use a name again.
        """
        self.on()
        if self.scanners.get(bus) == name:
            return
        if bus in self.scanners:
            self.gadget("unplug", self.scanners[bus])
        self.gadget("plug", name, kind, f"dummy_udc.{bus}")
        self.guest.sh("udevadm settle")
        self.scanners[bus] = name

    def no_scanners(self):
        self.on()
        for name in self.scanners.values():
            self.gadget("unplug", name)
        self.scanners.clear()

    def port(self, bus):
        """The USB port of a bus's one scanner."""
        return self.guest.sh(
            f"cd /sys/devices/platform/dummy_hcd.{bus}/usb*/ && ls -d *-1 | grep -v :"
        ).strip()

    def serve(self, **settings):
        """The unit's program as a service, with these settings beside the usual ones."""
        self.on()
        usual = {
            "unit": UNIT,
            "secret-file": "/etc/turnout/secret",
            "site": self.unit["site"],
            "hub.url": f"http://{HOST}:{self.hub.http}",
            "hub.list-key": self.unit["listKey"],
            "mqtt.url": f"tcp://{HOST}:{self.hub.mqtt}",
            "data-dir": "/var/lib/turnout/data",
            "reader": "usb",
            "indicator": "gpio",
            "gpio.strike": str(PINS["strike"]),
            "gpio.mode-button": str(MODE_BUTTON),
            "gpio.tamper": str(TAMPER),
            "gpio.exit-button": str(EXIT_BUTTON),
            "mode": "in",
        } | settings
        if usual == self.settings and self.ready():
            return
        self.settings = usual
        text = "\n".join(f"{key}={value}" for key, value in usual.items())
        self.guest.sh(
            f"""set -e
            systemctl stop turnout 2>/dev/null || true
            umask 077
            cat > /etc/turnout/unit.properties <<'END'\n{text}\nEND
            printf %s '{self.unit["secret"]}' > /etc/turnout/secret
            cat > /etc/systemd/system/turnout.service <<'END'\n{SERVICE}END
            chown -R turnout:turnout /etc/turnout
            chmod 644 /etc/systemd/system/turnout.service
            systemctl daemon-reload
            sync""",
            seconds=120,
        )
        self.start()

    def start(self):
        """Starts the service and waits until the unit decides from a list."""
        self.guest.sh("systemctl restart turnout", seconds=240)
        # The unit asks for pull-ups, which such a chip takes for its inputs' levels.
        if "gpio.tamper" in self.guest.sh("cat /etc/turnout/unit.properties"):
            self.push(TAMPER, "low")
        wait_until("the unit has a list and is online", self.ready, 180, every=2)

    def state(self):
        """What the unit's own page knows; empty while there is none."""
        text = self.guest.sh(
            "exec 3<>/dev/tcp/127.0.0.1/8090 && printf 'GET /state HTTP/1.1\\r\\nHost: 127.0.0.1:8090"
            "\\r\\nConnection: close\\r\\n\\r\\n' >&3 && timeout 20 cat <&3",
            may_fail=True,
        )
        begin, end = text.find("{"), text.rfind("}")
        return json.loads(text[begin : end + 1]) if 0 <= begin < end else {}

    def ready(self):
        state = self.state()
        return bool(state.get("list")) and (state.get("hub") or {}).get("online")

    def push(self, pin, level):
        """What is wired to an input."""
        self.guest.sh(f"python3 /opt/turnout/lines.py push {pin} {level}")

    def watch(self, pins, during, after=5):
        """Level changes of pins while something is done and for a while after it: [{"t", "pin", "at"}]."""
        file, got = "/run/hil-watching", {}
        ask = f"python3 /opt/turnout/lines.py watch {file} " + " ".join(map(str, pins))
        watcher = threading.Thread(
            target=lambda: got.update(out=self.guest.sh(ask, seconds=300)), daemon=True
        )
        watcher.start()
        there = f"[ -e {file} ] && echo there"
        wait_until("the pins are watched", lambda: self.guest.sh(there, may_fail=True), 60)
        during()
        time.sleep(after)
        self.guest.sh(f"rm {file}")
        watcher.join()
        return [json.loads(line) for line in got["out"].splitlines()]

    def show_to_camera(self, text):
        """A camera that sees a QR code: what is written to its output comes back at its input."""
        frame = self.logs / "product" / "frame.yuv"
        lib = self.project / "gateway-device/target/lib"
        source = pathlib.Path(__file__).parent / "QrFrame.java"
        java = os.path.join(java_home(), "bin/java")
        subprocess.run([java, "-cp", f"{lib}/*", str(source), text, str(frame)], check=True)
        self.guest.sh(
            """set -e
            cp /product/frame.yuv /run/frame.yuv
            [ -e /dev/video0 ] || modprobe vivid n_devs=1 node_types=0x101 num_inputs=1 \
                input_types=3 num_outputs=1 output_types=1
            udevadm settle
            v4l2-ctl -d /dev/video0 --set-ctrl hdmi_000_0_is_connected_to=2
            v4l2-ctl -d /dev/video0 --set-fmt-video=width=1280,height=720,pixelformat=YU12
            v4l2-ctl -d /dev/video1 --set-fmt-video-out=width=1280,height=720,pixelformat=YU12
            systemd-run --quiet --unit=picture v4l2-ctl -d /dev/video1 --stream-out-mmap \
                --stream-from=/run/frame.yuv --stream-loop""",
            seconds=60,
        )

    def arrived(self, badge, seconds=60):
        """The scans of a badge at the hub, once there is one."""
        return wait_until(
            f"a scan of {badge} at the hub",
            lambda: [scan for scan in self.hub.scans(UNIT) if scan["badge"] == badge],
            seconds,
            every=1,
        )

    def log(self):
        return self.guest.sh("journalctl -u turnout --no-pager -o cat | tail -300", may_fail=True)

    def start_over(self):
        """After a failure: the guest's log is kept, and the next scenario begins with a new disk."""
        try:
            (self.logs / f"unit-{self.used}.log").write_text(self.log())
        except (GuestError, OSError):
            pass  # a guest that does not answer has no more to tell than its console
        self.guest.close()
        self.scanners.clear()
        self.settings = {}


def java_home():
    """Any JDK 25, found as the build finds it."""
    import glob

    homes = [os.environ.get("JAVA_HOME", ""), *glob.glob("/usr/lib/jvm/*")]
    for home in homes:
        java = os.path.join(home, "bin/java")
        if home and os.path.exists(java):
            said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
            if 'version "25' in said:
                return home
    raise GuestError("a JDK 25 is needed for the hub")
