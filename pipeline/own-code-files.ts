/** Names of the files by which a fleet brings code of its own, in its folder. */

export const configurationFile = "flotilla.config.ts";
export const programFile = "fleet.ts";
