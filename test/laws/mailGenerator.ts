import fc from "fast-check";

/** A mail as its bytes; what git makes of it is the expectation, so nothing else is kept. */
export type MailBytes = Uint8Array;

const words =
  'the dio code waits for bios: and foo() bar->baz [brackets] a-b c/d "quoted" it\'s 100% é ü Ж 田'.split(
    " ",
  );
const names = [
  "Zach Brown",
  "Jörg Müller",
  "Leonid I. Ananiev",
  "Brown, Zach",
  "O'Neil Pat",
  "Иван Жук",
  "田中 太郎",
  "Ann-Marie d'Arc",
];

const sentence = fc
  .array(fc.constantFrom(...words), { minLength: 2, maxLength: 12 })
  .map((list) => list.join(" "));

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** RFC 2047 words of a few characters each, so that long texts come in several. */
function encodeWords(text: string, form: "B" | "Q"): string {
  if (isAscii(text)) return text;
  const letters = [...text];
  const parts: string[] = [];
  for (let i = 0; i < letters.length; i += 12) {
    const bytes = Buffer.from(letters.slice(i, i + 12).join(""), "utf8");
    const q = [...bytes]
      .map((byte) => {
        const isPlain = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
        return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
      })
      .join("");
    parts.push(form === "B" ? `=?utf-8?B?${bytes.toString("base64")}?=` : `=?UTF-8?q?${q}?=`);
  }
  return parts.join("\n ");
}

const person = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom("B" as const, "Q" as const))
  .map(([name, form]) => {
    const shown = !isAscii(name) ? encodeWords(name, form) : /[,.]/.test(name) ? `"${name}"` : name;
    return `${shown} <u@example.org>`;
  });

const trailer = fc
  .tuple(
    fc.constantFrom("Signed-off-by", "Acked-by", "Cc", "Fixes", "Link", "Change-Id"),
    fc.constantFrom(": ", ":  ", ":"),
    fc.constantFrom("Jeff Moyer <jm@x.com>", "<xfs@oss.sgi.com>", 'abc123 ("foo: bar")', "http://x.y/z"),
    fc.constantFrom("", "", "\n  continued"),
  )
  .map((parts) => parts.join(""));

const row = fc
  .tuple(
    fc.constantFrom(" ", "+", "-"),
    fc.constantFrom("\tx = 1;", "\t\treturn foo(a, b);", "/* é */", "From here", "-- ", "} else {", ""),
  )
  .map((parts) => parts.join(""));

function hunk(rows: readonly string[]): string {
  const old = rows.filter((text) => !text.startsWith("+")).length;
  const fresh = rows.filter((text) => !text.startsWith("-")).length;
  return [`@@ -5,${old} +5,${fresh} @@ int foo()`, ...rows].join("\n");
}

const diff = fc
  .uniqueArray(fc.constantFrom("fs/aio.c", "mm/filemap.c", "dir/with blank.c"), {
    minLength: 1,
    maxLength: 2,
  })
  .chain((paths) =>
    fc.tuple(
      ...paths.map((path) =>
        fc.array(row, { minLength: 2, maxLength: 9 }).map((rows) => {
          const changed = rows.some((text) => text !== "" && !text.startsWith(" "))
            ? rows
            : [...rows, "+new"];
          const tab = path.includes(" ") ? "\t" : "";
          const head = `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644`;
          return `${head}\n--- a/${path}${tab}\n+++ b/${path}${tab}\n${hunk(changed)}`;
        }),
      ),
    ),
  )
  .map((files) => `---\n f | 2 +-\n\n${files.join("\n")}\n-- \n2.39.5`);

const inBody = fc.constantFrom(
  "",
  "",
  "From: Bob Bee <b@c.d>\n\n",
  "From: Bob Bee <b@c.d>\nSubject: [PATCH] in the body\nDate: Wed, 3 Jan 2007 00:00:00 +0000\n\n",
);

