/** Connected components of a graph that grows by edges (union-find with path halving). */
export class Components {
  readonly #parents: Int32Array;

  /** @param size number of vertices, each alone at first. */
  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, index) => index);
  }

  /** The vertex that stands for the component; the smallest of it. */
  rootOf(vertex: number): number {
    const parents = this.#parents;
    let at = vertex;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number;
      at = parents[at] as number;
    }
    return at;
  }

  join(a: number, b: number): void {
    const [rootA, rootB] = [this.rootOf(a), this.rootOf(b)];
    this.#parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
}
