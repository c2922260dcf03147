// node node.js ENGINE MODULES FOLDER: asks one peer that runs under Node; a line of JSON for each result.

const fs = require("fs");
const path = require("path");
const {runPeer} = require("./harness.js");
const {jioEngine, pouchEngine} = require("./engines.js");

const [, , name, modules, folder] = process.argv;
const need = (module) => require(path.join(modules, module));

const engines = {
  jio: () => jioEngine(need("jio"), "jIO memory", {type: "memory"}),
  pouchdb: () => {
    const PouchDB = need("pouchdb");
    PouchDB.plugin(need("pouchdb-find"));
    return pouchEngine(PouchDB, "PouchDB", path.join(folder, "pouchdb"));
  },
};

const lines = fs.readFileSync(path.join(folder, "records.jsonl"), "utf8").trim().split("\n");
const questions = JSON.parse(fs.readFileSync(path.join(folder, "questions.json"), "utf8"));
const tell = (result) => console.log(JSON.stringify(result));
runPeer(engines[name](), lines.map((line) => JSON.parse(line)), questions, tell)
  .catch((error) => tell({done: true, failed: String(error && (error.message || error.reason) || error)}));
