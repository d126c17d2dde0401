// Scanning on a phone: what the camera or somebody's fingers read is decided here, by the same rules as at every door,
// kept on the disk, shown, and delivered when the hub is there. Words come from the page.
import { Camera } from "./scan-camera.js";
import { Hub, Refused, SignedOut } from "./scan-hub.js";
import { List } from "./scan-list.js";
import { Store } from "./scan-store.js";
const POLL_MS = 5000, UNDO_MS = 120e3, SHOWN_MS = 4000, REMEMBERED_MS = 600e3;
const main = document.getElementById("main"), given = main.dataset, texts = JSON.parse(given.texts);
const by = (id) => document.getElementById(id);
const say = (key, ...values) => values.reduce((text, value, i) => text.replace(`{${i}}`, value), texts[key] ?? key);
const time = (at) => new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: given.zone }).format(at);
const door = await import(given.door);
const store = await Store.open(`turnout-scan-${given.event}-${given.user}`);
const hub = new Hub(given.scan, given.session, store);
const boot = crypto.randomUUID();
let list = null, digest = "", confirmed = 0, offlineSince = 0, trouble = "", room = null, shown = null, busy = Promise.resolve();
const memory = { former: new Map(), inside: new Set(), used: new Set() };

function remember(scan) {
  if (scan.session !== given.session || !scan.badge) return;
  memory.former.set(scan.side + scan.badge, { at: Date.parse(scan.wall), outcome: scan.outcome, reason: scan.reason });
  if (scan.outcome !== "admitted") return;
  if (scan.side === "out") return void memory.inside.delete(scan.badge);
  memory.inside.add(scan.badge);
  memory.used.add(scan.badge);
}
async function recall() {
  for (const part of Object.values(memory)) part.clear();
  for (const scan of await store.all()) if (!scan.undone) remember(scan);
}
function use(kept) {
  list = List.read(kept.text, given.session);
  ({ digest, confirmed } = kept);
}
async function poll() {
  try {
    const told = await hub.now();
    if (told.list !== digest) {
      const kept = { text: await hub.list(), digest: told.list, confirmed: told.now };
      await store.keepList(given.session, kept);
      use(kept);
    }
    confirmed = told.now;
    room = told.holds < 0 ? say("room.open", told.inside) : say("room.limited", told.inside, told.holds, Math.max(0, told.holds - told.inside));
    offlineSince = 0;
    trouble = list === null ? say("gone") : "";
    await hub.deliver();
  } catch (error) {
    missed(error);
  }
  await link();
}
function missed(error) {
  if (error instanceof SignedOut) trouble = say("signed-out");
  else if (error instanceof Refused) trouble = say(error.message === "403" ? "no-right" : "refused");
  else offlineSince ||= hub.time().best;
}
const online = () => offlineSince === 0 && trouble === "" && list !== null;
async function link() {
  const waiting = (await store.undelivered()).length, at = by("link"), age = list ? say("list-of", time(confirmed)) : say("no-list");
  const words = trouble || (offlineSince ? say("offline", time(offlineSince), age) : say("online", age));
  at.className = online() ? "muted" : trouble ? "chip out-of-order" : "chip offline";
  at.firstElementChild.toggleAttribute("hidden", online());
  if (at.lastElementChild.textContent !== words) at.lastElementChild.textContent = words;
  by("waiting").textContent = waiting > 0 ? say("waiting", waiting) : "";
  by("room").textContent = room === null ? "" : offlineSince ? say("room.was", room) : room;
}

