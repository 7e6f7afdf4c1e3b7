/** Reads the data of the page and shows it. */

import { render } from "preact";
import { type PageData, unpacked } from "../cli/page/page-data.ts";
import { unhidden } from "../model/visible-text.ts";
import { App } from "./app.tsx";

/** Whatever a text of the fleet hides, such as marks that turn the direction of writing, stands there as its escape. */
const shown = (_key: string, value: unknown): unknown => (typeof value === "string" ? unhidden(value) : value);

const data: PageData = JSON.parse(document.getElementById("data")?.textContent ?? "", shown);
const content = unpacked(data);
const root = document.getElementById("page");
document.title = `Flotilla: ${content.plan ? "plan" : "map"} of ${content.map.fleet}`;
if (root) render(<App content={content} />, root);
