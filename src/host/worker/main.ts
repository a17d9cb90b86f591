import { teaching } from "../lessons/teaching";
import { findIn } from "../desk/found";
import { answer } from "./server";
import { library } from "./models";
import type { Answer, Question } from "./requests";
import { simulation } from "./simulation";

/** Entry of the exploration worker: a thread of Node on the desktop, a web worker in a browser. */
const handlers = { ...simulation(library), ...teaching(), read: findIn };

async function listen(): Promise<void> {
  if (typeof self === "undefined") {
    const { parentPort } = await import("node:worker_threads");
    parentPort?.on("message", (question) =>
      answer(handlers, question as Question, (reply: Answer) => parentPort.postMessage(reply)),
    );
    return;
  }
  self.onmessage = ({ data }: MessageEvent<Question>) =>
    answer(handlers, data, (reply) => self.postMessage(reply));
}

void listen();
