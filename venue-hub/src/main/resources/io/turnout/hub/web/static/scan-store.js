// What a phone keeps: its journal of numbered scans, what was said of them, and the last lists. A scan is on the disk
// before anybody is let in by it; it stays until the hub has it, and a while longer, for what is remembered of badges.
const KEPT_MS = 12 * 3600e3;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const done = (request) => new Promise((ok, fail) => {
  request.onsuccess = () => ok(request.result);
  request.onerror = () => fail(request.error);
});
const durable = (work) => new Promise((ok, fail) => {
  work.oncomplete = () => ok();
  work.onerror = work.onabort = () => fail(work.error);
});
function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("scans", { keyPath: "number" });
    request.result.createObjectStore("words", { autoIncrement: true });
    request.result.createObjectStore("lists");
    // A wiped phone begins another journal: its numbers can never collide with former ones.
    const epoch = [...crypto.getRandomValues(new Uint8Array(26))].map((byte) => ALPHABET[byte & 31]).join("");
    request.result.createObjectStore("journal").put({ epoch, last: 0, acknowledged: 0, unit: null, offset: null }, "it");
  };
  return done(request);
}
export class Store {
  static async open(name) {
    navigator.storage?.persist?.(); // browsers may refuse; what is kept is the same
    const store = new Store(await open(name));
    store.journal = await done(store.db.transaction("journal").objectStore("journal").get("it"));
    return store;
  }
  constructor(db) { this.db = db; }
  work(...stores) { return this.db.transaction(stores, "readwrite", { durability: "strict" }); }
  async change(fields) { // numbers are taken from the disk: another tab may have taken some
    const work = this.work("journal"), at = work.objectStore("journal");
    const now = Object.assign(await done(at.get("it")), fields);
    at.put(now, "it");
    await durable(work);
    this.journal = now;
  }
  async append(scan) {
    const work = this.work("journal", "scans"), at = work.objectStore("journal"), journal = await done(at.get("it"));
    const numbered = { number: ++journal.last, ...scan };
    at.put(journal, "it");
    work.objectStore("scans").add(numbered);
    await durable(work);
    this.journal = journal;
    return numbered;
  }
  async say(word) {
    const work = this.work("words");
    work.objectStore("words").add(word);
    await durable(work);
  }
  async words() {
    const at = this.db.transaction("words").objectStore("words");
    const [keys, all] = await Promise.all([done(at.getAllKeys()), done(at.getAll())]);
    return all.map((word, i) => ({ key: keys[i], word }));
  }
  async said(key) {
    const work = this.work("words");
    work.objectStore("words").delete(key);
    await durable(work);
  }
  async undelivered(most) {
    const { acknowledged } = await done(this.db.transaction("journal").objectStore("journal").get("it"));
    return done(this.db.transaction("scans").objectStore("scans").getAll(IDBKeyRange.lowerBound(acknowledged, true), most));
  }
  async acknowledge(upTo) {
    if (upTo > this.journal.acknowledged) await this.change({ acknowledged: upTo });
  }
  async all() { return done(this.db.transaction("scans").objectStore("scans").getAll()); }
  async undone(number) { // for what is remembered here; what was recorded stays as it was
    const work = this.work("scans"), at = work.objectStore("scans"), scan = await done(at.get(number));
    at.put({ ...scan, undone: true });
    await durable(work);
  }
  async forget(now) {
    const work = this.work("scans"), at = work.objectStore("scans");
    for (const scan of await done(at.getAll(IDBKeyRange.upperBound(this.journal.acknowledged)))) {
      if (Date.parse(scan.wall) < now - KEPT_MS) at.delete(scan.number);
    }
    await durable(work);
  }
  async list(session) { return done(this.db.transaction("lists").objectStore("lists").get(session)); }
  async keepList(session, list) {
    const work = this.work("lists");
    work.objectStore("lists").put(list, session);
    await durable(work);
  }
}
