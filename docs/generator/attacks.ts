/** Attacks and faults that were tried on the product, with what became of each. */

import { type Attack, attack } from "./attack.ts";
import { enrolmentAttacks } from "./attacks-on-enrolment.ts";
import { robustnessAttacks } from "./attacks-on-robustness.ts";

const SECRETS = "Secrets and identity";
const REVIEW = "Review and truth";
const LAYERS = "Policies passed by a layer";

const URL_OF_FLEET =
  "A URL with a user or a password is refused wherever it stands in a fleet, and its secret is not repeated";
const CREDENTIALS = "policies/sec/credentials/credential";
const BASELINE = "A pod of a layer that declares nothing keeps to the baseline standard";
const DEPLOYED = "What Flux and Argo CD deploy cannot differ from what was checked";
const IMAGES = "Images are read as a container runtime reads them";
const BROKEN = "A broken repository is told as broken, nothing is written, and no race is spoken of";

/** Every attack and fault that was tried, in the order of their areas. */
export const attacks: readonly Attack[] = [
  attack(
    SECRETS,
    "a token in the URL of the repositories",
    "refused at load; one redaction for every URL that is printed or kept",
    [
      ["urls", URL_OF_FLEET],
      ["urls", "One redaction drops user and password from every URL that is printed or kept"],
    ],
  ),
  attack(SECRETS, "a token in --to, and in Pulumi's state by the same function", "refused before anything is read", [
    ["urls", "A credential in --to is refused before anything is read, and what to use instead is said"],
    ["urls", "nor does Pulumi's provider take one, so its state holds none"],
  ]),
  attack(
    SECRETS,
    "a key or password in sshKeys, bmc, parameters, files of hosts",
    "refused: text files go through the rules of objects",
    [
      ["policies/sec/secrets", "is found in the values of a chart and in files for a server"],
      ["policies/sec/secrets", "is told at its line, in parameters and in fields of every record"],
    ],
  ),
  attack(
    SECRETS,
    "keys of clouds and forges, names like dbPassword, headers, kubeconfigs in base64, PEM in binaryData, a Secret as text in a ConfigMap",
    "found by maintained patterns and entropy: at least 98 of 100, at most 1 of 100 false",
    [
      ["credentials", "At least 98 of 100 credentials of the corpus are found, with letters drawn anew each time"],
      ["credentials", "At most one of 100 harmless texts of the corpus is taken for a credential"],
      [
        "credentials",
        "The same holds of files as teams have them: of switches, servers, programs and services, in 30 languages",
      ],
      [CREDENTIALS, "What is found is called by its kind, and how deep it was hidden"],
    ],
  ),
  attack(
    SECRETS,
    "a credential in values of charts, parameters and fields, which are trees and no texts",
    "found by the names beside and above it as in a text",
    [["policies/sec/credentials/field-corpus", "as many are found where a file is read into a tree of values"]],
  ),
  attack(
    SECRETS,
    "a credential in a wrong value, a name, a comment, an excerpt, an explanation, a list, the words of Git",
    "everything that is printed goes through one redaction, in every form",
    [
      ["redaction", "No command prints a credential, in any form of its output, that stands"],
      ["redaction", "Whatever another program says goes through the same redaction"],
      [
        "redaction",
        "A list of servers with credentials is imported without one of them in the report or the zone file",
      ],
      ["redaction", "Every door out of the program leads through it"],
    ],
  ),
  attack(SECRETS, "false alarms on the sample fleet", "none, without an exemption", [
    ["compiler/sample-fleet", "The sample fleet has neither errors nor warnings"],
  ]),
  attack(
    SECRETS,
    "tenant owners system:unauthenticated, system:authenticated",
    "refused: names in system: are no owners",
    [["rights", "Owners of a tenant are groups of the identity provider"]],
  ),
  attack(SECRETS, "a link in sites/ to a file outside", "refused unread", [
    ["files", "A link that leads out of the fleet is refused unread, so that nothing of its target is shown or built"],
  ]),
  attack(SECRETS, "configuration of the target repository that names programs", "refused, nothing of it runs", [
    ["git", "What the owner of a repository on this machine configured does not run with our rights"],
  ]),
  attack(
    SECRETS,
    "a bare repository with rejecting hooks, by its path",
    "pushed to: its hooks decide, their words are told",
    [["git", "The hooks of a repository on this machine decide about a publish as about any push"]],
  ),
  attack(
    REVIEW,
    ".gitattributes with export-ignore, links, submodules, LFS, replacements, grafts",
    "the review reads the tree itself",
    [
      ["review", "The review shows a change whatever stands beside it in the branch"],
      ["review", "What the review reads of a commit is byte for byte what a checkout of it holds"],
    ],
  ),
  attack(REVIEW, "GIT_DIR of another repository in the environment", "cleared for every Git", [
    ["review", "Variables of Git in the environment lead neither the review nor the provenance to another repository"],
  ]),
  attack(
    REVIEW,
    "a change in an engine, a layer or the tool",
    "publish compares with what was published, and an older tool undoes nothing",
    [["tool-versions", "An older Flotilla does not take back what a newer one wrote"]],
    "diff compiles both revisions with the code that runs it: changes of the tool's own code show in a publish, not in a diff.",
  ),
  attack(
    REVIEW,
    "removal of a Deployment told as without a restart",
    "effects of a removal are never none; unknown is unknown",
    [
      ["engines/kinds", "is never that a removal has none"],
      ["engines/kinds", "of a kind without facts is unknown, never harmless"],
    ],
  ),
  attack(
    REVIEW,
    "exemptions granted in the future or for the whole fleet",
    "not in force; breadth needs its own word",
    [["exemptions", "An exemption opens nothing"]],
  ),
  attack(REVIEW, "a missing tip, a cut or flipped pack", "told as corruption, nothing is written", [["git", BROKEN]]),
  attack(REVIEW, "--to gitserver:fleet, the scp form without a user", "read as Git reads it", [
    ["urls", "host:path is a server and a path, as Git reads it"],
  ]),
  attack(
    REVIEW,
    "a plan that a fork's own code made, posted with the token of the fleet",
    "it is data: limited, held to a schema, written anew, and the gate compares what it told",
    [
      ["foreign-plan", "A plan that a stranger's code made is posted as data alone"],
      ["foreign-plan", "A harmless story under the right hash does not pass the gate"],
    ],
  ),
  attack(REVIEW, "ESC, bidi characters, newlines and ::error:: in names and values", "escaped in every format", [
    ["output", "Nothing from a file reaches a terminal, a log or a comment as a command"],
  ]),
  attack(
    LAYERS,
    "roles with *, impersonation, aggregation, admin in kube-system, edit in flux-system",
    "judged by what they grant, and to whom",
    [
      ["rights", "A role is judged by what it grants, not by its name"],
      ["rights", "A tenant gets nothing outside its own namespaces"],
      ["rights", "Nothing raises a role of Kubernetes"],
    ],
  ),
  attack(
    LAYERS,
    "a pod that uses the platform's service account",
    "a tenant has no pod in the platform's namespaces, and no right over its accounts",
    [
      ["policies/sec/sec", "the folder of a tenant"],
      ["rights", "A tenant gets nothing outside its own namespaces"],
    ],
    "A layer is code of the platform: its pods may name any account of their namespace, so a review of a layer looks at it.",
  ),
  attack(
    LAYERS,
    "procMount, Unconfined, capabilities in lower case or off the list, hostPath",
    "Kubernetes' own standards, control by control",
    [
      ["pods", BASELINE],
      ["pods", "A shipped layer declares the privileges that it needs, each with its reason, and no other"],
    ],
  ),
  attack(
    LAYERS,
    "PersistentVolumes on folders of servers, CSI drivers, webhooks, admission objects",
    "refused unless declared",
    [["deployment", "Objects that rule a cluster without a pod are refused, unless their layer declares them"]],
  ),
  attack(LAYERS, "Kustomization images and patches, sources elsewhere", "refused", [["deployment", DEPLOYED]]),
  attack(
    LAYERS,
    "a foreign image in Helm values under other key names, malformed references, moving tags",
    "read by the runtimes' grammar",
    [["deployment", IMAGES]],
  ),
  attack(LAYERS, "an allow-all NetworkPolicy in a tenant's namespace", "refused", [
    ["deployment", "The fence of a tenant's namespace stays closed"],
  ]),
  attack(
    LAYERS,
    "regions, tenants, namespaces and volumes removed or renamed in one step",
    "two steps, a budget, a refusal",
    [
      ["deletion", "A tenant removed in one step is refused and nothing is written"],
      ["deletion", "More retired namespaces than the budget end a run with the code for it, until allowDelete agrees"],
      ["deletion", "A region under another name is refused before anything is written"],
    ],
  ),
  ...robustnessAttacks,
  ...enrolmentAttacks,
];
