import { ofErrorsAfterwards } from "./claims/afterwards";
import { ofTheSeries } from "./claims/series";
import type { Claim } from "./claims/claim";

export type { Claim } from "./claims/claim";

/** Every claim of the documents that a scenario tests, in order of the documents. */
export const claims: readonly Claim[] = [...ofTheSeries, ...ofErrorsAfterwards];
