import * as vscode from "vscode";
import { isGzip, startsMailbox } from "../../mail/documentKind";
import { joinBytes } from "../../mail/joinBytes";
import { Refused } from "./refused";

/** A server has so long to send a thread, in milliseconds. */
const patience = 60_000;

/** No thread is larger; a server that sends more is not listened to. */
const largestAnswer = 64 * 1024 * 1024;

/**
 * The Message-ID, without angle brackets, that a person typed or that a list archive's address holds
 * (`https://lore.kernel.org/<list>/<Message-ID>/`, `https://lore.kernel.org/r/<Message-ID>`); null when there is none.
 */
export function messageIdIn(words: string): string | null {
  const text = words.trim();
  const address = /^(?:https?:\/\/)?[\w.-]+(?::\d+)?\/([^?#]+)/.exec(text);
  if (address !== null && !text.startsWith("<")) {
    const part = address[1]?.split("/").find((one) => /@|%40/i.test(one));
    if (part === undefined) return null;
    try {
      return decodeURIComponent(part);
    } catch {
      return null;
    }
  }
  const id = /^(?:message-id:\s*)?(?:id:)?<?([^<>\s]+@[^<>\s]+?)>?$/i.exec(text);
  return id?.[1] ?? null;
}

/** Where a public-inbox server keeps the thread of a message as a packed mailbox (public-inbox, "t.mbox.gz"). */
export function threadAddress(server: string, messageId: string): string {
  return `${server.replace(/\/+$/, "")}/${encodeURIComponent(messageId).replaceAll("%40", "@")}/t.mbox.gz`;
}

/** What came of a stream before it ended, grew beyond what is read, or broke off with an error. */
interface Arrived {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ending: "whole" | "too large" | Error;
}

async function arrived(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Arrived> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let ending: Arrived["ending"] = "whole";
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); piece.value !== undefined; piece = await reader.read()) {
      chunks.push(piece.value);
      size += piece.value.length;
      if (size <= largestAnswer) continue;
      ending = "too large";
      await reader.cancel();
      break;
    }
  } catch (error) {
    ending = error instanceof Error ? error : new Error(String(error));
  }
  return { bytes: joinBytes(chunks), ending };
}

async function bytesOf({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
  const { bytes, ending } = await arrived(body);
  if (ending === "too large")
    throw new Refused(vscode.l10n.t("The answer is larger than 64 MB and was not read."));
  if (ending !== "whole") throw ending;
  return bytes;
}

async function mailboxIn(answer: Uint8Array<ArrayBuffer>, address: string): Promise<Uint8Array> {
  const { bytes, ending }: Arrived = isGzip(answer)
    ? await arrived(new Blob([answer]).stream().pipeThrough(new DecompressionStream("gzip")))
    : { bytes: answer, ending: "whole" };
  if (!startsMailbox(bytes))
    throw new Refused(vscode.l10n.t("{0} answered with something that is no mailbox.", address));
  if (ending === "too large")
    void vscode.window.showWarningMessage(vscode.l10n.t("Of {0}, only 64 MB were read.", address));
  else if (ending !== "whole")
    void vscode.window.showWarningMessage(
      vscode.l10n.t("{0} is damaged; what stands before the damage was read.", address),
    );
  return bytes;
}

/**
 * Fetches a thread.
 *
 * @returns the mailbox, unpacked
 * @throws {Refused} with one sentence when the server cannot be reached, is late, or sends no mailbox
 */
export async function fetchThread(address: string, cancelled: vscode.CancellationToken): Promise<Uint8Array> {
  const stop = new AbortController();
  const listening = cancelled.onCancellationRequested(() => stop.abort());
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const response = await fetch(address, { signal: stop.signal });
    if (!response.ok)
      throw new Refused(
        vscode.l10n.t("{0} answered {1} {2}.", address, response.status, response.statusText),
      );
    return await mailboxIn(await bytesOf(response), address);
  } catch (error) {
    if (cancelled.isCancellationRequested) throw new vscode.CancellationError();
    if (error instanceof Refused) throw error;
    if (stop.signal.aborted)
      throw new Refused(vscode.l10n.t("{0} did not answer within {1} seconds.", address, patience / 1000));
    throw new Refused(
      vscode.l10n.t(
        "{0} could not be reached: there is no network, or the server lets no editor in.",
        address,
      ),
    );
  } finally {
    listening.dispose();
    clearTimeout(timer);
  }
}
