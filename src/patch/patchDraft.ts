import type { CommitHeader } from "./commitHeader";
import type { FileHeader } from "./fileHeader";
import type { Alternatives } from "./proof";

/** A file whose names are not cleaned and whose doubtful hunks are not decided yet. */
export interface FileDraft {
  readonly header: FileHeader;
  readonly hunks: Alternatives[];
  lastLine: number;
}

/** A patch of which more files may follow. */
export interface PatchDraft {
  readonly commit: CommitHeader | null;
  readonly files: FileDraft[];
}
