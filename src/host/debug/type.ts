/** Type of the debug sessions, as launch configurations name it. */
export const debugType = "patchArchaeology";
