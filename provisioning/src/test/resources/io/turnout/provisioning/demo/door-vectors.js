// Runs the vectors of the door's rules against the script that phones run; returns what it decided otherwise.
async ([door, rules]) => {
  const file = JSON.parse(rules);
  const { decide } = await import(door);
  const patched = (target, patch) => { // JSON merge patch, RFC 7396
    for (const [name, value] of Object.entries(patch)) {
      const isObject = (any) => any !== null && typeof any === "object" && !Array.isArray(any);
      if (value === null) delete target[name];
      else if (isObject(value)) target[name] = patched(isObject(target[name]) ? target[name] : {}, value);
      else target[name] = value;
    }
    return target;
  };
  const scenario = (name) => {
    const { like, given } = file.scenarios[name];
    return patched(like ? scenario(like) : {}, structuredClone(given));
  };
  const at = (text) => Date.parse(text);
  const millis = (text) => {
    const [, hours, minutes, seconds] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
    return ((+hours || 0) * 3600 + (+minutes || 0) * 60 + (+seconds || 0)) * 1000;
  };
  const read = (given) => {
    const fingerprint = "AAAAAAAAAAEAAAAC", signed = given.signed;
    return signed
      ? { form: "signed", fingerprint, notBefore: at(signed.notBefore), notAfter: at(signed.notAfter), genuine: signed.genuine }
      : { form: given, fingerprint };
  };
  const session = ([id, s]) => ({ ...s, id, start: at(s.start), end: at(s.end), early: millis(s.early), late: millis(s.late) });
  const question = (g) => ({
    presentation: read(g.presentation), door: { id: "door", room: "room", side: g.side, mode: g.mode, way: g.way },
    knowledge: g.knowledge, badge: g.badge, online: g.online,
    list: {
      revision: g.list.revision, asOf: at(g.list.asOf), event: g.list.event, sessions: Object.entries(g.sessions).map(session),
      policy: { ...g.policy, coolDown: millis(g.policy.coolDown), turnover: millis(g.policy.turnover) },
    },
    state: { ...g.state, former: g.state.former && { ...g.state.former, at: at(g.state.former.at) } },
    time: typeof g.time === "object"
      ? { best: at(g.time.best), earliest: at(g.time.earliest), latest: at(g.time.latest) }
      : { best: at(g.time), earliest: at(g.time), latest: at(g.time) },
  });
  const plain = (v) => JSON.stringify([v.outcome, v.reason, v.former, v.flagged, v.effects, v.session, v.at]);
  const wrong = [];
  for (const vector of file.vectors) {
    const e = vector.expected;
    const wanted = plain({ ...e, flagged: e.flagged === true, effects: e.effects ?? [], at: e.at && at(e.at) });
    const got = plain(decide(question(patched(scenario(vector.like), structuredClone(vector.given)))));
    if (got !== wanted) wrong.push(`${vector.id}: ${got} instead of ${wanted}`);
  }
  return { tried: file.vectors.length, wrong };
}
