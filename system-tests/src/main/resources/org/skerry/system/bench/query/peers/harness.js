// Asks one peer what it is told to ask. Runs in Node and in a browser; the peers are in engines.js.
//
// A question: {name, asks: [ask, ...]}, an ask: {get: id} or {find: options of allDocs, mango?: the same for PouchDB}.
// What comes out, by tell(): {doing} now and then; {records, loading, indexing} in seconds once it can be asked; then for
// each number of a question that next() brings one of
//   {times: milliseconds, hits?}         hits are missing if counting took longer than the limit
//   {over: milliseconds, calls, hits?}   most of so many calls took longer than this limit
//   {error}

const LEAST = 3;
const MOST = 30;
const SPAN = 2000; // milliseconds for one question, if it is slow
const WARM_UP = 1000; // milliseconds; the question that counts belongs to it, so a slow peer is warmed up by that alone
const CALL_LIMIT = 60_000; // milliseconds for one call
const READY_LIMIT = 900_000; // milliseconds for the records and the indexes

async function runPeer(engine, records, questions, tell, next) {
  const start = performance.now();
  const doing = (text) => {
    if (performance.now() - start > READY_LIMIT) {
      throw new Error(`it was not ready within ${READY_LIMIT / 60_000} minutes: ${text}`);
    }
    return tell({doing: text});
  };
  await engine.load(records, doing);
  const loaded = performance.now();
  await engine.prepare(doing);
  const indexing = (performance.now() - loaded) / 1000;
  await tell({records: records.length, loading: (loaded - start) / 1000, indexing});
  for (let number = await next(); number !== null; number = await next()) {
    await tell(await answer(engine, questions[number].asks));
  }
}

async function answer(engine, asks) {
  if (!engine.offers(asks[0])) {
    return {error: "it does not offer this"};
  }
  try {
    const warm = performance.now() + WARM_UP;
    const hits = await counted(engine, asks[0]);
    for (let i = 1; i <= MOST && performance.now() < warm; i++) {
      await timed(() => engine.ask(asks[(asks.length * MOST - i) % asks.length]));
    }
    return {...await measured(engine, asks, hits === undefined), hits};
  } catch (failed) {
    if (failed instanceof StillBusy) {
      throw failed;
    }
    return {error: words(failed)};
  }
}

// Ends early if most calls take too long, and it was two at least.
async function measured(engine, asks, wasLate) {
  const times = [];
  const end = performance.now() + SPAN;
  while (times.length < LEAST || (times.length < MOST && performance.now() < end)) {
    const took = await timed(() => engine.ask(asks[times.length % asks.length]));
    times.push(took);
    const late = times.filter((time) => time === CALL_LIMIT).length;
    if (late * 2 > times.length && late + wasLate > 1) {
      return {over: CALL_LIMIT, calls: times.length};
    }
  }
  return {times};
}

// Undefined if that took too long.
async function counted(engine, ask) {
  let hits;
  const took = await timed(async () => {
    hits = await engine.count(ask);
  });
  return took < CALL_LIMIT ? hits : undefined;
}

// How long it took, or the limit. A call cannot be stopped: one that takes longer is waited for as long again, so that it
// does not slow down the next ones.
async function timed(call) {
  const start = performance.now();
  const running = Promise.resolve(call()).then(() => performance.now() - start);
  const took = (await within(running)) ?? (await within(running));
  if (took === undefined) {
    throw new StillBusy("a call did not end");
  }
  return Math.min(took, CALL_LIMIT);
}

// What was promised, or undefined after the limit.
async function within(running) {
  let timer;
  const limit = new Promise((resolve) => {
    timer = setTimeout(resolve, CALL_LIMIT);
  });
  try {
    return await Promise.race([running, limit]);
  } finally {
    clearTimeout(timer);
  }
}

class StillBusy extends Error {}

function words(error) {
  return String((error && (error.message || error.reason)) || error);
}

if (typeof module !== "undefined") {
  module.exports = {runPeer, words};
}
