"""A hub on this machine, with an event, people with badges and a unit."""

import json
import os
import pathlib
import socket
import subprocess
import time
import urllib.error
import urllib.request
from datetime import datetime, timedelta, timezone

from guest import GuestError, wait_until

EVENT = "hil"
PASSWORD = "correct-horse-7"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Hub:
    """Ports of its own on the loopback; closing it stops it."""

    def __init__(self, jar, java, directory):
        self.directory = pathlib.Path(directory)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.http, self.mqtt = free_port(), free_port()
        self.token = None
        self.log = self.directory / "hub.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [java, "-Xmx512m", "-jar", str(jar), "--data", str(self.directory / "data")],
                env=os.environ
                | {
                    "TURNOUT_HUB_SITE": "hil",
                    "TURNOUT_HUB_TLS": "off",
                    "TURNOUT_HUB_HTTP_PORT": str(self.http),
                    "TURNOUT_HUB_MQTT_PORT": str(self.mqtt),
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            link = wait_until("the hub's set-up link", self._link, 120)
            user = {"name": "hil", "password": PASSWORD}
            self.post("/api/v1/setup", {"token": link.split("token=")[1]} | user)
            self.token = self.post("/api/v1/login", user)["token"]
        except GuestError:
            self.close()
            raise

    def _link(self):
        if self.process.poll() is not None:
            raise GuestError(f"the hub ended: see {self.log}")
        for line in self.log.read_text(errors="replace").splitlines():
            if "token=" in line and "http" in line:
                return line.split()[-1]
        return None

    def call(self, path, body=None, kind="application/json"):
        headers = {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        url = f"http://127.0.0.1:{self.http}{path}"
        ask = urllib.request.Request(url, body, headers)
        try:
            with urllib.request.urlopen(ask, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as refused:
            raise GuestError(f"{path} was answered {refused.code}: {refused.read().decode()}")

    def get(self, path):
        return json.loads(self.call(path))

    def post(self, path, body):
        text = self.call(path, json.dumps(body).encode())
        return json.loads(text) if text.strip() else {}

    def load(self, people):
        """One session of four hours, on since half an hour, in one room; returns badge codes."""
        event = f"/api/v1/events/{EVENT}"
        self.post("/api/v1/events", {"id": EVENT, "title": "Hardware", "zone": "Europe/Berlin"})
        start = datetime.now(timezone.utc).replace(second=0, microsecond=0) - timedelta(minutes=30)
        schedule = f"""<?xml version="1.0" encoding="UTF-8"?>
            <schedule><conference><acronym>hil</acronym><title>Hardware</title>
            <start>{start:%Y-%m-%d}</start><end>{start:%Y-%m-%d}</end><days>1</days>
            <time_zone_name>UTC</time_zone_name></conference>
            <day index="1" date="{start:%Y-%m-%d}"><room name="Aula"><event id="1" guid="aula">
            <date>{start.isoformat()}</date><start>{start:%H:%M}</start><duration>04:00</duration>
            <room>Aula</room><title>All about it</title><track>Tests</track></event></room></day>
            </schedule>"""
        self.call(f"{event}/agenda", schedule.encode(), "application/xml")
        rows = ["number,family_name,given_name,email,licence_number,groups"]
        rows += [f"A{i:05},Person{i},Ada,a{i}@example.org,," for i in range(1, people + 1)]
        self.call(f"{event}/attendees", "\n".join(rows).encode(), "text/csv")
        self.post(f"{event}/badges", {})
        codes = self.call(f"{event}/badges").splitlines()[1:]
        return [line.split(",")[1] for line in codes]

    def unit(self, name, mode="in"):
        """Registers a unit at the room; what it must be told of the hub."""
        room = self.get(f"/api/v1/events/{EVENT}/rooms")[0]["id"]
        return self.post("/api/v1/units", {"id": name, "room": room, "mode": mode})

    def scans(self, unit):
        """What arrived of a unit: (number, badge, verdict, mode), by number."""
        text = self.call(f"/events/{EVENT}/exports/scans.csv")
        lines = [line.split(",") for line in text.splitlines()]
        head = lines[0]
        at = {name: head.index(name) for name in ("unit", "epoch", "number", "badge", "verdict", "side")}
        found = [
            {name: line[i] for name, i in at.items()} for line in lines[1:] if line[at["unit"]] == unit
        ]
        return sorted(found, key=lambda scan: (scan["epoch"], int(scan["number"])))

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
