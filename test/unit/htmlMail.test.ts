import { expect, test } from "vitest";
import { htmlMail } from "../../src/mail/htmlMail";

/** What a browser shows, line by line, quotes marked as in a plain mail. */
test.each([
  [
    "paragraphs of Outlook",
    "<p class=Mso>one\r\ntwo</p>\r\n<p>three &lt;b&gt;</p>",
    ["one two", "three <b>"],
  ],
  [
    "breaks of Gmail",
    "<div>one<br>&nbsp; two</div><div><br></div><div>three</div>",
    ["one", "  two", "", "three"],
  ],
  ["text as it stands", "<pre>\nint a;\n\tint b;\n</pre>", ["", "int a;", "\tint b;"]],
  [
    "quotes in quotes",
    "<div>I:</div><blockquote><div>you:</div><blockquote>-\tx = 1;</blockquote></blockquote><p>No.</p>",
    ["I:", "", "> you:", ">", ">> - x = 1;", ">", "", "No."],
  ],
  ["a source that lays nothing out", "one\n <b>two</b> &amp;\n", ["one", " two &", ""]],
])("%s", (_, source, expected) => {
  expect(
    htmlMail(source)
      .text.split("\n")
      .map((line) => line.trimEnd()),
  ).toEqual(expected);
});

test("each line says where it begins in the source, though breaks and line ends differ", () => {
  const source = "<div>one\ntwo<br>\nthree</div>\n\n<pre>four\nfive</pre>";
  const { text, lines } = htmlMail(source);
  expect(text.split("\n")).toEqual(["one two", "three", "four", "five"]);
  expect(lines).toEqual([0, 2, 4, 5]);
});

test("hundreds of thousands of open quotes and of tags without an end are read", () => {
  const deep = "<blockquote>".repeat(100_000);
  expect(htmlMail(`${deep}x${"<a".repeat(100_000)}`).text).toContain("x");
});
