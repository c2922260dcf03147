// The peers: how each is loaded, prepared and asked.

const TOLD = 10_000; // after so many records progress is told
const BULK = 1000; // records that PouchDB is given at a time, to keep and to index; its own 50 make indexes slower
const AT_ONCE = 100; // records that jIO writes at the same time, as it has no way to be given many: sooner than 1, 10 or 1000

async function inSteps(step, records, doing, write) {
  for (let from = 0; from < records.length; from += step) {
    if (from % TOLD === 0) {
      await doing(`${from} of ${records.length} records`);
    }
    await write(records.slice(from, from + step));
  }
}

function jioEngine(jIO, storage) {
  const jio = jIO.createJIO({type: "query", sub_storage: {type: "uuid", sub_storage: storage}});
  return {
    load: (records, doing) =>
      inSteps(AT_ONCE, records, doing, (some) => Promise.all(some.map(({id, doc}) => jio.put(id, doc)))),
    async prepare() {},
    offers: (ask) => ask.get || !(ask.find.facets || ask.find.highlight),
    ask: (ask) => (ask.get ? jio.get(ask.get) : jio.allDocs(ask.find)),
    async count(ask) {
      if (ask.get) {
        return 1;
      }
      const {limit, ...everything} = ask.find;
      return (await jio.allDocs(everything)).data.total_rows;
    },
  };
}

const INDEXES = [["country"], ["code"], ["name"], ["population"], ["country", "population"]];
const ALL = 1e9; // without a limit pouchdb-find would stop at 25

function pouchEngine(PouchDB, database) {
  const pouch = new PouchDB(database, {view_update_changes_batch_size: BULK});
  const find = async (request) => (await pouch.find(withPatterns(request))).docs;
  return {
    load: (records, doing) =>
      inSteps(BULK, records, doing, (some) => pouch.bulkDocs(some.map(({id, doc}) => ({...doc, _id: id})))),
    async prepare(doing) {
      for (const fields of INDEXES) {
        await doing(`index on ${fields.join(" and ")}`);
        const name = fields.join("-");
        await pouch.createIndex({index: {fields}, ddoc: name});
        const selector = Object.fromEntries(fields.map((field) => [field, {$gte: field === "population" ? 0 : ""}]));
        await find({selector, use_index: name, limit: 1}); // builds it
      }
    },
    offers: (ask) => ask.get || ask.mango,
    async ask(ask) {
      if (ask.get) {
        return pouch.get(ask.get);
      }
      const {request, order} = ask.mango;
      if (!order) {
        return find(request);
      }
      const all = await find({...request, limit: ALL});
      return all.sort(comparing(order.field)).slice(order.from, order.from + order.count);
    },
    async count(ask) {
      if (ask.get) {
        return 1;
      }
      const {limit, skip, sort, ...everything} = ask.mango.counted || ask.mango.request;
      return (await find({...everything, fields: ["_id"], limit: ALL})).length;
    },
  };
}

function comparing(field) {
  return (one, other) => (one[field] < other[field] ? -1 : one[field] > other[field] ? 1 : 0);
}

// JSON has no regular expressions: {$pattern: text} stands for one, whatever the case.
function withPatterns(value) {
  if (Array.isArray(value)) {
    return value.map(withPatterns);
  }
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (value.$pattern) {
    return {$regex: new RegExp(value.$pattern, "i")};
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPatterns(inner)]));
}

if (typeof module !== "undefined") {
  module.exports = {jioEngine, pouchEngine};
}
