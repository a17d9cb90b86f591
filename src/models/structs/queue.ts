import type { Handle } from "../machine";
import { integer, pointer, struct } from "../machine";
import type { Bio } from "./bio";

/** The disk's request queue: how many bios were given to it, and how many of them it was told to work on. */
export const RequestQueue = struct("request_queue", {
  submitted: integer(),
  started: integer(),
});
export interface RequestQueue extends Handle<typeof RequestQueue> {}

/** One bio in the queue; bios are counted from 0 in order of submission. */
export const DiskRequest = struct("request", {
  bio: pointer<Bio>("bio"),
});
export interface DiskRequest extends Handle<typeof DiskRequest> {}
