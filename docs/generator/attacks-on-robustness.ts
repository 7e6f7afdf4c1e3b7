/** Faults of machines, repositories and files that were tried, with what became of each. */

import { type Attack, attack } from "./attack.ts";

const FAULTS = "Robustness";
const HELD = "What held from the start";
const GIT = "Interruptions, races and repositories";

const REFUSES = "What the machine refuses is told with the next step, and the program ends";
const INTERRUPTED =
  "A publish that is ended at any moment leaves the old or the new commit, and the next run the new one";
const HOSTILE = "A file that is made to hang, to fill the memory or to run something is refused at once";
const ADDRESSES = "An address that systems read differently is refused";
const VALUES = "A value that a reader would trip over is a fault of its place";
const PROVIDER = "stacks/provider";

/** Rows of the table of attacks. */
export const robustnessAttacks: readonly Attack[] = [
  attack(FAULTS, "SIGTERM to an older Node that had handed over", "passed on; ends with 8", [
    ["cli/signals", "a publish that gets a signal while it compiles"],
  ]),
  attack(
    FAULTS,
    "no git on PATH, --to or a cache in /proc, a server that says nothing",
    "told with the next step; the program ends",
    [
      ["machine", REFUSES],
      ["machine", "A server that takes a connection and says nothing is given up after a time limit"],
    ],
  ),
  attack(
    FAULTS,
    "an inventory in --out that lists ../../x, or is broken",
    "damaged; nothing is touched, links are not followed",
    [
      [
        "cli/synth",
        "An inventory that lists anything but plain paths below its folder is damaged, and nothing is touched",
      ],
      ["cli/synth", "An inventory that no run can have written is reported with what to do, and nothing is touched"],
    ],
  ),
  attack(
    FAULTS,
    "deep nesting, NUL, control characters, __proto__, a zone called constructor",
    "a fault of its place",
    [["files", VALUES]],
  ),
  attack(
    FAULTS,
    "24 open files, a full disk in synth and publish",
    "told with the next step; nothing half written stays",
    [["machine", REFUSES]],
  ),
  attack(FAULTS, "an endpoint with port 99999, or https://host@evil", "a fault of the file", [
    ["urls", "a port of more than 65535 is told as a fault of the file, not of a rule"],
    ["urls", "https://host@evil, where the host is only the user, is no endpoint"],
  ]),
  attack(FAULTS, "multicast pods, link-local services, a broadcast MAC", "refused", [
    ["hostile-files", "An address that no server, pod or service can have is refused"],
  ]),
  attack(
    GIT,
    "SIGKILL and SIGTERM at random moments, over every transport",
    "old or new commit, sound; the next run makes the same tree",
    [["interrupted-publish", INTERRUPTED]],
  ),
  attack(GIT, "31 writers of one branch", "all land, one commit each", [
    [
      "writers",
      "Writers of one branch, 31 in the long form, all land: one commit each, and the tip holds the work of all",
    ],
  ]),
  attack(
    GIT,
    "foreign files, links, submodules and names that differ by case behind HTTP and SSH",
    "told, not written over",
    [
      ["remotes", "What others put into a repository behind HTTP is told, and not written over"],
      ["remotes", "What others put into a repository behind SSH is told, and not written over"],
    ],
  ),
  attack(GIT, "a clock that jumps", "no commit, order or race is lost", [
    ["clock", "A clock that is wrong costs no commit and no order"],
  ]),
  attack(GIT, "two versions of the tool against one repository", "the older one undoes nothing", [
    ["tool-versions", "An older Flotilla does not take back what a newer one wrote"],
  ]),
  attack(GIT, "faults as another user than root", "told with the next step; nothing half written stays", [
    ["other-users", "What another user than root may not do is told with the next step"],
  ]),
  attack(
    GIT,
    "the provider over gRPC with wrong, unknown and secret inputs, and killed",
    "each wrong property is named; nothing is written by a preview; nothing secret is kept",
    [
      [PROVIDER, "check names each property that is wrong, and what was expected, and keeps the inputs"],
      [PROVIDER, "a preview knows digests, leaves the commit open and writes nothing"],
      [PROVIDER, "an unknown resource type is reported with the known ones"],
      ["urls", "nor does Pulumi's provider take one, so its state holds none"],
      [PROVIDER, "the provider ends when the engine lets go of it"],
    ],
    "Frames that are no gRPC are left to @grpc/grpc-js, which the engine's own providers use.",
  ),
  attack(HELD, "bombs of aliases and merges, tags, pipes, /dev/zero, 100,000 zone files", "refused at once, or read", [
    ["hostile-files", HOSTILE],
  ]),
  attack(HELD, "odd spellings of IPv4, /31, /32, 0.0.0.0/0", "refused", [["hostile-files", ADDRESSES]]),
  attack(HELD, "foreign registries by name, port or case, latest", "refused", [
    ["hostile-files", "An image comes from a registry of the fleet, and says its version"],
  ]),
  attack(HELD, "privileged and host pods", "refused", [
    ["pods", "A pod of a layer that declares nothing keeps to the baseline standard"],
  ]),
  attack(HELD, "a Secret, and a Secret in a List", "refused", [["policies/sec/secrets", "a Secret in Git"]]),
  attack(HELD, "expired and wildcard exemptions", "without effect, and told", [
    ["policies/exempt", "an exemption has no effect and is reported"],
  ]),
  attack(HELD, "ext:: and --upload-pack as a target", "no program runs", [
    ["hostile-files", "A target cannot have Git run a program"],
  ]),
  attack(
    HELD,
    "fleets made of anything",
    "sound ones pass, damaged ones are told; no crash, no stack, output can be read",
    [
      [
        "fuzzed-fleets",
        "A sound fleet passes whatever its size, values and letters are, and all that it becomes can be read",
      ],
      [
        "fuzzed-fleets",
        "A damaged fleet is told what is wrong with it: no crash, no stack, no output that cannot be read",
      ],
    ],
  ),
];
