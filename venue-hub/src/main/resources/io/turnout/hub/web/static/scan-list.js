// An access list as units get it, of which a phone needs one session: fingerprints, no names.
const millis = (duration) => { // as java.time writes them
  const [, sign, days, hours, minutes, seconds] = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration);
  return (sign ? -1 : 1) * ((((+days || 0) * 24 + (+hours || 0)) * 60 + (+minutes || 0)) * 60 + (+seconds || 0)) * 1000;
};
const bytes = (base64) => Int8Array.from(atob(base64), (c) => c.charCodeAt(0));
export class List {
  static read(text, session) {
    const end = text.indexOf("\n"), header = JSON.parse(text.slice(0, end));
    const place = header.sessions.findIndex((one) => one.id === session);
    return place < 0 ? null : new List(text, end, header, place);
  }
  constructor(text, end, header, place) {
    const session = header.sessions[place], policy = header.policy;
    Object.assign(this, { id: session.id, title: session.title, room: header.room, event: header.event, badgeKeys: header.badgeKeys });
    this.salt = bytes(header.salt);
    this.limited = header.limited[place] !== undefined;
    this.rules = {
      revision: header.revision, asOf: Date.parse(header.asOf), event: header.event,
      policy: { ...policy, coolDown: millis(policy.coolDown), turnover: millis(policy.turnover) },
      sessions: [{ ...session, start: Date.parse(session.start), end: Date.parse(session.end), early: millis(session.early), late: millis(session.late) }],
    };
    this.badges = new Map();
    for (let from = end + 1; from < text.length;) {
      const to = text.indexOf("\n", from), line = JSON.parse(text.slice(from, to));
      const in_ = (places) => (places.includes(place) ? [session.id] : []);
      this.badges.set(line.badge, { state: line.state, registered: in_(line.registered), targeted: in_(line.targeted) });
      from = to + 1;
    }
  }
  // Where the browser cannot check a signature, a signed badge is worth what its short code is.
  async presentation(read) {
    if (read.form !== "signed") return read;
    const key = this.badgeKeys[read.signed.key];
    if (key === undefined) return { ...read, genuine: false };
    try {
      const known = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
      return { ...read, genuine: await crypto.subtle.verify("Ed25519", known, read.signed.signature, read.signed.content) };
    } catch (unable) {
      console.warn("this browser checks no signatures", unable);
      return { form: "ours", fingerprint: read.fingerprint };
    }
  }
}
