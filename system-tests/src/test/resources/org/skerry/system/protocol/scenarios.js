"use strict";
// Asks the test what to do, does it, tells what came of it, and asks again.

const scenarios = {
  /** What a visitor of the prototype did: connect, create a record, search it. */
  async visit({ url, first, last, text }) {
    const statuses = [];
    const slave = new Slave((status) => statuses.push(status));
    await slave.connect(url);
    const id = await slave.create(first, last);
    const records = await slave.search(text);
    const result = {
      statuses, id, records, label: slave.channel.label, own: slave.id,
      keys: Object.keys(slave.signal).sort(), otherChannels: slave.otherChannels, frames: slave.frames.length
    };
    slave.close();
    return result;
  },

  /** The order of the article: the master offers and makes the channel. */
  async request({ url, again = 2 }) {
    const id = makeId();
    const socket = new WebSocket(url);
    await opened(socket);
    const connection = new RTCPeerConnection({ iceServers: [] });
    const channel = new Promise((resolve) => { connection.ondatachannel = (event) => resolve(event.channel); });
    const offer = new Promise((resolve) => { socket.onmessage = (event) => resolve(JSON.parse(event.data)); });
    socket.send(JSON.stringify({ action: "request", from: id }));
    await connection.setRemoteDescription(JSON.parse((await offer).data));
    const answer = await gathered(connection, async () =>
      connection.setLocalDescription(await connection.createAnswer()));
    socket.send(JSON.stringify({ action: "answer", from: id, data: JSON.stringify(answer) }));
    const opening = await channel;
    const first = new Promise((resolve) => {
      opening.onmessage = (event) => resolve(event.data);
      opening.onclose = () => resolve(null);
    });
    if (opening.readyState !== "open") {
      await Promise.race([first, new Promise((resolve) => { opening.onopen = resolve; })]);
    }
    socket.close();
    const isOpen = opening.readyState === "open"; // else it is lost already, and sending would throw
    if (isOpen) {
      opening.send(JSON.stringify({ id: 1, type: "jio_query", method_name: "get", argument_list: ["nobody"] }));
    }
    const text = isOpen ? await first : null;
    if (text === null && again > 0) { // ICE is given up when a busy machine stands still for 2 s
      connection.close();
      return scenarios.request({ url, again: again - 1 });
    }
    const result = {
      answer: JSON.parse(text), isLabelledWithId: opening.label === id, ordered: opening.ordered,
      maxRetransmits: opening.maxRetransmits, maxPacketLifeTime: opening.maxPacketLifeTime
    };
    connection.close();
    return result;
  },

  /** One call, and one more to see that the channel has survived it. */
  async call({ url, method, args }) {
    const slave = new Slave(() => {});
    await slave.connect(url);
    const answer = await slave.call(method, args).then((result) => ({ result }), (error) => ({ error }));
    const after = await slave.call("get", ["nobody"]).catch((error) => error.status_code);
    slave.close();
    return { answer, after };
  },

  /** Frames that only a browser can send. */
  async frames({ url }) {
    const slave = new Slave(() => {});
    await slave.connect(url);
    const answers = [];
    for (const frame of ["", new ArrayBuffer(0), new Uint8Array([1, 2, 3]), new Blob(["{}"]), "\ud83d"]) {
      const answer = new Promise((resolve) => { slave.stray = resolve; });
      slave.channel.send(frame);
      answers.push(JSON.parse(await answer));
    }
    const after = await slave.call("get", ["nobody"]).catch((error) => error.status_code);
    slave.close();
    return { answers, after };
  }
};

(async () => {
  for (;;) {
    const task = await (await fetch("/task", { method: "POST" })).json();
    if (task.scenario) {
      const result = await scenarios[task.scenario](task).catch((error) => ({ failed: String(error) + " " + error.stack }));
      await fetch("/result", { method: "POST", body: JSON.stringify(result) });
    }
  }
})();
