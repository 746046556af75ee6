// Finds the nodes of a graph that stand in a cycle (Tarjan 1972, with a stack of its own instead of recursion).

interface Visit {
  readonly node: number;
  readonly rest: Iterator<number>;
}

/** Nodes of components with more than one node, and nodes with an edge to themselves. */
export function findCycles(size: number, edgesOf: (node: number) => Iterable<number>): ReadonlySet<number> {
  const inCycle = new Set<number>();
  for (const component of findComponents(size, edgesOf)) {
    const only = component[0]!;
    if (component.length > 1 || [...edgesOf(only)].includes(only)) for (const node of component) inCycle.add(node);
  }
  return inCycle;
}

/** The strongly connected components, each as its nodes. */
export function findComponents(size: number, edgesOf: (node: number) => Iterable<number>): number[][] {
  const components: number[][] = [];
  const order = new Int32Array(size).fill(-1);
  const lowest = new Int32Array(size);
  const isOpen = new Uint8Array(size);
  const open: number[] = [];
  let clock = 0;
  const enter = (node: number): Visit => {
    order[node] = lowest[node] = clock++;
    open.push(node);
    isOpen[node] = 1;
    return { node, rest: edgesOf(node)[Symbol.iterator]() };
  };
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    const visits = [enter(root)];
    while (visits.length > 0) {
      const { node, rest } = visits[visits.length - 1]!;
      const next = rest.next();
      if (next.done !== true) {
        if (order[next.value] === -1) visits.push(enter(next.value));
        else if (isOpen[next.value] === 1) lowest[node] = Math.min(lowest[node]!, order[next.value]!);
        continue;
      }
      visits.pop();
      const outer = visits.at(-1);
      if (outer !== undefined) lowest[outer.node] = Math.min(lowest[outer.node]!, lowest[node]!);
      if (lowest[node] !== order[node]) continue;
      const component = open.splice(open.lastIndexOf(node));
      for (const member of component) isOpen[member] = 0;
      components.push(component);
    }
  }
  return components;
}
