/** The container that registers a pod at the Consul agent of its server, as any further container of an app. */

import type { ContainerSpec, PortSpec, ProbesSpec } from "./app-container-file.ts";
import type { ConsulAgentsSpec, RegistrationSpec } from "./consul-file.ts";

/** Name of the container. */
export const REGISTRATION = "consul-registration";

/** Variables of the container that the pod itself fills in (core/v1 EnvVarSource: fieldRef). */
export const registrationFields: Readonly<Record<string, string>> = {
  POD_NAME: "metadata.name",
  POD_IP: "status.podIP",
  HOST_IP: "status.hostIP",
};

/** Any number but root's: images of curl name their user by a word, which a kubelet cannot judge (runAsNonRoot). */
export const REGISTRATION_USER = 65534;

interface RegisteredApp {
  readonly name: string;
  readonly ports: readonly PortSpec[];
  readonly probes?: ProbesSpec | undefined;
}

/** A connection that takes longer has failed; shorter than the five seconds for which a pod that ends goes on. */
const SECONDS_OF_AN_ANSWER = 4;
const SECONDS_BETWEEN_LOOKS = 15;

/**
 * Registers the pod, looks whether the agent still knows it (one without its data has forgotten), and takes it out as soon
 * as the pod is told to end, while the app still answers. An agent that is away is asked again; the app goes on meanwhile.
 * Consul v1.14.11, agent/agent_endpoint.go: /v1/agent/service/register, /v1/agent/service/:id, .../deregister/:id.
 */
const script = `case "$POD_IP" in *:*) host="[$POD_IP]" ;; *) host="$POD_IP" ;; esac
case "$HOST_IP" in *:*) agent="[$HOST_IP]" ;; *) agent="$HOST_IP" ;; esac
agent="http://$agent:$AGENT_PORT/v1/agent/service"
id="$SERVICE-$POD_NAME"
body=$(printf %s "$REGISTRATION" | sed -e "s|<id>|$id|g" -e "s|<pod>|$POD_NAME|g" -e "s|<address>|$POD_IP|g" -e "s|<host>|$host|g")
ask() {
  printf 'X-Consul-Token: %s\\n' "\${CONSUL_HTTP_TOKEN-}" |
    curl --silent --show-error --fail --noproxy '*' --max-time ${SECONDS_OF_AN_ANSWER} --header @- "$@"
}
leave() {
  ask --request PUT "$agent/deregister/$id" && echo "deregistered $id"
  exit 0
}
trap leave TERM INT
known=
while :; do
  if [ -z "$known" ] || ! ask --output /dev/null "$agent/$id"; then
    known=
    ask --request PUT --data "$body" "$agent/register?replace-existing-checks=true" && known=1 && echo "registered $id"
  fi
  sleep ${SECONDS_BETWEEN_LOOKS} &
  wait $!
done
`;

/** The container of an app whose registration has no faults. */
export function registrationContainer(
  app: RegisteredApp,
  registration: RegistrationSpec,
  agents: ConsulAgentsSpec,
): ContainerSpec {
  const { service = app.name, tags, deregisterAfter, token } = registration;
  const port = app.ports.find(({ name, protocol }) =>
    registration.port === undefined ? protocol === "TCP" : name === registration.port,
  );
  const address = `<host>:${port?.port ?? 0}`;
  const path = registration.check ?? readinessPath(app, port?.name);
  const body = {
    ID: "<id>",
    Name: service,
    Address: "<address>",
    Port: port?.port ?? 0,
    ...(tags.length > 0 && { Tags: tags }),
    Meta: { pod: "<pod>" },
    Check: {
      ...(path === undefined ? { TCP: address } : { HTTP: `http://${address}${path}` }),
      Interval: "10s",
      Timeout: "5s",
      DeregisterCriticalServiceAfter: deregisterAfter,
    },
  };
  return {
    name: REGISTRATION,
    image: agents.image,
    command: ["/bin/sh", "-c", script],
    resources: { cpu: "5m", memory: "16Mi" },
    env: { SERVICE: service, AGENT_PORT: String(agents.port), REGISTRATION: JSON.stringify(body) },
    secrets: token ? [{ name: "CONSUL_HTTP_TOKEN", ...token }] : [],
    mounts: [],
    ports: [],
    probes: {},
  };
}

/** The path of the readiness probe where that asks the same port. */
function readinessPath({ ports, probes }: RegisteredApp, port: string | undefined): string | undefined {
  const readiness = probes?.readiness;
  const first = ports.find(({ protocol }) => protocol === "TCP")?.name;
  if (typeof readiness === "string") return port === first ? readiness : undefined;
  return (readiness?.port ?? first) === port ? readiness?.http : undefined;
}
