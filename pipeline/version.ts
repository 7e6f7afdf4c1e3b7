/** Name, version and range of Node in package.json, the only place that states them. */

import manifest from "../package.json" with { type: "json" };

export const packageName: string = manifest.name;
export const version: string = manifest.version;
export const nodeRange: string = manifest.engines.node;
