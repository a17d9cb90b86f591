import { readdirSync, readFileSync } from "node:fs";
import { readDocument } from "../../../src/mail/document";
import { mapPatches } from "../../../src/models/map/map";
import { openDigSite } from "../../../src/series/digSite";

const corpus = new URL("../../../media/corpus/", import.meta.url);

/** The dig site of the documents that are shipped. */
export const site = openDigSite(
  readdirSync(corpus)
    .sort()
    .map((name) => readDocument(name, readFileSync(new URL(name, corpus)))),
);

/** What stands behind each of its hunks; to know that, the models are walked for seconds. */
export const hunks = mapPatches(site.patches);
