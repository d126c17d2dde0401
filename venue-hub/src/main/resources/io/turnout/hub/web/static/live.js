// Keeps an element live: <div data-live="/stream" data-fragment="/page/fragment">. On "changed", and on each beat (time
// passes: what was heard 2 s ago is 17 s old), the fragment is fetched and replaces the content. Every page works without this file, by reload. Words come from the page.
"use strict";
{
  const SILENCE_MS = 45000; // the hub sends an event named "beat" every 15 s; three missed are a loss
  const FETCH_MS = 400, SHARE = 5; // a rest after each fetch, however many scans arrive; longer where the hub is slow to answer
  const SAY_MS = 10000, CHANGED_MS = 600; // a screen reader is not talked over; a change is shown briefly
  const time = (zone, at) => new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: zone }).format(at);
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  function note(lostAt) {
    for (const { classList, dataset, lastElementChild: words } of document.querySelectorAll("[data-live-note]")) {
      const text = lostAt ? dataset.lost.replace("{time}", time(dataset.zone, lostAt)) : dataset.on;
      classList.toggle("lost", lostAt !== null);
      if (words.textContent !== text) words.textContent = text;
    }
  }
  let said = "", saidAt = -SAY_MS, saying = 0;
  function say(text) {
    clearTimeout(saying);
    if (text === said) return;
    saying = setTimeout(() => {
      for (const place of document.querySelectorAll("[data-announce]")) place.textContent = text;
      said = text;
      saidAt = performance.now();
    }, Math.max(0, saidAt + SAY_MS - performance.now()));
  }
  const numbers = (live) => new Map([...live.querySelectorAll("[data-key]")].map((e) => [e.dataset.key, e.textContent]));
  function replace(live, html) {
    const before = numbers(live), at = live.contains(document.activeElement) ? document.activeElement : null;
    const open = [...live.querySelectorAll("details[open][id]")].map((e) => e.id);
    live.innerHTML = html;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const same = (e) => (at.id ? e.id === at.id : e.getAttribute("href") === at.getAttribute("href"));
    if (at) [...live.querySelectorAll(at.localName)].find(same)?.focus({ preventScroll: true });
    for (const e of live.querySelectorAll("[data-key]")) {
      if ((before.get(e.dataset.key) ?? e.textContent) === e.textContent) continue;
      e.classList.add("changed");
      setTimeout(() => e.classList.remove("changed"), CHANGED_MS);
    }
    say([...document.querySelectorAll("[data-live] [data-say]")].map((e) => e.dataset.say).join(" "));
  }
  const typing = (live) => live.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
  function follow(url, lives) { // one stream for all elements that live on it
    let heard = Date.now(), tried = heard, stale = false, busy = false, source;
    async function refresh() {
      stale = true;
      if (busy) return;
      for (busy = true; stale; ) {
        stale = false;
        const begun = performance.now();
        for (const live of lives) {
          const answer = await fetch(live.dataset.fragment).catch(() => null); // the stream says that the hub is gone
          if (answer?.redirected) return location.reload(); // signed out meanwhile
          const html = answer?.ok ? await answer.text().catch(() => null) : null;
          while (typing(live)) await pause(FETCH_MS);
          if (html !== null) replace(live, html);
        }
        await pause(Math.max(FETCH_MS, SHARE * (performance.now() - begun)));
      }
      busy = false;
    }
    const hear = () => note((heard = Date.now()) && null);
    function open() {
      source?.close();
      tried = Date.now();
      source = new EventSource(url);
      for (const kind of ["open", "changed", "beat"]) source.addEventListener(kind, () => (hear(), refresh()));
      source.onerror = () => note(heard);
    }
    open();
    setInterval(() => {
      if (Date.now() - heard > SILENCE_MS) note(heard);
      if ((source.readyState === 2 || Date.now() - heard > SILENCE_MS) && Date.now() - tried > SILENCE_MS / 3) open();
    }, 5000);
  }
  const all = [...document.querySelectorAll("[data-live][data-fragment]")];
  for (const url of new Set(all.map((e) => e.dataset.live))) follow(url, all.filter((e) => e.dataset.live === url));
  for (const e of document.querySelectorAll("time[data-clock]")) { // the venue's clock, by the hub's time
    const ahead = Number(e.dataset.now) - Date.now();
    setInterval(() => (e.textContent = time(e.dataset.clock, Date.now() + ahead)), 1000);
  }
}
