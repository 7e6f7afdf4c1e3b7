import { evolution } from "./evolve.ts";
import { type FleetData, set } from "./fleet.ts";

const depot = "panji/guangdong/dongguan/dg-depot-01";

/** Checkout at one site alone, which has an ingress controller and External Secrets. */
const counter = (fleet: FleetData) => {
  set(fleet.app("checkout"), { zones: {}, select: { zones: ["dongguan"], labels: { customer: "metro" } } });
  set(fleet.site("dg-depot-01"), { parameters: { ingress: "traefik", externalSecrets: true } });
  set(fleet.tenant("retail"), { egress: ["203.0.113.0/24"] });
};
const withExpose = (fleet: FleetData) => {
  counter(fleet);
  set(fleet.app("checkout"), { expose: { hosts: ["till.panji.example"] } });
};

evolution("An app that is exposed gets its Ingress and the way through its fence, and restarts nothing", {
  from: counter,
  edit: (fleet) => set(fleet.app("checkout"), { expose: { hosts: ["till.panji.example"] } }),
  plan: {
    [depot]: ["+ 50-tenants: NetworkPolicy/retail/app-checkout", "+ 80-apps-retail: Ingress/retail/checkout"],
  },
});
evolution("An app under another name for clients changes its Ingress alone", {
  from: withExpose,
  edit: (fleet) => set(fleet.app("checkout"), { expose: { hosts: ["shop.panji.example"] } }),
  plan: { [depot]: ["~ 80-apps-retail (spec.rules): Ingress/retail/checkout"] },
});
evolution("An app that is no longer exposed loses both and keeps running", {
  from: withExpose,
  edit: (fleet) => {
    delete fleet.app("checkout").expose;
  },
  plan: {
    [depot]: ["- 50-tenants: NetworkPolicy/retail/app-checkout", "- 80-apps-retail: Ingress/retail/checkout"],
  },
});
evolution("Another destination changes the fence alone", {
  from: (fleet) => {
    counter(fleet);
    set(fleet.app("checkout"), { egress: [{ cidr: "203.0.113.7/32", ports: [443] }] });
  },
  edit: (fleet) => set(fleet.app("checkout"), { egress: [{ cidr: "203.0.113.8/32", ports: [443] }] }),
  plan: { [depot]: ["~ 50-tenants (spec.egress): NetworkPolicy/retail/app-checkout"] },
});
evolution("A secret out of the store comes as a reference and restarts the app once", {
  from: counter,
  edit: (fleet) => set(fleet.app("checkout"), { secrets: [{ name: "TOKEN", from: "retail/checkout" }] }),
  plan: {
    [depot]: [
      "+ 50-tenants: ExternalSecret/retail/checkout",
      "~ 80-apps-retail (restarts pods): Deployment/retail/checkout",
    ],
  },
});
evolution(
  "A site whose ingress controller goes in one step is refused, and would close every app that is exposed there",
  {
    from: withExpose,
    edit: (fleet) => set(fleet.site("dg-depot-01"), { parameters: { externalSecrets: true } }),
    plan: {
      [depot]: [
        "- 50-tenants: RoleBinding/retail/ingress-backends, RoleBinding/telco/ingress-backends",
        "- 50-traefik: 9 objects",
        "- reconcilers: 50-traefik",
      ],
    },
    refusals: ["FLT-GUARD-020"],
    findings: ["FLT-APP-001"],
  },
);
evolution("A site that gets an address for its apps has it announced, and restarts neither the controller nor an app", {
  from: withExpose,
  edit: (fleet) => Object.assign(fleet.site("dg-depot-01").network, { ingressVip: "10.44.4.9" }),
  plan: {
    [depot]: [
      "+ 50-traefik: ClusterRole/kube-vip-services, ClusterRoleBinding/kube-vip-services, DaemonSet/ingress/kube-vip-services, Role/ingress/kube-vip-services, RoleBinding/ingress/kube-vip-services, Service/ingress/traefik, ServiceAccount/ingress/kube-vip-services",
    ],
  },
});
evolution("An address for apps without an ingress controller is refused", {
  from: (fleet) => set(fleet.site("dg-depot-01"), { parameters: {} }),
  edit: (fleet) => Object.assign(fleet.site("dg-depot-01").network, { ingressVip: "10.44.4.9" }),
  plan: {},
  findings: ["FLT-CAP-033"],
});