// Attendants check in; where the event lets them check out too, the page asks which of the two.
const side = () => document.querySelector("#side input:checked")?.value ?? "in";
function question(presentation, entry, going) {
  const { best, earliest, latest } = hub.time(), former = memory.former.get(going + presentation.fingerprint);
  const inside = memory.inside.has(presentation.fingerprint), used = memory.used.has(presentation.fingerprint);
  return {
    presentation, badge: entry, knowledge: entry ? "listed" : "not-listed", online: online(),
    door: { id: "phone", room: list.room, side: going, mode: going, way: "attendant" },
    list: { ...list.rules, asOf: confirmed },
    state: {
      former: former && best - former.at < REMEMBERED_MS ? former : null,
      inside: inside ? given.session : null, used: used ? [given.session] : [],
      seats: list.limited ? { [given.session]: { left: 0, certain: false } } : {}, // nobody lends a phone seats
    },
    time: { best, earliest, latest },
  };
}
async function present(text) {
  const going = side();
  if (list === null) return show({ outcome: "out-of-order", reason: "no-list", cure: "ask-staff" }, text);
  const presentation = await list.presentation(door.read(text, list.event, list.salt));
  const entry = list.badges.get(presentation.fingerprint), registered = entry ? entry.registered.length > 0 : null;
  const atHub = list.limited && online() ? await hub.present(text, going).catch(missed) : null;
  if (atHub) return show({ ...atHub, going }, text, registered, scanAtHub(atHub, presentation.fingerprint));
  const verdict = { ...door.decideAt(question(presentation, entry, going), given.session), going };
  if (verdict.outcome === "repeated") return show({ ...verdict, outcome: verdict.former, again: true }, text, registered);
  await record(verdict, presentation.fingerprint, text, registered);
}
// Where seats are counted the hub's own door decides while it is in reach, and has the scan in its own journal.
function scanAtHub({ wall, unit, epoch, number }, badge) {
  return unit === undefined ? null : { badge, number, unit, epoch, wall: new Date(wall).toISOString() };
}
async function record(verdict, badge, text, registered, why) {
  const { best, clock } = hub.time();
  const draft = {
    session: given.session, wall: new Date(best).toISOString(), monotonicMillis: Math.round(performance.now()), boot, clock,
    door: "phone", room: list.room, side: verdict.going, mode: verdict.going, way: "attendant", ...(badge ? { badge } : {}),
    outcome: verdict.outcome, reason: verdict.reason, flagged: verdict.flagged, effects: verdict.effects,
    listRevision: list.rules.revision, online: online(),
  };
  let scan;
  try {
    scan = await store.append(draft);
    if (why) await store.say({ number: scan.number, kind: "override", why, said: Math.round(best) });
  } catch (error) { // what is not on the disk did not happen
    console.error("the scan could not be kept", error);
    return show({ outcome: "out-of-order", reason: "not-kept", cure: "ask-staff" }, text);
  }
  if (verdict.reason !== "forged") remember(scan);
  show(verdict, text, registered, scan);
  hub.deliver().catch(missed).then(link);
}

