// Asks one peer all questions. Runs in Node and in a browser; the peers are in engines.js.
//
// A question: {name, asks: [ask, ...]}, an ask: {get: id} or {find: options of allDocs, mango?: the same for PouchDB}.
// What comes out, by tell(): {engine, records, seconds} after loading, then for each question
// {engine, question, times: milliseconds, hits} or {engine, question, error}.

const LEAST = 3;
const MOST = 30;
const SPAN = 2000; // milliseconds for one question, if it is slow

async function runPeer(engine, records, questions, tell) {
  let start = performance.now();
  await engine.load(records);
  await tell({engine: engine.phases[0].name, records: records.length, seconds: (performance.now() - start) / 1000});
  for (const phase of engine.phases) {
    start = performance.now();
    if (phase.prepare) {
      await phase.prepare();
      await tell({engine: phase.name, records: records.length, seconds: (performance.now() - start) / 1000});
    }
    for (const question of questions) {
      try {
        await tell({engine: phase.name, question: question.name, ...await measure(phase, question.asks)});
      } catch (error) {
        await tell({engine: phase.name, question: question.name, error: String(error && error.message || error)});
      }
    }
  }
  await tell({done: true});
}

async function measure(phase, asks) {
  if (!phase.offers(asks[0])) {
    return {error: "it does not offer this"};
  }
  await phase.ask(asks[asks.length - 1]); // warms up
  const times = [];
  const end = performance.now() + SPAN;
  while (times.length < LEAST || (times.length < MOST && performance.now() < end)) {
    const ask = asks[times.length % asks.length];
    const start = performance.now();
    await phase.ask(ask);
    times.push(performance.now() - start);
  }
  return {times, hits: await phase.count(asks[0])};
}

if (typeof module !== "undefined") {
  module.exports = {runPeer};
}
