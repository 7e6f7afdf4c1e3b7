import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { installScript } from "../../../engines/provisioning/install-script.ts";
import { agentBootstrap } from "./example-site.ts";

const script = installScript(agentBootstrap.charts, "flotilla-first-agent");

/** How Helm describes the one release that exists. */
const release = (revision: string, status: string) =>
  JSON.stringify([{ name: "any", namespace: "any", revision, status, chart: "any-1.0.0" }]);

interface Cluster {
  /** Answer of `helm list` for each release. */
  readonly releases: string;
  readonly objectsExist?: boolean;
  readonly isHelmDown?: boolean;
  readonly hasAddress?: boolean;
}

/** Runs the script with stand-ins for helm and kubectl that print what they are told to do. */
function run({ releases, objectsExist = false, isHelmDown = false, hasAddress = false }: Cluster) {
  const folder = mkdtempSync(join(tmpdir(), "flotilla-first-agent-"));
  if (hasAddress) writeFileSync(join(folder, "address.yaml"), "");
  const tools = `
helm() {
  if [ "$1" = list ]; then ${isHelmDown ? "return 1" : `printf '%s' '${releases}'`}; return; fi
  echo "helm $1 $2" >&2
}
kubectl() {
  if [ "$1" = get ]; then ${objectsExist ? "return 0" : "return 1"}; fi
  echo "kubectl $1 $2$(case "$*" in */address.yaml) echo " of the address" ;; esac)" >&2
}
`;
  const { status, stderr } = spawnSync("sh", ["-c", tools + script.replaceAll("/first-agent/", `${folder}/`)], {
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return { status, done: stderr.trim().split("\n").filter(Boolean) };
}

const finish = ["kubectl apply --server-side", "kubectl delete clusterrolebinding"];

describe("the installation of the first agent", () => {
  test("installs charts in their order, then the objects, then gives its rights away", () => {
    expect(run({ releases: "[]" })).toEqual({
      status: 0,
      done: ["helm install cilium", "helm install flux", ...finish],
    });
  });

  test("holds the address first, since other servers join at it", () => {
    expect(run({ releases: "[]", hasAddress: true }).done[0]).toBe("kubectl apply --server-side of the address");
  });

  // K3s applies its manifests at each start: kube-vip would go back to the version of the server's birth.
  test("leaves the holder of the address to the site once it is there", () => {
    expect(run({ releases: release("7", "deployed"), objectsExist: true, hasAddress: true }).done).toEqual([
      "kubectl delete clusterrolebinding",
    ]);
  });

  test.each([
    ["1", "deployed"],
    ["7", "deployed"],
    ["7", "pending-upgrade"],
    ["10", "failed"],
    ["12", "pending-install"],
  ])("leaves a release at revision %s that is %s to the agent that looks after it", (revision, status) => {
    expect(run({ releases: release(revision, status) })).toEqual({ status: 0, done: finish });
  });

  test.each(["pending-install", "failed"])("begins a first installation that is %s again", (status) => {
    expect(run({ releases: release("1", status) }).done).toEqual([
      "helm uninstall cilium",
      "helm install cilium",
      "helm uninstall flux",
      "helm install flux",
      ...finish,
    ]);
  });

  test("touches nothing while the API server does not answer", () => {
    expect(run({ releases: "[]", isHelmDown: true })).toEqual({ status: 1, done: [] });
  });

  test("does not apply objects again that exist already", () => {
    expect(run({ releases: release("1", "deployed"), objectsExist: true }).done).toEqual([
      "kubectl delete clusterrolebinding",
    ]);
  });
});
