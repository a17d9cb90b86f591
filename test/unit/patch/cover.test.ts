import { expect, test } from "vitest";
import { readPatches } from "../../../src/patch/reader";
import { linesOf } from "./documentLines";

/*
 * Small texts by hand; the law test of damage does the same to generated histories.
 */

const head = "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n";

function onlyHunk(text: string): {
  readonly rows: readonly string[];
  readonly notes: readonly string[];
  readonly certainty: number;
} {
  const [hunk] = readPatches(linesOf(text)).patches.flatMap((patch) =>
    patch.files.flatMap((file) => file.hunks),
  );
  if (hunk === undefined) throw new Error("no hunk");
  return {
    rows: hunk.rows.map((row) => row.mark + row.text),
    notes: hunk.repairs.map((repair) => `${repair.kind}: ${repair.note}`),
    certainty: hunk.certainty,
  };
}

const rows = [" #include <a.h>", "-\tif (p->n && !q)", '+\tf(p->n, "=%d", 1 == 2);', " }"];

test.each([
  [
    "HTML entities",
    `${head} #include &lt;a.h&gt;\n-\tif (p-&gt;n &amp;&amp; !q)\n+\tf(p-&gt;n, "=%d", 1 == 2);\n }\n`,
    "other: HTML entities (&lt;, &gt;, &amp;) were decoded",
  ],
  [
    "the source of a page within <pre>",
    `<pre>\n${head} #include &lt;a.h&gt;\n-\tif (p-&gt;n &amp;&amp; !q)\n+\tf(p-&gt;n, &quot;=%d&quot;, 1 == 2);\n }\n</pre>\n`,
    "other: HTML entities (&lt;, &gt;, &amp;) were decoded",
  ],
  [
    "the source of a page with line breaks and no-break blanks",
    `${head}&nbsp;#include &lt;a.h&gt;\n-\tif (p-&gt;n &amp;&amp; !q)\n+\tf(p-&gt;n, &#34;=%d&#x22;, 1 == 2);\n&nbsp;}\n`.replace(
      /\n/g,
      "<br />\n",
    ),
    "other: the line breaks (<br>) and entities (&lt;, &nbsp;) of a web page were undone",
  ],
  [
    "no-break blanks",
    `${head}${rows.join("\n")}\n`.replace(/^ /gm, "\u00a0"),
    "other: no-break blanks were made plain again",
  ],
  [
    "quoted-printable with a soft line break",
    `${head} #include <a.h>\n-\tif (p->n && !q)\n+\tf(p->n, =\n"=3D%d", 1 =3D=3D 2);\n }\n`,
    "other: the quoted-printable encoding (=3D, =20, = at line ends) was decoded",
  ],
  [
    "the dashes of PGP",
    `${head}${rows.join("\n")}\n`.replace(/^-/gm, "- -"),
    "other: the dashes that PGP put before lines (- --- a/...) were taken away",
  ],
  [
    "typographic quotes",
    `${head}${rows.join("\n")}\n`.replace('"=%d"', "\u201c=%d\u201d"),
    "other: typographic quotes were made plain again",
  ],
  [
    "indentation",
    `    ${head}${rows.join("\n")}\n`.replace(/\n(?=.)/g, "\n    "),
    "unquote: blanks before each line taken away",
  ],
  [
    "numbers",
    `${head}${rows.join("\n")}`
      .split("\n")
      .map((line, index) => `${String(index + 8).padStart(3)}: ${line}\n`)
      .join(""),
    "unquote: a line number before each line taken away",
  ],
  [
    "a comment's marks",
    `// ${head}${rows.join("\n")}\n`.replace(/\n(?=.)/g, "\n// "),
    'unquote: "//" before each line taken away',
  ],
])("%s over every line: taken away, and said", (_, text, note) => {
  const hunk = onlyHunk(text);
  expect(hunk.rows).toEqual(rows);
  expect(hunk.notes).toContain(note);
  expect(hunk.certainty).toBe(0.9);
});

test("the blank that format=flowed stuffs", () => {
  const text = `${head} \tint n;\n-\tn = 1;\n+\tn = 2;\n \treturn n;\n`;
  const hunk = onlyHunk(text.replace(/^ /gm, "  "));
  expect(hunk.rows).toEqual([" \tint n;", "-\tn = 1;", "+\tn = 2;", " \treturn n;"]);
});

