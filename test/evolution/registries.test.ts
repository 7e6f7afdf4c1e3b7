import { evolution } from "./evolve.ts";

evolution("A further registry reaches living K3s servers by an order, and others when they are installed", {
  edit: ({ fleet }) => fleet.registries.push("mirror.panji.example"),
  plan: {
    "panji/guangdong/dongguan/dg-depot-01": [
      "~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images",
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ hosts: dg-depot-01-a/cloud-config.yaml, dg-depot-01-b/cloud-config.yaml, dg-depot-01-c/cloud-config.yaml, dg-depot-01-d/cloud-config.yaml",
    ],
    "panji/guangdong/shenzhen/sz-mall-01": [
      "~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images",
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ hosts: sz-mall-01-a/cloud-config.yaml",
    ],
    "panji/guangdong/dongguan/dg-plant-01": [
      "~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images",
    ],
    "panji/guangdong/hub": ["~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images"],
    "panji/hunan/hub": ["~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images"],
    "panji/hunan/changsha/cs-mall-01": [
      "~ 50-admission (spec.validations): ValidatingAdmissionPolicy/flotilla-images",
      "+ 79-hosts: NodeOp/operator-system/settings-*",
      "- 79-hosts: NodeOp/operator-system/settings-*",
      "~ hosts: cs-mall-01-a/cloud-config.yaml",
    ],
  },
});
