/** The columns of a list of servers: what field a header stands for, in the spellings that lists have. */

/** By field: headers in lower case without blanks, dots and dashes. */
const headers = {
  site: ["site", "sitename", "cluster", "clustername"],
  name: ["name", "host", "hostname", "server", "servername", "node", "nodename", "fqdn"],
  machineId: ["machineid", "uuid", "systemuuid", "productuuid", "smbiosuuid"],
  serial: ["serial", "serialnumber", "serialno", "sn", "servicetag", "assetserial"],
  arch: ["arch", "architecture", "cpuarchitecture", "cpuarch"],
  role: ["role", "noderole", "nodetype"],
  address: [
    "ip",
    "ipaddress",
    "address",
    "ipv4",
    "ipv4address",
    "adminip",
    "hostip",
    "nodeip",
    "primaryip",
    "staticip",
  ],
  address6: ["ipv6", "ipv6address", "ip6"],
  netmask: ["netmask", "mask", "subnetmask", "prefix", "prefixlength"],
  subnet: ["subnet", "network", "cidr", "nodenetwork"],
  gateway: ["gateway", "gw", "defaultgateway"],
  dns: ["dns", "dnsserver", "dnsservers", "nameserver", "nameservers"],
  ntp: ["ntp", "ntpserver", "ntpservers", "timeserver", "timeservers"],
  vlan: ["vlan", "vlanid", "vid"],
  vip: ["vip", "apivip", "virtualip", "clustervip"],
  mac: [
    "mac",
    "macaddress",
    "macaddr",
    "bootmac",
    "bootmacaddress",
    "pxemac",
    "adminmac",
    "primarymac",
    "nic1mac",
    "ethernetmac",
  ],
  bmc: [
    "bmc",
    "bmcaddress",
    "bmcurl",
    "redfish",
    "redfishurl",
    "bmcip",
    "ipmi",
    "ipmiip",
    "ipmiaddress",
    "idrac",
    "idracip",
    "ilo",
    "iloip",
    "oob",
    "oobip",
    "oobaddress",
    "mgmtip",
    "managementip",
    "pmaddr",
  ],
  credentials: ["bmccredentials", "bmcsecret", "bmccredentialsname", "credentials", "credentialsname"],
  disk: ["disk", "rootdisk", "installdisk", "bootdisk", "rootdevice", "diskdevice"],
  boot: ["boot", "bootmode", "firmware"],
  labels: ["labels", "label", "nodelabels"],
} as const;

export type Column = keyof typeof headers;

const columns: ReadonlyMap<string, Column> = new Map(
  Object.entries(headers).flatMap(([column, names]) => names.map((name) => [name, column as Column] as const)),
);

export function columnOf(header: string): Column | undefined {
  return columns.get(header.toLowerCase().replaceAll(/[\s_.#()-]/g, ""));
}

/** A header of each field, for messages. */
export const knownHeaders = Object.values(headers)
  .map(([usual]) => usual)
  .join(", ");
