// The unit's panel: shows what the unit says (EventSource), sends what is typed, picked or seen by a camera.
// Words come from the page (data- attributes); without this file the forms still work, by reload.
"use strict";
{
  const FRAME_EVERY_MS = 200; // five frames a second are enough to read a badge held still
  const FRAME_WIDTH = 640;
  const STRIP_MS = 2000; // the rhythm strip shows two seconds
  const TONES = { in: 1568, out: 1175, refused: 247, "ask-staff": 622 };

  const $ = (selector) => document.querySelector(selector);
  const field = (name) => $(`[data-field="${name}"]`);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  // Writes a field by the page's own sentence: data-text="{n} scans waiting", data-none="Nothing waiting".
  function write(name, values) {
    const e = field(name);
    if (!e) return;
    const text = values ? fill(e.dataset.text ?? "{text}", values) : (e.dataset.none ?? "");
    if (e.textContent !== text) e.textContent = text;
  }

  // ---- lamps and rhythm: one driver, so that lamps, strip and sound cannot disagree ----
  let beat = 0;
  function light(lamps, on) {
    for (const [colour, state] of Object.entries(lamps)) {
      const lamp = $(`[data-lamp="${colour}"]`);
      lamp.dataset.lit = String(state === "on" || (state === "blink" && on));
      lamp.querySelector("[data-word]").textContent = lamp.dataset[state];
    }
  }
  function play(lamps, rhythm) {
    clearTimeout(beat);
    const round = rhythm.reduce((sum, [on, off]) => sum + on + off, 0);
    light(lamps, true);
    if (still.matches || round === 0 || !Object.values(lamps).includes("blink")) return;
    let step = 0;
    const next = () => {
      const lit = step % 2 === 0, ms = rhythm[(step >> 1) % rhythm.length][step % 2];
      step++;
      if (ms > 0) light(lamps, lit);
      beat = setTimeout(next, ms);
    };
    next();
  }
  function draw(rhythm) {
    const strip = $("[data-rhythm]");
    const bars = [];
    for (let at = 0, i = 0; rhythm.length && at < STRIP_MS && i < 64; i++) {
      const [on, off] = rhythm[i % rhythm.length];
      if (on + off === 0) break;
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const wide = Math.min(on, STRIP_MS - at);
      for (const [name, value] of [["x", at], ["y", 0], ["width", wide], ["height", 100]]) bar.setAttribute(name, value);
      if (on > 0) bars.push(bar);
      at += on + off;
    }
    strip.replaceChildren(...bars);
  }

  // ---- sound, only when asked for ----
  let audio = null;
  const soundButton = $("[data-sound]");
  soundButton?.addEventListener("click", () => {
    const on = soundButton.getAttribute("aria-pressed") !== "true";
    soundButton.setAttribute("aria-pressed", String(on));
    soundButton.textContent = on ? soundButton.dataset.stop : soundButton.dataset.start;
    if (on) audio ??= new AudioContext();
    on ? audio.resume() : audio.suspend();
  });
  function beep(state, rhythm) {
    if (audio?.state !== "running") return;
    let at = audio.currentTime + 0.01;
    for (const [on, off] of rhythm.slice(0, 16)) {
      const tone = audio.createOscillator(), gain = audio.createGain();
      tone.type = state === "refused" ? "square" : "sine";
      tone.frequency.value = TONES[state] ?? 440;
      gain.gain.value = 0.15;
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(at + on / 1000);
      at += (on + off) / 1000;
    }
  }

  // ---- what the unit says ----
  let shown = null;
  function show(unit) {
    const { verdict, lamps, rhythm, list, hub, occupancy, mode } = unit;
    const stage = $("[data-verdict]");
    const name = verdict ? JSON.stringify([verdict, rhythm]) : "";
    if (name !== shown) {
      const fresh = shown !== null;
      shown = name;
      stage.className = `verdict ${verdict?.state ?? "rest"}`;
      stage.querySelector("use").setAttribute("href", `${stage.dataset.sprite}#${verdict?.state ?? "none"}`);
      for (const part of ["word", "reason", "next"]) write(part, verdict && { text: verdict[part] ?? "" });
      write("at", verdict && { at: verdict.at, session: verdict.session ?? "" });
      draw(rhythm);
      if (verdict && fresh) beep(verdict.state, rhythm);
    }
    const wanted = JSON.stringify([name, lamps, rhythm]);
    if (stage.dataset.playing !== wanted) {
      stage.dataset.playing = wanted;
      play(lamps, rhythm);
    }
    write("queue", unit.queue > 0 ? { n: unit.queue } : null);
    write("list", list && { revision: list.revision, age: list.age });
    write("room", { text: unit.room });
    write("door", { text: unit.door });
    write("session", unit.session ? { text: unit.session } : null);
    write("occupancy", occupancy && { inside: occupancy.inside, seats: occupancy.seats });
    const share = occupancy?.seats > 0 ? Math.min(100, (100 * occupancy.inside) / occupancy.seats) : 0;
    $("[data-occupancy-bar]")?.setAttribute("width", share);
    const clock = field("clock");
    clock.hidden = !unit.clock;
    clock.querySelector("[data-word]").textContent = unit.clock ?? "";
    warn(unit.alerts ?? []);
    connected(hub.online, hub.since);
    const select = $("select[name=mode]");
    if (select && document.activeElement !== select) select.value = mode;
  }
  function warn(alerts) {
    const place = $("[data-alerts]");
    const wanted = alerts.join("\n");
    if (place.dataset.shown === wanted) return;
    place.dataset.shown = wanted;
    place.hidden = alerts.length === 0;
    place.replaceChildren(...alerts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  }
  function connected(online, since) {
    const chip = field("hub");
    chip.className = online ? "chip" : "chip offline";
    chip.querySelector("[data-word]").textContent = fill(online ? chip.dataset.online : chip.dataset.offline, { since });
  }
  const events = new EventSource(document.body.dataset.events ?? "/events");
  const lost = $("[data-lost]");
  events.onmessage = (event) => show(JSON.parse(event.data));
  events.onopen = () => (lost.hidden = true);
  events.onerror = () => (lost.hidden = false);

  // ---- forms without a reload: the answer comes by the event stream ----
  for (const form of document.querySelectorAll("form[data-send]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
      lost.hidden = answer?.ok ?? false;
      const text = form.querySelector("input[name=text]");
      if (text && answer?.ok) text.value = "";
      text?.focus();
    });
    form.querySelector("select")?.addEventListener("change", () => form.requestSubmit());
  }

  // ---- this computer's camera as the unit's reader ----
  const camera = $("[data-camera]");
  const video = camera?.querySelector("video"), start = camera?.querySelector("button");
  const told = camera?.querySelector("[data-told]");
  const canvas = document.createElement("canvas");
  let stream = null, timer = 0, sending = false;

  function luma(pixels) {
    const grey = new Uint8Array(pixels.length / 4);
    for (let i = 0, p = 0; i < grey.length; i++, p += 4) {
      grey[i] = (77 * pixels[p] + 150 * pixels[p + 1] + 29 * pixels[p + 2]) >> 8;
    }
    return grey;
  }
  async function send() {
    if (sending || document.hidden || video.videoWidth === 0) return; // a slow unit gets fewer frames, never a queue
    sending = true;
    const width = Math.min(FRAME_WIDTH, video.videoWidth);
    const height = Math.round((width * video.videoHeight) / video.videoWidth);
    canvas.width = width;
    canvas.height = height;
    const paint = canvas.getContext("2d", { willReadFrequently: true });
    paint.drawImage(video, 0, 0, width, height);
    const answer = await fetch(`/frame?width=${width}&height=${height}`, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: luma(paint.getImageData(0, 0, width, height).data),
      signal: AbortSignal.timeout(2000),
    }).catch(() => null);
    told.textContent = answer?.ok ? camera.dataset.looking : camera.dataset.unheard;
    sending = false;
  }
  function stop(words) {
    clearInterval(timer);
    stream?.getTracks().forEach((track) => track.stop());
    stream = video.srcObject = null;
    video.hidden = true;
    start.textContent = camera.dataset.start;
    told.textContent = words;
  }
  start?.addEventListener("click", async () => {
    if (stream) return stop(camera.dataset.stopped);
    if (!navigator.mediaDevices) return stop(camera.dataset.insecure);
    start.disabled = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      start.textContent = camera.dataset.stop;
      told.textContent = camera.dataset.looking;
      timer = setInterval(send, FRAME_EVERY_MS);
      stream.getVideoTracks()[0].addEventListener("ended", () => stop(camera.dataset.stopped));
    } catch (problem) {
      stop(problem.name === "NotFoundError" ? camera.dataset.missing : camera.dataset.denied);
    } finally {
      start.disabled = false;
    }
  });
}
