"""What is tried on emulated hardware. Each returns what was seen, and raises what was not."""

import json
import random
import time

from guest import GuestError, wait_until
from venue import EXIT_BUTTON, MODE_BUTTON, PINS, TAMPER, UNIT



def check(true, what):
    if not true:
        raise GuestError(what)


def boot(venue):
    """From power to a unit that decides, as a user without rights."""
    venue.guest.fresh_disk()
    seconds = venue.guest.power_on()
    venue.prepare()
    venue.scanner("outside", "keyboard", 0)
    venue.serve()
    began = time.monotonic()
    venue.start()
    ready = time.monotonic() - began
    user = venue.guest.sh("ps -o user= -p $(systemctl show -P MainPID turnout)").strip()
    check(user == "turnout", f"the unit runs as {user}")
    return f"agent after {seconds:.0f} s, unit ready {ready:.0f} s after its start, runs as {user}"


def doctor(venue):
    """The self-test finds the chip and the scanner."""
    venue.scanner("outside", "keyboard", 0)
    venue.guest.sh("systemctl stop turnout || true", seconds=60)
    text = venue.guest.sh(
        "java -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -jar /opt/turnout/gateway-device.jar"
        " --config /etc/turnout/unit.properties doctor --json --no-scan --no-lights",
        seconds=180,
        user="turnout",
        may_fail=True,
    )
    begin = min(at for at in (text.find("{"), text.find("[")) if at >= 0)
    found = json.loads(text[begin : max(text.rfind("}"), text.rfind("]")) + 1])
    venue.start()
    return json.dumps(found)[:300]


def reads(venue, name, kind, **settings):
    venue.scanner(name, kind, 0)
    venue.serve(**settings)
    badge = venue.badge()

    def present():
        venue.gadget("scan", name, badge)
        venue.arrived(badge)

    changes = venue.watch([PINS["green"], PINS["red"]], present)
    lit = [c for c in changes if c["pin"] == PINS["green"] and c["at"] == 1]
    check(lit, f"green was not lit: {changes}\n{venue.log()}")
    check(not [c for c in changes if c["pin"] == PINS["red"] and c["at"] == 1], f"red: {changes}")
    scan = [one for one in venue.hub.scans(UNIT) if one["badge"] == badge]
    check(len(scan) == 1 and scan[0]["verdict"] == "admitted", f"at the hub: {scan}")
    return f"{badge} read, green lit, at the hub once"


def keyboard(venue):
    return reads(venue, "outside", "keyboard")


def pos(venue):
    return reads(venue, "desk", "pos")


def serial(venue):
    return reads(venue, "line", "serial")


def replug(venue):
    """Unplugged in the middle of a badge: half a badge is nothing, the next one is whole."""
    venue.scanner("outside", "keyboard", 0)
    venue.serve()
    half, whole = venue.badge(), venue.badge()
    before = len(venue.hub.scans(UNIT))
    venue.gadget("keys", "outside", half[:5])
    venue.gadget("unplug", "outside")
    wait_until("the unit misses its reader", lambda: "scanner" in str(venue.state().get("alerts")), 60)
    venue.gadget("plug", "outside", "keyboard")
    wait_until("the reader is back", lambda: not venue.state().get("alerts"), 60)
    venue.gadget("scan", "outside", whole)
    venue.arrived(whole)
    after = venue.hub.scans(UNIT)
    check(len(after) == before + 1, f"{len(after) - before} scans came of one whole badge")
    return f"half of {half} was nothing, {whole} was read after the replug"


def two(venue):
    """A scanner at each side of the door."""
    venue.scanner("outside", "keyboard", 0)
    venue.scanner("inside", "keyboard", 1)
    ports = {"reader.usb.in": venue.port(0), "reader.usb.out": venue.port(1)}
    venue.serve(**ports, mode="auto")
    badge = venue.badge()
    venue.gadget("scan", "outside", badge)
    venue.arrived(badge)
    time.sleep(6)  # longer than the door's cool-down
    venue.gadget("scan", "inside", badge)
    scans = wait_until(
        "both scans at the hub",
        lambda: [s for s in venue.hub.scans(UNIT) if s["badge"] == badge][1:] and venue.arrived(badge),
    )
    check([s["side"] for s in scans] == ["in", "out"], f"sides: {scans}")
    venue.no_scanners()
    return f"in at {ports['reader.usb.in']}, out at {ports['reader.usb.out']}"


def rhythm(changes, pin):
    """How long a pin was high, each time, in ms."""
    since, high = None, []
    for change in changes:
        if change["pin"] == pin and change["at"] == 1:
            since = change["t"]
        elif change["pin"] == pin and since is not None:
            high.append(change["t"] - since)
            since = None
    return high