const LOOKS = { refused: "refused", "ask-staff": "ask-staff", "out-of-order": "out-of-order" };
const RHYTHMS = { in: [[880, 150]], out: [[660, 150], [440, 150]], refused: [[220, 300], [220, 300], [220, 300]], "ask-staff": [[440, 150], [440, 450]], "out-of-order": [[160, 900]] };
let sounds = null;
function sound(notes) {
  navigator.vibrate?.(notes.flatMap(([, length]) => [length, 80]));
  if (!sounds) return;
  let at = sounds.currentTime;
  for (const [pitch, length] of notes) {
    const tone = new OscillatorNode(sounds, { frequency: pitch }), loudness = new GainNode(sounds, { gain: 0.3 });
    tone.connect(loudness).connect(sounds.destination);
    tone.start(at);
    tone.stop((at += length / 1000));
    at += 0.08;
  }
}
function show(verdict, text, registered = null, scan = null) {
  const look = verdict.outcome === "admitted" ? verdict.going : LOOKS[verdict.outcome], at = by("verdict"), known = verdict.at === undefined ? "" : time(verdict.at);
  at.className = `verdict scan-verdict ${look}`;
  at.querySelector("use").setAttribute("href", `${given.shapes}#${look}`);
  by("verdict-word").textContent = say(`word.${look}`);
  by("verdict-reason").textContent = (verdict.again ? say("again") + " " : "") + say(`reason.${verdict.reason}`, known);
  by("verdict-registered").textContent = registered === null ? "" : say(registered ? "registered" : "not-registered");
  by("verdict-next").textContent = verdict.outcome === "admitted" ? "" : say(`cure.${verdict.cure}`);
  by("verdict-badge").textContent = text;
  by("verdict-basis").textContent = online() || list === null ? "" : say("basis.offline", say("list-of", time(confirmed)));
  by("override").hidden = !scan || list.limited || !mayOverride(verdict);
  by("undo").hidden = !scan || verdict.outcome !== "admitted";
  shown = { verdict, text, registered, scan, until: performance.now() + SHOWN_MS };
  at.hidden = false;
  at.focus({ preventScroll: true });
  sound(RHYTHMS[look]);
  if (scan && verdict.outcome === "admitted") last = { scan, text };
  undoable();
}
// What staff may answer for: not a badge that is no good, nor a seat that nobody has.
const mayOverride = (v) => v.outcome !== "admitted" && v.going === "in" && v.cure === "ask-staff" && door.mayOverride(v.reason);
function hide() {
  by("verdict").hidden = true;
  shown = null;
}
let last = null;
function undoable() {
  if (last && hub.time().best - Date.parse(last.scan.wall) > UNDO_MS) last = null;
  by("last").hidden = !last;
  if (last) by("last").firstElementChild.textContent = say("last", last.text, time(Date.parse(last.scan.wall)));
  else by("undo").hidden = true;
}
async function why(title, verb) { // a reason, or null
  const dialog = by("ask");
  by("ask-title").textContent = title;
  by("ask-yes").textContent = verb;
  by("why").value = "";
  dialog.returnValue = "no";
  dialog.showModal();
  await new Promise((closed) => dialog.addEventListener("close", closed, { once: true }));
  return dialog.returnValue === "yes" && by("why").value.trim() ? by("why").value.trim() : null;
}
async function undo() {
  const taken = last, said = Math.round(hub.time().best), reason = taken && (await why(say("undo.title", taken.text), say("undo.yes")));
  if (!reason) return;
  const { number, unit, epoch } = taken.scan;
  await store.say({ number, kind: "undo", why: reason, said, ...(unit ? { unit, epoch } : {}) });
  if (!unit) await store.undone(number);
  last = null;
  await recall();
  hide();
  undoable();
  by("hint").textContent = say("undone", taken.text);
  hub.deliver().catch(missed).then(link);
}
async function override() {
  const of = shown, reason = await why(say("override.title", say(`reason.${of.verdict.reason}`, "")), say("override.yes"));
  if (!reason) return;
  const effects = [{ enter: given.session, seat: true }];
  const verdict = { outcome: "admitted", reason: "override", cure: "nothing-to-do", flagged: true, effects, going: "in" };
  await record(verdict, of.scan.badge, of.text, of.registered, reason);
}

const next = (text) => (busy = busy.then(() => (by("ask").open ? null : present(text))).catch((error) => {
  console.error("a badge could not be dealt with", error);
  show({ outcome: "out-of-order", reason: "mistake", cure: "ask-staff" }, text);
}));
async function camera() {
  try {
    await new Camera(by("camera"), door, next).start();
    by("hint").textContent = say("ready");
  } catch (error) {
    console.warn("no camera", error);
    by("hint").textContent = say("no-camera");
    by("code").focus();
  }
}
async function install() { // what this page is made of is kept for when there is no network
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(`${given.scan}/worker.js`, { scope: given.scan });
  const claimed = new Promise((now) => navigator.serviceWorker.addEventListener("controllerchange", now, { once: true }));
  if (!navigator.serviceWorker.controller) await claimed;
  const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = parts.filter((name) => name.startsWith(`${location.origin}/static/`));
  for (const part of [location.href, `${location.origin}${given.scan}`, ...own]) await fetch(part);
  main.dataset.installed = "yes";
}
by("next").addEventListener("click", hide);
by("undo").addEventListener("click", undo);
by("undo-last").addEventListener("click", undo);
by("override").addEventListener("click", override);
by("sound").addEventListener("change", () => (sounds = by("sound").checked ? new AudioContext() : null));
by("typed").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = by("code").value;
  by("code").value = "";
  if (text.trim()) next(text);
});
addEventListener("online", poll);
addEventListener("offline", poll);
const kept = await store.list(given.session);
if (kept) use(kept);
await recall();
await store.forget(hub.time().best);
const first = poll();
if (!list) busy = first; // a badge that is seen before there is a list waits for it
camera();
await first;
install().catch((error) => console.warn("this page is not kept for later", error));
setInterval(() => {
  if (shown?.verdict.outcome === "admitted" && performance.now() > shown.until && !by("ask").open) hide();
  undoable();
}, 500);
for (;;) {
  await new Promise((later) => setTimeout(later, POLL_MS));
  await poll();
}
