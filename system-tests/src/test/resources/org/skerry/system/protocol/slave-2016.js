"use strict";
// The slave of the prototype of 2016, written from the description of its messages: it offers, without trickling, waits
// for the answer addressed to it, closes its WebSocket when its data channel is open, and calls the master over it.

const TIMEOUT_MS = 60000;

function makeId() {
  const four = () => Math.floor((1 + Math.random()) * 0x10000).toString(16).substring(1);
  return four() + four() + "-" + four() + "-" + four() + "-" + four() + "-" + four() + four() + four();
}

/** The peer connection of a slave; resolves when no more candidates come. */
function gathered(connection, setLocal) {
  return new Promise((resolve, reject) => {
    connection.onicecandidate = (event) => {
      if (event.candidate === null) {
        resolve(connection.localDescription);
      }
    };
    setLocal().catch(reject);
  });
}

function opened(socket) {
  return new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("WebSocket failed"));
  });
}

class Slave {
  constructor(status) {
    this.status = status;
    this.id = makeId();
    this.counter = 0;
    this.waiting = new Map();
    this.frames = [];          // every frame that came
    this.otherChannels = 0;
    this.connection = new RTCPeerConnection({ iceServers: [] });
  }

  async connect(url) {
    this.status("Try to connect over " + url + " ...");
    const socket = new WebSocket(url);
    await opened(socket);
    this.channel = this.connection.createDataChannel(this.id, { reliable: true });
    this.connection.ondatachannel = () => { this.otherChannels += 1; };
    const description = await gathered(this.connection, async () =>
      this.connection.setLocalDescription(await this.connection.createOffer({
        offerToReceiveAudio: false, offerToReceiveVideo: false
      })));
    const answer = new Promise((resolve, reject) => {
      setTimeout(() => reject(new Error("No remote WebRTC connection available")), TIMEOUT_MS);
      socket.onmessage = (event) => {
        const message = JSON.parse(event.data);
        this.signal = message;
        if (message.action === "answer" && message.to === this.id) {
          resolve(JSON.parse(message.data));
        } else if (message.action === "refused") {
          reject(new Error(event.data));
        }
      };
    });
    socket.send(JSON.stringify({ from: this.id, action: "offer", data: JSON.stringify(description) }));
    const open = new Promise((resolve) => { this.channel.onopen = resolve; });
    await this.connection.setRemoteDescription(await answer);
    await open;
    this.listen();
    const closed = new Promise((resolve) => { socket.onclose = resolve; });
    socket.close();
    await closed;
    this.status("WebRTC active.");
  }

  listen() {
    this.channel.onmessage = (event) => {
      this.frames.push(event.data);
      const message = JSON.parse(event.data);
      const call = this.waiting.get(message.id);
      if (call && message.type === "jio_response") {
        call.resolve(message.result);
      } else if (call && message.type === "error") {
        call.reject(message.result);
      } else if (this.stray) {
        this.stray(event.data);
      }
    };
  }

  call(method_name, argument_list) {
    this.counter += 1;
    const id = this.counter;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      setTimeout(() => reject(new Error("Timed out after " + TIMEOUT_MS + " ms")), TIMEOUT_MS);
      this.channel.send(JSON.stringify({ id, type: "jio_query", method_name, argument_list }));
    });
  }

  async create(first, last) {
    this.status("Posting to storage...");
    const id = await this.call("post", [{ first, last }]);
    this.status("ok, record created: " + id);
    return id;
  }

  async search(text) {
    this.status("Querying storage...");
    const found = await this.call("allDocs", [{ query: 'first:"%' + text + '%" OR last:"%' + text + '%"' }]);
    const records = [];
    for (const row of found.data.rows) {
      records.push(await this.call("get", [row.id]));
    }
    this.status("");
    return records;
  }

  close() {
    this.connection.close();
  }
}