def lights(venue):
    """Rhythm of a refusal, length of an admission, and the strike, read back from the pins."""
    venue.scanner("outside", "keyboard", 0)
    venue.serve()
    badge = venue.badge()
    pins = [PINS["green"], PINS["red"], PINS["strike"], PINS["buzzer"]]
    admitted = venue.watch(pins, lambda: venue.gadget("scan", "outside", badge))
    green, strike = rhythm(admitted, PINS["green"]), rhythm(admitted, PINS["strike"])
    waves = len(rhythm(admitted, PINS["buzzer"]))
    check(len(green) == 1 and 1500 < green[0] < 3500, f"green for {green} ms")
    check(len(strike) == 1 and 2500 < strike[0] < 4500, f"strike for {strike} ms")
    # A look every few milliseconds sees only some of a tone's waves.
    check(waves > 1, f"{waves} waves of the buzzer were seen")
    refused = venue.watch(pins, lambda: venue.gadget("scan", "outside", "NOT-OURS"))
    red = rhythm(refused, PINS["red"])
    check(len(red) == 6 and all(100 < ms < 500 for ms in red), f"red for {red} ms")
    check(not rhythm(refused, PINS["strike"]), "the strike opened for a refusal")
    return f"green {green} ms, strike {strike} ms, red {red} ms, {waves} waves seen"


def buttons(venue):
    """Mode button, tamper switch, exit button."""
    venue.scanner("outside", "keyboard", 0)
    venue.serve()
    before = venue.state()["mode"]

    def press(pin):
        venue.push(pin, "low")
        time.sleep(0.5)
        venue.push(pin, "high")

    press(MODE_BUTTON)
    after = wait_until("another mode", lambda: (m := venue.state().get("mode")) != before and m, 30)
    venue.push(TAMPER, "high")
    wait_until("the case is open", lambda: venue.state().get("alerts"), 30)
    venue.push(TAMPER, "low")
    wait_until("the case is closed", lambda: not venue.state().get("alerts"), 30)
    opened = venue.watch([PINS["strike"]], lambda: press(EXIT_BUTTON))
    check(len(rhythm(opened, PINS["strike"])) == 1, f"the strike: {opened}")
    return f"mode {before} became {after}; an open case is an alert; the exit button opened the strike"


def camera(venue):
    """A QR code in front of a V4L2 camera."""
    venue.no_scanners()
    badge = venue.badge()
    venue.show_to_camera(badge)
    venue.serve(
        **{
            "reader": "camera",
            "camera.width": "1280",
            "camera.height": "720",
            "camera.command": "v4l2-ctl -d /dev/video0"
            " --set-fmt-video=width=1280,height=720,pixelformat=YU12"
            " --stream-mmap --stream-to=-",
        }
    )
    scans = venue.arrived(badge, 120)
    time.sleep(10)
    scans = [s for s in venue.hub.scans(UNIT) if s["badge"] == badge]
    check(len(scans) == 1, f"held in front, it was counted {len(scans)} times")
    return f"{badge} read from the camera, once while it was held there"


def power(venue):
    """The plug is pulled in a crowd: what was shown green is at the hub."""
    chance = random.Random(1)
    venue.scanner("outside", "keyboard", 0)
    venue.serve()
    shown = []
    for cut in range(venue.cuts):
        until = time.monotonic() + chance.uniform(2, 12)
        while time.monotonic() < until or len(shown) <= cut:
            badge = venue.badge()
            turns_green(venue, False)
            venue.gadget("scan", "outside", badge)
            if turns_green(venue, True):
                shown.append(badge)
        venue.guest.cut_power()
        venue.on()
        venue.scanner("outside", "keyboard", 0)
        venue.start()
        print(f"  cut {cut + 1}: {len(shown)} shown green", flush=True)
    wait_until(
        "all that was shown green is at the hub",
        lambda: {scan["badge"] for scan in venue.hub.scans(UNIT)} >= set(shown),
        120,
    )
    return f"{venue.cuts} cuts, {len(shown)} shown green, all of them at the hub"


def turns_green(venue, lit):
    """Whether the green lamp is so within some seconds."""
    file = f"/sys/devices/platform/gpio-sim.*/gpiochip*/sim_gpio{PINS['green']}/value"
    look = f"for i in $(seq 200); do [ $(cat {file}) = {int(lit)} ] && echo so && exit; sleep 0.02; done"
    return "so" in venue.guest.sh(look, may_fail=True)


ALL = {
    scenario.__name__: scenario
    for scenario in (boot, doctor, keyboard, pos, serial, replug, two, lights, buttons, camera, power)
}