const body = fc
  .record({
    inBody,
    paragraphs: fc.array(fc.array(sentence, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    prose: fc.constantFrom("", "", "", "From now on: it is 12 o'clock.\n\n", ">From the start\n\n"),
    trailers: fc.array(trailer, { maxLength: 5 }),
    diff: fc.option(diff, { freq: 5, nil: "" }),
  })
  .map((parts) => {
    const prose = parts.paragraphs.map((lines) => `${lines.join("\n")}\n\n`).join("");
    const trailers = parts.trailers.length === 0 ? "" : `${parts.trailers.join("\n")}\n`;
    return `${parts.inBody}${prose}${parts.prose}${trailers}${parts.diff}\n`;
  });

function quotedPrintable(text: string): string {
  const encoded = [...Buffer.from(text, "utf8")]
    .map((byte) => {
      if (byte === 10) return "\n";
      const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x3d;
      return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
  return encoded
    .split("\n")
    .map((line) => line.replace(/ $/, "=20").replace(/(?:=[0-9A-F]{2}|[^=]){70}(?=.)/g, "$&=\n"))
    .join("\n");
}

type Packing = "8bit" | "quoted-printable" | "base64" | "attach" | "alternative";

function pack(text: string, packing: Packing): string {
  const plain = "Content-Type: text/plain; charset=UTF-8";
  const mime = "MIME-Version: 1.0";
  if (packing === "8bit") return `${mime}\n${plain}\nContent-Transfer-Encoding: 8bit\n\n${text}`;
  if (packing === "quoted-printable") {
    return `${mime}\n${plain}\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}`;
  }
  if (packing === "base64") {
    const encoded = Buffer.from(text, "utf8").toString("base64").replace(/.{76}/g, "$&\n");
    return `${mime}\n${plain}\nContent-Transfer-Encoding: base64\n\n${encoded}\n`;
  }
  const cut = packing === "attach" ? text.indexOf("---\n") : -1;
  const [log, patch] = cut < 0 ? [text, ""] : [text.slice(0, cut), text.slice(cut)];
  const name = 'name="0001-x.patch"';
  const parts = [
    `${plain}; format=fixed\nContent-Transfer-Encoding: 8bit\n\n${log}`,
    ...(patch === ""
      ? []
      : [`Content-Type: text/x-patch; ${name}\nContent-Disposition: attachment; file${name}\n\n${patch}`]),
  ];
  const mark = "------------2.39.5";
  const head = `${mime}\nContent-Type: multipart/mixed; boundary="${mark}"\n\nThis is a multi-part message.\n`;
  return `${head}${parts.map((part) => `--${mark}\n${part}\n`).join("")}--${mark}--\n\n`;
}

const separator = fc.constantFrom(
  "From 20258b2b397031649e4a41922fe803d57017df84 Mon Sep 17 00:00:00 2001",
  "From me@host Tue Feb 20 09:08:41 2007",
);

/** Mails of a mailbox as git and mail programs write them, separators included. */
export const mailboxMail: fc.Arbitrary<MailBytes> = fc
  .record({
    separator,
    person,
    subject: fc.tuple(
      fc.constantFrom(
        "",
        "[PATCH] ",
        "[PATCH v2 3/7] ",
        "[RFC PATCH net-next] ",
        "[foo] [PATCH] ",
        "[PATCH 0/3] ",
      ),
      sentence,
      fc.constantFrom("B" as const, "Q" as const),
    ),
    date: fc.constantFrom(
      "Tue, 20 Feb 2007 09:08:41 -0500",
      "20 Feb 2007 09:08:41 +0000",
      "Tue, 20 Feb 2007 9:08:41 +0530 (IST)",
    ),
    odd: fc.constantFrom("", "", "__proto__: x\n", "X-Long: a\n b\n\tc\n"),
    body,
    packing: fc.constantFrom<Packing>("8bit", "quoted-printable", "base64", "attach"),
    lineEnd: fc.constantFrom("\n", "\n", "\n", "\r\n"),
  })
  .map(({ separator: first, person: from, subject, date, odd, body: text, packing, lineEnd }) => {
    const [prefix, title, form] = subject;
    const head = `${first}\nFrom: ${from}\nDate: ${date}\nSubject: ${prefix}${encodeWords(title, form)}\n${odd}`;
    const mail = `${head}${pack(text, packing)}\n`;
    // A base64 text of a CR LF mail would have bare line feeds inside; git reads both.
    return new Uint8Array(Buffer.from(mail.replaceAll("\n", lineEnd), "utf8"));
  });
