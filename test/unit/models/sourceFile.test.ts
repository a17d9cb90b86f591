import { expect, test } from "vitest";
import { revisions } from "../../../src/models";
import { sourceFileOf } from "../../../src/models/places/sourceFile";

/** What a scenario decides, and no C file: the disk, the map of blocks, the pointers to methods. */
const ofTheScenario = ["aio_rw", "direct_IO", "disk_interrupt", "get_block", "queue_ioend"];

test("every function of every revision has its C file, or belongs to the scenario", () => {
  const functions = new Set(revisions.flatMap(({ layer }) => Object.keys(layer.changed)));
  expect([...functions].filter((name) => sourceFileOf(name) === null).sort()).toEqual(ofTheScenario);
});
