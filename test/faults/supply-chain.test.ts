import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));

/** A package as package-lock.json (version 3) has it. */
interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly dev?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const { "": self, ...locked }: Readonly<Record<string, LockedPackage>> = read("package-lock.json").packages;
/** The Node that runs the clone is a package of this repository, which names those of the machines. */
const own: ReadonlySet<string> = new Set(["packaging/node", "node_modules/node-of-the-clone"]);
const packages = Object.entries(locked).filter(([path]) => !own.has(path));
const pathsOf = (is: (each: LockedPackage) => boolean) => packages.filter(([, each]) => is(each)).map(([path]) => path);
const nameOf = (path: string) => path.split("node_modules/").at(-1) ?? "";

describe("The lock file, read without a network", () => {
  test("has the SHA-512 of each package, or of the package in whose archive it lies", () => {
    expect(packages.length).toBeGreaterThan(300);
    const holderOf = (path: string) => locked[path.slice(0, path.lastIndexOf("/node_modules/"))];
    const hasDigest = (path: string): boolean => {
      const { integrity, inBundle } = locked[path] ?? {};
      if (integrity !== undefined) return /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity);
      return (
        inBundle === true &&
        holderOf(path) !== undefined &&
        hasDigest(path.slice(0, path.lastIndexOf("/node_modules/")))
      );
    };
    expect(packages.map(([path]) => path).filter((path) => !hasDigest(path))).toEqual([]);
  });

  test("names no place to fetch from: the registry is the one that the machine is configured for", () => {
    expect(pathsOf(({ resolved, link }) => resolved !== undefined || link === true)).toEqual([]);
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toContain("omit-lockfile-registry-resolved=true");
  });

  test("asks for packages by version alone: none from Git, a URL, a folder or under another name", () => {
    const specs = packages
      .concat([["", self as LockedPackage]])
      .flatMap(([path, each]) =>
        [each.dependencies, each.optionalDependencies, each.peerDependencies].flatMap((group) =>
          Object.entries(group ?? {}).map(([name, spec]) => ({ path, name, spec })),
        ),
      );
    expect(
      specs.filter(
        ({ spec }) => !/^[\d\s.xX*^~<>=|-]*(?:-[\w.]+)?[\d\w\s.*^~<>=|-]*$/.test(spec) || /[:/@]/.test(spec),
      ),
    ).toEqual([]);
  });

  test("is that of package.json, which pins every version", () => {
    const { dependencies, devDependencies, optionalDependencies } = read("package.json");
    expect(optionalDependencies).toBeUndefined();
    expect(self).toMatchObject({ dependencies, devDependencies });
    expect(devDependencies["node-of-the-clone"]).toBe("file:packaging/node");
    const ofClone = read("packaging/node/package.json").optionalDependencies;
    expect(locked["packaging/node"]?.optionalDependencies).toEqual(ofClone);
    const asked = Object.entries({ ...dependencies, ...devDependencies, ...ofClone }).filter(
      ([name]) => name !== "node-of-the-clone",
    );
    expect(asked.filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version)).toEqual([]);
  });
});

describe("No package runs a script when it is installed", () => {
  test("the project tells npm so, and its CI, which runs all tests, installs in this way", () => {
    expect(readFileSync(join(root, ".npmrc"), "utf8")).toMatch(/^ignore-scripts=true$/m);
    expect(readFileSync(join(root, ".ci/run"), "utf8")).toContain("npm ci --ignore-scripts");
    expect(Object.keys(read("package.json").scripts).filter((name) => /install|^prepare/.test(name))).toEqual([
      "pulumi:install",
    ]);
  });

  test("those that would run one are known, with what it does: a new one is looked at first", () => {
    expect(pathsOf(({ hasInstallScript }) => hasInstallScript === true).map(nameOf)).toEqual([
      "@pulumi/kubernetes", // downloads the plugin, which Pulumi downloads itself when a stack needs it
      "protobufjs", // warns of a version that is not pinned
    ]);
  });
});

