import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/mail/document";
import { encodeWords, field, mailbox } from "../../src/review/header";
import { addressToAnswer } from "../../src/review/reply";
import { isNote, type Note } from "../../src/review/note";
import { wrapProse } from "../../src/review/prose";
import { passagesOf } from "../../src/review/quotedHunk";
import { comparableText, compareVersions } from "../../src/review/versions";
import { openDigSite } from "../../src/series/digSite";

/** A patch of one file whose hunk begins at a line and adds others. */
function mail(subject: string, path: string, start: number, added: readonly string[]): string {
  const rows = [" {", ...added.map((text) => `+${text}`), " }"];
  const range = `@@ -${start},2 +${start},${rows.length} @@ int main(void)`;
  const diff = [`--- a/${path}`, `+++ b/${path}`, range, ...rows].join("\n");
  return `From: Ann <ann@example.org>\nSubject: [PATCH] ${subject}\n\nWhy.\n\n---\n${diff}\n`;
}

const patchOf = (text: string) => {
  const document = readDocument("one.eml", new TextEncoder().encode(text));
  const [patch] = openDigSite([document]).patches;
  if (patch === undefined) throw new Error("no patch in the mail");
  return patch;
};

describe("two versions of a series", () => {
  const lock = patchOf(
    mail("a: lock", "a.c", 10, ["\tspin_lock(&lock);", "\tcount++;", "\tspin_unlock(&lock);"]),
  );
  const moved = patchOf(
    mail("a: lock", "a.c", 30, ["\tspin_lock(&lock);", "\tcount++;", "\tspin_unlock(&lock);"]),
  );
  const shorter = patchOf(mail("a: lock it", "a.c", 10, ["\tspin_lock(&lock);", "\tcount++;"]));
  const other = patchOf(mail("b: print", "b.c", 1, ['\tprintk("b");', "\tdump_stack();"]));

  it("a patch that only moved is the same; a changed, a new and a dropped one are told", () => {
    expect(compareVersions([lock], [moved]).map(({ change }) => change)).toEqual(["same"]);
    expect(compareVersions([lock], [shorter]).map(({ change }) => change)).toEqual(["changed"]);
    expect(compareVersions([lock], [other, moved])).toEqual([
      { old: null, new: other, change: "come" },
      { old: lock, new: moved, change: "same" },
    ]);
    expect(compareVersions([lock, other], [moved])).toEqual([
      { old: lock, new: moved, change: "same" },
      { old: other, new: null, change: "gone" },
    ]);
  });
});

describe("two versions of a series whose patches change alike", () => {
  const rows = ["\tspin_lock(&lock);", "\tspin_unlock(&lock);"];
  const up = patchOf(mail("a: lock the increment", "a.c", 10, rows));
  const down = patchOf(
    mail("a: lock the decrement", "a.c", 30, rows)
      .replace(" {", " void put(void)\n {")
      .replace("-30,2 +30,4", "-30,3 +30,5"),
  );
  const upAgain = patchOf(
    mail("a: lock the increment", "a.c", 10, ["\tspin_lock_irq(&lock);", "\tspin_unlock(&lock);"]),
  );

  it("pairs each with its own other version, by title and by what stands around", () => {
    expect(compareVersions([up, down], [upAgain, down])).toEqual([
      { old: up, new: upAgain, change: "changed" },
      { old: down, new: down, change: "same" },
    ]);
    const untitled = [up, down].map((one) => ({ ...one, subject: "" }));
    expect(compareVersions(untitled, [...untitled].reverse()).map(({ change }) => change)).toEqual([
      "same",
      "same",
    ]);
  });

  it("tells another log message", () => {
    const said = patchOf(
      mail("a: lock the increment", "a.c", 10, rows).replace("Why.", "Two getters may lose one."),
    );
    expect(compareVersions([up], [said]).map(({ change }) => change)).toEqual(["changed"]);
    expect(comparableText(said)).toContain("Two getters may lose one.");
    const wrapped = patchOf(mail("a: lock the increment", "a.c", 10, rows).replace("Why.", "Why. "));
    expect(compareVersions([up], [wrapped]).map(({ change }) => change)).toEqual(["same"]);
  });
});

