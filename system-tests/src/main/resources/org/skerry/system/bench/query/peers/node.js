// node node.js ENGINE MODULES FOLDER: one peer that runs under Node. Reads numbers of questions, a line each, and writes a
// line of JSON for whatever it has to say.

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const {runPeer, words} = require("./harness.js");
const {jioEngine, pouchEngine} = require("./engines.js");

const [, , name, modules, folder] = process.argv;
const need = (module) => require(path.join(modules, module));

const engines = {
  jio: () => jioEngine(need("jio"), {type: "memory"}),
  pouchdb: () => {
    const PouchDB = need("pouchdb");
    PouchDB.plugin(need("pouchdb-find"));
    return pouchEngine(PouchDB, path.join(folder, "pouchdb"));
  },
};

const input = readline.createInterface({input: process.stdin})[Symbol.asyncIterator]();
const next = async () => {
  const line = await input.next();
  return line.done ? null : Number(line.value);
};
const tell = (result) => console.log(JSON.stringify(result));
const records = fs.readFileSync(path.join(folder, "records.jsonl"), "utf8").trim().split("\n");
const questions = JSON.parse(fs.readFileSync(path.join(folder, "questions.json"), "utf8"));
runPeer(engines[name](), records.map((line) => JSON.parse(line)), questions, tell, next)
  .catch((error) => tell({failed: words(error)}));
