import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/mail/document";
import type { Note } from "../../src/review/note";
import { draftReply } from "../../src/review/reply";
import { openDigSite } from "../../src/series/digSite";
import type { SitePatch } from "../../src/series/sitePatch";
import { gitMailinfo } from "./git";
import { runs } from "./thorough";

const corpus = "media/corpus";
const documents = readdirSync(corpus)
  .filter((name) => /^\d.*\.txt$/.test(name))
  .map((name) => readDocument(name, readFileSync(`${corpus}/${name}`)));
const seeds = openDigSite(documents);
const mails = seeds.messages.filter(({ patches }) => patches.length > 0);

const words = fc
  .array(fc.constantFrom("why", "not", "hold", "the", "lock", "here", "this", "leaks", "see", "above"), {
    minLength: 1,
    maxLength: 30,
  })
  .map((list) => `So ${list.join(" ")}.`);

/** The rows of a patch that a note can be put on and be told apart by; of an empty one nothing is left in a quote. */
function placesOf({ id, patch }: SitePatch): readonly Omit<Note, "id" | "text">[] {
  return patch.files.flatMap((file) =>
    file.hunks.flatMap(({ rows, oldStart, newStart }) => {
      let [old, fresh] = [oldStart, newStart];
      return rows.flatMap(({ mark, text }) => {
        const side = mark === "-" ? ("old" as const) : ("new" as const);
        const line = side === "old" ? old : fresh;
        if (mark !== "+") old += 1;
        if (mark !== "-") fresh += 1;
        return text.trim() === "" ? [] : [{ patch: id, path: file.new ?? file.old ?? "", side, line }];
      });
    }),
  );
}

describe("a reply drafted from notes", () => {
  it("has each note stand on its line when it is read again", () => {
    const drafts = fc.constantFrom(...mails.keys()).chain((mail) =>
      fc.record({
        mail: fc.constant(mail),
        notes: fc.uniqueArray(
          fc.record({
            place: fc.constantFrom(...(mails[mail]?.patches ?? []).flatMap(placesOf)),
            text: words,
          }),
          {
            minLength: 1,
            maxLength: 4,
            selector: ({ place }) => `${place.patch} ${place.side} ${place.line}`,
          },
        ),
      }),
    );
    const law = fc.property(drafts, ({ mail: chosen, notes }) => {
      const mail = mails[chosen];
      if (mail === undefined) throw new Error("no such mail");
      // Numbered, so that they can be told apart when they are found again.
      const written = notes.map(({ place, text }, n): Note => ({
        id: String(n),
        ...place,
        text: `As to ${n}: ${text}`,
      }));
      const draft = draftReply({
        message: mail.message,
        patches: mail.patches,
        notes: written,
        trailers: [],
        from: { name: "A Reviewer", email: "reviewer@example.org" },
      });
      const reply = readDocument("reply.eml", new TextEncoder().encode(draft));
      const site = openDigSite([mail.document, reply]);
      const said = site.comments.filter(({ file }) => file === "reply.eml");
      for (const note of written) {
        const start = note.text.slice(0, "As to 0:".length);
        const comment = said.find(({ lines }) => lines.some(({ text }) => text.startsWith(start)));
        const { patch, path, side, line } = note;
        // Where a passage stands in a patch twice, the right place has to be among those that are offered.
        const places = [comment?.anchor, ...(comment?.candidates ?? [])];
        expect(places, `${draft}\n${JSON.stringify(note)}`).toContainEqual(
          expect.objectContaining({ patch, path, side, line }),
        );
      }
    });
    fc.assert(law, { numRuns: runs(15, 40) });
  });

  it("is a mail to git, whatever the name of the reviewer", () => {
    const [mail] = mails;
    if (mail === undefined) throw new Error("no seed brings a patch");
    const name = fc
      .array(fc.constantFrom("Jörg", "O'Neil", "Łukasz", "von", "田中", "J.", "(Bob)", "Ann"), {
        minLength: 1,
        maxLength: 8,
      })
      .map((parts) => parts.join(" "))
      // git takes the brackets off a name that begins and ends with one (mailinfo.c, handle_from).
      .filter((name) => !/^\(.*\)$/.test(name));
    const law = fc.property(name, (reviewer) => {
      const from = { name: reviewer, email: "reviewer@example.org" };
      const draft = draftReply({ ...mail, notes: [], trailers: ["Reviewed-by"], from });
      const read = gitMailinfo(new TextEncoder().encode(draft));
      expect(read.email).toBe(from.email);
      expect(read.author.replace(/\s+/g, " ")).toBe(reviewer);
      expect(draft).toContain(`\nReviewed-by: ${reviewer} <reviewer@example.org>\n`);
      const head = draft.slice(0, draft.indexOf("\n\n"));
      expect(head.split("\n").every((line) => line.length <= 78)).toBe(true);
    });
    fc.assert(law, { numRuns: runs(8, 15) });
  });
});