describe("a quoted hunk", () => {
  const added = Array.from({ length: 30 }, (_, n) => `\tstep(${n});`);
  const [file] = patchOf(mail("steps", "a.c", 1, added)).patch.files;
  const [hunk] = file?.hunks ?? [];
  const note = (line: number, text: string): Note => ({
    id: text,
    patch: "p",
    path: "a.c",
    side: "new",
    line,
    text,
  });

  it("shows twelve rows above a note, says that it left out others, and goes on where it stopped", () => {
    if (hunk === undefined) throw new Error("the patch has no hunk");
    // Line 1 is the brace, line n + 2 is step(n).
    const [first, second] = passagesOf(hunk, [note(29, "late"), note(27, "early")]);
    expect(first).toMatchObject({ trimmed: true, text: "early" });
    expect(first?.quoted).toHaveLength(12);
    expect(first?.quoted.at(-1)).toBe("+\tstep(25);");
    expect(second).toEqual({ quoted: ["+\tstep(26);", "+\tstep(27);"], trimmed: false, text: "late" });
  });

  it("counts the lines that are missing in a hunk with a gap", () => {
    if (hunk === undefined) throw new Error("the patch has no hunk");
    // Row 5 is step(4): line 6, and line 16 where ten lines are missing above it.
    const gapped = { ...hunk, gaps: [{ before: 5, old: 10, new: 10 }] };
    const [passage] = passagesOf(gapped, [note(16, "below the gap")]);
    expect(passage?.quoted.at(-1)).toBe("+\tstep(4);");
    expect(passagesOf(gapped, [note(6, "in the gap")])).toEqual([]);
  });

  it("leaves out notes on lines that it does not show", () => {
    if (hunk === undefined) throw new Error("the patch has no hunk");
    expect(passagesOf(hunk, [note(400, "elsewhere")])).toEqual([]);
  });
});

describe("the text of a reply", () => {
  it("wraps prose at 72 columns and leaves code, quotes and long words as they are", () => {
    const word = "x".repeat(90);
    const lines = wrapProse(
      `${"some words ".repeat(20)}\n\tcode that is ${"long ".repeat(20)}\n> quoted\n${word}`,
    );
    expect(lines.filter((line) => line.startsWith("some")).every((line) => line.length <= 72)).toBe(true);
    expect(lines.filter((line) => line.startsWith("\tcode"))).toHaveLength(1);
    expect(lines.slice(-2)).toEqual(["> quoted", word]);
  });

  it("goes to no address that an archive has hidden", () => {
    const from = (address: string) => {
      const text = `From: Ann <${address}>\nSubject: hello\n\nWords.\n`;
      const document = readDocument("one.eml", new TextEncoder().encode(text));
      const [message] = openDigSite([document]).messages;
      return message && addressToAnswer(message.message);
    };
    expect(from("ann@example.org")).toBe("ann@example.org");
    expect(from("ann@xx.example.org")).toBe("ann@xx.example.org");
    // As in documents 002 and 003, and as Google Groups has it.
    expect(from("leonid.i.ananiev@xxxxxxxxxxxxxxx")).toBeNull();
    expect(from("ann@xxxxxxx.xxx")).toBeNull();
    expect(from("an...@example.org")).toBeNull();
  });

  it("never lets a name begin a header of its own", () => {
    expect(field("To", "Eve\r\nBcc: all@example.org <eve@example.org>")).toBe(
      "To: Eve Bcc: all@example.org <eve@example.org>",
    );
    expect(mailbox('Eve "the" Hacker', "eve@example.org")).toBe('"Eve \\"the\\" Hacker" <eve@example.org>');
    // RFC 2047's own way: UTF-8 of the o with diaeresis is C3 B6.
    expect(encodeWords("Jörg")).toBe("=?UTF-8?q?J=C3=B6rg?=");
    // Read as it stands, this would be decoded to "x" (RFC 2047, section 6.2); "=" is 3D and "?" is 3F in ASCII.
    expect(encodeWords("=?utf-8?q?x?=")).toBe("=?UTF-8?q?=3D=3Futf-8=3Fq=3Fx=3F=3D?=");
  });

  it("takes no note from storage that is none", () => {
    const good = { id: "1", patch: "p1", path: "a.c", side: "old", line: 3, text: "why?" };
    expect(isNote(good)).toBe(true);
    for (const bad of [null, "note", { ...good, side: "left" }, { ...good, line: 0 }, { ...good, text: 7 }])
      expect(isNote(bad)).toBe(false);
  });
});