describe("Licences", () => {
  const permissive = new Set([
    ...["Apache-2.0", "MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "Python-2.0", "PSF-2.0"],
    ...[
      "CC0-1.0",
      "CC-BY-3.0",
      "(BSD-3-Clause AND Apache-2.0)",
      "(MIT OR CC0-1.0)",
      "MIT OR Apache-2.0",
      "(MIT OR Apache-2.0)",
    ],
  ]);
  /** Packages that point to their own text, which was read. */
  const byText: Readonly<Record<string, string>> = { "@logdna/tail-file": "MIT" };
  const licenceOf = (path: string) => byText[nameOf(path)] ?? locked[path]?.license ?? "none";

  test("what ships is under permissive licences alone", () => {
    const shipped = pathsOf(({ dev }) => dev !== true);
    expect(
      shipped.map((path) => [nameOf(path), licenceOf(path)]).filter(([, each]) => !permissive.has(each ?? "")),
    ).toEqual([]);
  });

  test("what builds and tests adds the MPL, whose terms are on changed files alone", () => {
    const others = pathsOf(({ dev }) => dev === true).map(licenceOf);
    expect([...new Set(others)].filter((each) => !permissive.has(each))).toEqual(["MPL-2.0"]);
  });
});

interface Component {
  readonly purl: string;
  readonly "bom-ref": string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

// Not with --omit dev: npm 11 then leaves out zod, which a tool for tests asks for as well.
describe("npm run sbom writes a CycloneDX bill of materials", () => {
  const purlOf = (path: string) => `pkg:npm/${nameOf(path).replace("@", "%40")}@${locked[path]?.version}`;
  const bill = JSON.parse(execFileSync("npm", ["run", "--silent", "sbom"], { cwd: root, encoding: "utf8" }));
  const components: readonly Component[] = bill.components.filter(
    (each: Component) => !each["bom-ref"].startsWith("node-of-the-clone@"),
  );

  test("with each package of the lock file once, by name and version, and what only builds and tests marked as such", () => {
    const { name, version } = read("package.json");
    expect(bill).toMatchObject({
      bomFormat: "CycloneDX",
      specVersion: expect.stringMatching(/^1\.[5-9]$/),
      serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      metadata: { component: { purl: `pkg:npm/${name.replace("@", "%40")}@${version}` } },
    });
    expect(components.map(({ purl }) => purl).sort()).toEqual(
      [...new Set(packages.map(([path]) => purlOf(path)))].sort(),
    );
    const marked = components.filter(({ properties }) =>
      properties.some(({ name, value }) => name === "cdx:npm:package:development" && value === "true"),
    );
    // npm tells one of two equal ones: yaml lies in the archive of cdk8s too, which only the clone installs.
    const developing = new Set(pathsOf(({ dev }) => dev === true).map(purlOf));
    const shipped = new Set(pathsOf(({ dev }) => dev !== true).map(purlOf));
    expect(marked.length).toBeGreaterThan(50);
    expect(marked.filter(({ purl }) => shipped.has(purl) && !developing.has(purl))).toEqual([]);
  });

  test("with the digests of the lock file, but for what lies in the archive of another package", () => {
    const digestsOf = new Map<string, Set<string>>();
    for (const [path, { integrity = "" }] of packages) {
      const digest = Buffer.from(integrity.slice("sha512-".length), "base64").toString("hex");
      digestsOf.set(purlOf(path), (digestsOf.get(purlOf(path)) ?? new Set()).add(digest));
    }
    const wrong = components.filter(({ purl, hashes = [{ alg: "SHA-512", content: "" }] }) =>
      hashes.some(({ alg, content }) => alg !== "SHA-512" || digestsOf.get(purl)?.has(content) !== true),
    );
    expect(wrong).toEqual([]);
    expect(components.filter(({ hashes }) => hashes === undefined).length).toBeLessThan(10);
  });

  test("whose dependencies lead to components that it has", () => {
    const edges: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[] = bill.dependencies;
    const refs = new Set([...bill.components, bill.metadata.component].map((each: Component) => each["bom-ref"]));
    expect(edges.length).toBe(bill.components.length + 1);
    expect(edges.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((each) => !refs.has(each))).toEqual([]);
  });
});
