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

const BATCH = 1000;
const INDEXES = [["country"], ["code"], ["name"], ["population"], ["country", "population"]];

function pouchEngine(PouchDB, name, database) {
  const pouch = new PouchDB(database);
  const phase = (way, mango) => ({
    name: `${name}, ${way}`,
    offers: (ask) => ask.get || ask[mango],
    ask: (ask) => (ask.get ? pouch.get(ask.get) : pouch.find(withPatterns(ask[mango]))),
    async count(ask) {
      if (ask.get) {
        return 1;
      }
      const {limit, skip, sort, ...everything} = withPatterns(ask[mango]);
      // Without a limit pouchdb-find would stop at 25.
      return (await pouch.find({...everything, fields: ["_id"], limit: 1e9})).docs.length;
    },
  });
  return {
    async load(records) {
      for (let i = 0; i < records.length; i += BATCH) {
        await pouch.bulkDocs(records.slice(i, i + BATCH).map(({id, doc}) => ({...doc, _id: id})));
      }
    },
    phases: [
      phase("no index", "mango"),
      {
        ...phase("indexes for the fields", "indexed"),
        async prepare() {
          for (const fields of INDEXES) {
            await pouch.createIndex({index: {fields}});
            const pairs = fields.map((field) => [field, {$gte: field === "population" ? 0 : ""}]);
            await pouch.find({selector: Object.fromEntries(pairs), limit: 1}); // builds it
          }
        },
      },
    ],
  };
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
