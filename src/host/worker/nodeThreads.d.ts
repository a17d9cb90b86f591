/** The part of Node's worker threads that is used; the host is compiled without Node's types, since it runs in browsers too. */
declare module "node:worker_threads" {
  export class Worker {
    constructor(file: string);
    postMessage(message: unknown): void;
    on(event: "message", listener: (message: unknown) => void): void;
    on(event: "error", listener: (error: Error) => void): void;
    terminate(): Promise<number>;
  }
  export const parentPort: {
    postMessage(message: unknown): void;
    on(event: "message", listener: (message: unknown) => void): void;
  } | null;
}
