/** The Debian packages (bookworm, amd64) of which a real node is made, with what they depend on. */

export interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

const rows = `
busybox-static 1:1.35.0-4+deb12u1+b1 3d3fdbe91d4660c873e14b092c213fe81c1da6362daa236eb25d0171eb108744
conntrack 1:1.4.7-1+b2 9827d60b60c1b5673e97f34db48d9db79e9f9ef807ee998320f6dafc80711e82
containerd 1.6.20~ds1-1+deb12u3 8669d264eeb0fcdb4a0b1ba436ab88ec5dafde4a66e1278ec279d830db4c2216
containernetworking-plugins 1.1.1+ds1-3+b5 4cac8143474d1249b19f7b0e80b8d0daaa6dfdaa8bd514bc468d38d4a108099f
ipset 7.17-1 4bcc86f6658ca92fe2e21a6a7d4fd162d3b94ec3cdc709a9cf05f0a8ad9c7725
iptables 1.8.9-2 2928d3ca6ca8a3dc3f423f6752822b1f3614a5ba609ff7806bcba4449ffe90e1
libbsd0 0.11.7-2 bb31cc8b40f962a85b2cec970f7f79cc704a1ae4bad24257a822055404b2c60b
libedit2 3.1-20221030-2 1cf14abf2716d3279db12d0657a5737cf70074a1e71d3bdf73206625e3c89ce6
libgmp10 2:6.2.1+dfsg1-1.1 187aedef2ed763f425c1e523753b9719677633c7eede660401739e9c893482bd
libip4tc2 1.8.9-2 f2c48b367f9ec13f9aa577e7ccf81b371ce5d5fe22dddf9d7aa99f1e0bb7cfc4
libip6tc2 1.8.9-2 be88db3dfa2fe3345ea343207f7c75345602686121e579023d021c348b9b4f4d
libipset13 7.17-1 67fe7a8366878b0431b6e247c04b131b43df90f8090000a2681e63d4c22d02ca
libjansson4 2.14-2 3fc9742f9f1a37bcb9931df6074b4d1483419ef832ad5349f47323e75fc27864
libmd0 1.0.4-2 03539fd30c509e27101d13a56e52eda9062bdf1aefe337c07ab56def25a13eab
libmnl0 1.0.4-3 4581f42e3373cb72f9ea4e88163b17873afca614a6c6f54637e95aa75983ea7c
libnetfilter-conntrack3 1.0.9-3 65f1539238f60fcc85d115acd640474f45c77bfddcf402eb7d75965a783c2bc8
libnfnetlink0 1.0.2-2 ae5cbba417ea48f34c1f72c27e8146a81f20614c1296bca2cd7234c8215fddcc
libnftables1 1.0.6-2+deb12u2 3a8223f9bfba99d97bf25296ac83de307ab036e1df63e5965f88809266851947
libnftnl11 1.2.4-2 9e619e1470a1915264e906020f3bfc046fd8458043b1342686d997b5078213af
libseccomp2 2.5.4-1+deb12u1 108fe67957ca7cf9ba51d801118a1b37d404bea7b6e365025cd00779e9eca38d
libxtables12 1.8.9-2 cb841d66950a43af4a398625313d2f3da9065299c9738538de6c2c3495857040
nftables 1.0.6-2+deb12u2 966ff20ce58c17163a771c02ddbca264291408f94c512bd85dd18da0ebdbe88c
runc 1.1.5+ds1-1+deb12u1 a00351f8c0318de0b424ecf5cd0fdb69880a89f3511cae4f6fff7de3e57881c5
`;

export const packages: readonly DebianPackage[] = rows
  .trim()
  .split("\n")
  .map((row) => {
    const [name = "", version = "", sha256 = ""] = row.split(" ");
    return { name, version, sha256 };
  });
