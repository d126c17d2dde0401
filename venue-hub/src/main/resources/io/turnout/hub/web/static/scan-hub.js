// The way to the hub: what time it is there, which list there is, and what it has of this phone's journal.
const PATIENCE_MS = 6000;
const MOST = 200; // scans in one batch
export class SignedOut extends Error {}
export class Refused extends Error {}
export class Hub {
  constructor(base, session, store) { Object.assign(this, { base, session, store, times: null, delivering: null }); }
  async ask(path, body) {
    const json = { "Content-Type": "application/json" };
    const options = body === undefined ? {} : { method: "POST", headers: json, body: JSON.stringify(body) };
    const answer = await fetch(this.base + path, { ...options, cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
    if (!answer.ok) throw new Refused(String(answer.status));
    return answer;
  }
  at(rest) { return `/at/${this.session}${rest}`; }
  async now() {
    const sent = performance.now();
    const told = await (await this.ask(this.at("/now"))).json(), took = performance.now() - sent;
    this.times = { wall: told.now + took / 2 - Date.now(), steady: told.now + took / 2 - performance.now(), error: took / 2 + 100 };
    await this.store.change({ offset: this.times.wall });
    return told;
  }
  async present(text, side) { return (await this.ask(this.at("/badges"), { text, side })).json(); }
  async list() { return (await this.ask(this.at("/list"))).text(); }
  // The wall clock stops when somebody sets it, the steady one while a phone sleeps: the truth is between the two.
  time() {
    const wall = Date.now() + (this.times?.wall ?? this.store.journal.offset ?? 0);
    if (!this.times) return { best: wall, earliest: wall - 60e3, latest: wall + 60e3, clock: "free" };
    const steady = performance.now() + this.times.steady, error = this.times.error;
    return { best: wall, earliest: Math.min(wall, steady) - error, latest: Math.max(wall, steady) + error, clock: "synced" };
  }
  async name() {
    if (!this.store.journal.unit) {
      const { unit } = await (await this.ask("/phones", {})).json();
      await this.store.change({ unit });
    }
    return this.store.journal.unit;
  }
  // One delivery at a time; who asks meanwhile gets another one behind it.
  deliver() {
    this.delivering = (this.delivering ?? Promise.resolve()).catch(() => {}).then(() => this.bring());
    return this.delivering;
  }
  async bring() {
    const unit = await this.name();
    for (let scans = await this.store.undelivered(MOST); scans.length > 0; scans = await this.store.undelivered(MOST)) {
      const { epoch } = this.store.journal;
      const batch = { unit, epoch, scans: scans.map(({ undone, session, ...scan }) => scan) };
      const acknowledged = await (await this.ask("/batches", batch)).json();
      if (acknowledged.epoch === epoch) await this.store.acknowledge(acknowledged.upTo);
    }
    for (const { key, word } of await this.store.words()) {
      try {
        await this.ask("/words", { unit, epoch: this.store.journal.epoch, ...word });
      } catch (error) { // said too late, or of a scan that the hub has not got: an organizer must see to it
        if (!(error instanceof Refused) || error.message !== "409") throw error;
        console.error("the hub does not take this word any more", error);
      }
      await this.store.said(key);
    }
  }
}
