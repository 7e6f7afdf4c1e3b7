import { expect, test } from "vitest";
import { findings } from "../finding.ts";

const app = (name: string, ...protocols: readonly string[]) => {
  const ports = protocols.map(
    (protocol, index) => `{ name: p${index}, port: 53, protocol: ${protocol}, nodePort: 31053 }`,
  );
  return `# apps/retail/${name}.yaml\nports: [${ports.join(", ")}]\n`;
};
const service = (name: string, ...protocols: readonly string[]) => {
  const ports = protocols.map(
    (protocol, index) => `{ name: p${index}, port: 53, protocol: ${protocol}, nodePort: 30053 }`,
  );
  return `# an object of layer 50-${name}
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${name} }
spec: { type: NodePort, ports: [${ports.join(", ")}] }
`;
};

// kubernetes pkg/registry/core/service/portallocator: what is allocated is a number, whatever its protocol.
test("Two apps have no node port in common, also by different protocols; one may have it by both", () => {
  expect(findings("FLT-NET-024", [app("checkout", "TCP"), app("loyalty", "UDP")].join("---\n"))).toHaveLength(1);
  expect(findings("FLT-NET-024", app("checkout", "TCP", "UDP"))).toEqual([]);
});

test("The same holds of two Services of a platform's layers, and of one", () => {
  expect(findings("FLT-NET-026", [service("dns", "TCP"), service("time", "UDP")].join("---\n"))).toHaveLength(1);
  expect(findings("FLT-NET-026", service("dns", "TCP", "UDP"))).toEqual([]);
});
