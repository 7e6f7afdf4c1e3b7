/** Charts of the lab's own, with what those of the same names bring to a cluster as far as a real node needs it. */

import { dump } from "js-yaml";
import type { ChartFiles } from "./chart-registry.ts";
import { definitionsOf, type Project } from "./definitions.ts";
import { chartConfig, standInChart } from "./stand-in-chart.ts";

/** A stand-in that brings the definitions of these projects. */
export function definitionsChart(projects: readonly Project[]): ChartFiles {
  return (name, version) => ({ ...standInChart(name, version), ...definitions(projects) });
}

/** Flux's controllers with the values that Flotilla's agent gives, the definitions of Flux, and all rights. */
export const fluxChart: ChartFiles = (name, version) => ({
  "Chart.yaml": dump(chartConfig(name, version)),
  "values.yaml": "{}\n",
  "templates/flux.yaml": [
    controller("source-controller", "sourceController", [
      "--storage-path=/data",
      "--storage-adv-addr=source-controller.$(RUNTIME_NAMESPACE).svc.cluster.local.",
    ]),
    controller("kustomize-controller", "kustomizeController", tenancy),
    controller("helm-controller", "helmController", tenancy),
    service,
  ].join("---\n"),
  ...definitions([
    "github.com/fluxcd/source-controller",
    "github.com/fluxcd/kustomize-controller",
    "github.com/fluxcd/helm-controller",
  ]),
});

/** What Flux's own installation passes under `multitenancy`. */
const tenancy = [
  "--no-cross-namespace-refs={{ .Values.multitenancy.enabled }}",
  "--default-service-account={{ .Values.multitenancy.defaultServiceAccount }}",
];

function definitions(projects: readonly Project[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    definitionsOf(projects).map((each) => [`crds/${each.metadata.name.slice(0, 60)}.yaml`, dump(each)]),
  );
}

const service = `apiVersion: v1
kind: Service
metadata: { name: source-controller, namespace: "{{ .Release.Namespace }}" }
spec:
  selector: { app: source-controller }
  ports: [{ name: http, port: 80, targetPort: http }]
`;

function controller(name: string, key: string, args: readonly string[]): string {
  return `apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: "{{ .Release.Namespace }}" }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: ${name} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: ${name}, namespace: "{{ .Release.Namespace }}" }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: "{{ .Release.Namespace }}" }
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      serviceAccountName: ${name}
      securityContext: { fsGroup: 1337 }
      containers:
        - name: manager
          image: "{{ .Values.${key}.image }}:{{ .Values.${key}.tag }}"
          imagePullPolicy: IfNotPresent
          args:
            - --events-addr=
            - --watch-all-namespaces=true
            - --log-level=info
            - --enable-leader-election=false
${args.map((each) => `            - "${each}"\n`).join("")}            {{- range .Values.${key}.container.additionalArgs }}
            - {{ . | quote }}
            {{- end }}
          env:
            - name: RUNTIME_NAMESPACE
              valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
          ports: [{ name: http, containerPort: 9090 }, { name: healthz, containerPort: 9440 }]
          livenessProbe: { httpGet: { port: healthz, path: /healthz } }
          readinessProbe: { httpGet: { port: healthz, path: /readyz } }
          resources: {{ .Values.${key}.resources | toJson }}
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
            capabilities: { drop: [ALL] }
            seccompProfile: { type: RuntimeDefault }
          volumeMounts: [{ name: data, mountPath: /data }, { name: temporary, mountPath: /tmp }]
      volumes: [{ name: data, emptyDir: {} }, { name: temporary, emptyDir: {} }]
`;
}