test.each([
  ["a patch to a page", "-<p>a &amp; b &lt;c&gt;</p>", "+<p>a &amp;&amp; b</p>"],
  ["keys in base 64", "-h1:AAAA=", "+h1:BBBB="],
  ["words with typographic quotes beside plain ones", '-a "b"', "+(\u201cb\u201d)"],
  ["rows that begin with minus and blank", "-- a", "+- b"],
  [
    "apostrophes within words, whatever their letters",
    "-l\u2019\u00e9t\u00e9",
    "+jusqu\u2019\u00e0 l\u00e0, 1970\u2019s",
  ],
])("%s: stays as it is, and certain", (_, old, now) => {
  const hunk = onlyHunk(`${head} a\n${old}\n${now}\n b\n`);
  expect(hunk).toEqual({ rows: [" a", old, now, " b"], notes: [], certainty: 1 });
});

test.each([
  ["a patch to an escaped page that tells so only at its end", ["-a &amp; b", "+a &quot;b&quot;", " c < d"]],
  ["code indented by one blank more than its neighbours", [" \u2018x\u2019 isn't", "-  b", "+  c"]],
])("%s: stays as it is", (_, shown) => {
  const hunk = onlyHunk(`--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n${shown.join("\n")}\n`);
  expect(hunk).toEqual({ rows: shown, notes: [], certainty: 1 });
});

test("names between single quotes, as compilers print them, are kept but not certain", () => {
  const shown = ["-error: unknown type name \u2018u_char\u2019", "+ok", " c"];
  const hunk = onlyHunk(`--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n${shown.join("\n")}\n`);
  expect(hunk.rows).toEqual(shown);
  expect(hunk.certainty).toBe(0.9);
});

const python = ["     def run(self):", "         pass", "-        old", "+        return 1", "         end"];

test.each([
  ["kept", "", "", python, []],
  ["lost", "^ ", "", python, ["blank: a context row without its first blank"]],
  [
    "doubled",
    "^ ",
    "  ",
    python,
    ["other: the second blank that format=flowed put before each row was taken away"],
  ],
])(
  "rows that are all indented, their first blank %s: their indentation tells",
  (_, found, put, rows_, notes) => {
    const damaged = rows_.map((row) => (found === "" ? row : row.replace(new RegExp(found), put)));
    const hunk = onlyHunk(`--- a/x.py\n+++ b/x.py\n@@ -7,4 +7,4 @@\n${damaged.join("\n")}\n`);
    expect(hunk.rows).toEqual(python);
    expect([...new Set(hunk.notes)]).toEqual(notes);
    expect(hunk.certainty < 1).toBe(found !== "");
  },
);

test("a diff that a log message shows, indented, is none beside a diff", () => {
  const shown = "    @@ -1,2 +1,2 @@\n     a\n    -b\n    +c\n";
  const { patches } = readPatches(linesOf(`${shown}---\n${head}${rows.join("\n")}\n`));
  expect(patches.flatMap((patch) => patch.files)).toHaveLength(1);
});

test("a list's footer between two rows is left out, and said", () => {
  const footer = "_______________________________________________\ndevel mailing list\nhttp://x.org/devel\n";
  const { patches, problems } = readPatches(linesOf(`${head} a\n-b\n${footer}+c\n d\n`));
  const [hunk] = patches.flatMap((patch) => patch.files.flatMap((file) => file.hunks));
  expect(hunk?.rows.map((row) => row.mark + row.text)).toEqual([" a", "-b", "+c", " d"]);
  expect(problems).toEqual([
    { line: 7, message: "the footer of a mailing list stands here within the diff; it is left out" },
  ]);
});

test("a redirection broken off a quoted line keeps its sign; quoted rows without a blank lose theirs", () => {
  const wrapped = [
    "> --- a/t.sh",
    "> +++ b/t.sh",
    "> @@ -1,2 +1,2 @@",
    "> -git rev-list --objects --all --filter=blob:none --stdin --not --remotes",
    ">expect",
    "> +x",
    ">  done",
  ];
  expect(onlyHunk(wrapped.join("\n")).rows).toEqual([
    "-git rev-list --objects --all --filter=blob:none --stdin --not --remotes >expect",
    "+x",
    " done",
  ]);
  const tight = [">--- a/x.c", ">+++ b/x.c", ">@@ -1,3 +1,2 @@", "> a", ">-b", "> c"];
  expect(onlyHunk(tight.join("\n")).rows).toEqual([" a", "-b", " c"]);
});
