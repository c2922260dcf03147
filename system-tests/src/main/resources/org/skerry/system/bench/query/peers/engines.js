// The peers: how each is loaded and asked. `phases` are ways to ask the same records.

function jioEngine(jIO, name, storage) {
  const jio = jIO.createJIO({type: "query", sub_storage: {type: "uuid", sub_storage: storage}});
  return {
    async load(records) {
      for (const record of records) {
        await jio.put(record.id, record.doc);
      }
    },
    phases: [{
      name,
      offers: (ask) => ask.get || !(ask.find.facets || ask.find.highlight),
      ask: (ask) => (ask.get ? jio.get(ask.get) : jio.allDocs(ask.find)),
      async count(ask) {
        if (ask.get) {
          return 1;
        }
        const {limit, ...everything} = ask.find;
        return (await jio.allDocs(everything)).data.total_rows;
      },
    }],
  };
}

const BULK = 1000; // records that PouchDB is given at a time, to keep and to index; its own 50 make indexes slower
const INDEXES = [["country"], ["code"], ["name"], ["population"], ["country", "population"]];
const ALL = 1e9; // without a limit pouchdb-find would stop at 25

function pouchEngine(PouchDB, name, database) {
  const pouch = new PouchDB(database, {view_update_changes_batch_size: BULK});
  const find = async (request) => (await pouch.find(withPatterns(request))).docs;
  return {
    async load(records) {
      for (let i = 0; i < records.length; i += BULK) {
        await pouch.bulkDocs(records.slice(i, i + BULK).map(({id, doc}) => ({...doc, _id: id})));
      }
    },
    phases: [{
      name,
      async prepare() {
        for (const fields of INDEXES) {
          const index = fields.join("-");
          await pouch.createIndex({index: {fields}, ddoc: index});
          const selector = Object.fromEntries(fields.map((field) => [field, {$gte: field === "population" ? 0 : ""}]));
          await find({selector, use_index: index, limit: 1}); // builds it
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
    }],
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
