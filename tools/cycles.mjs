/** Cycles in a graph of files. */

/**
 * @param {Map<string, readonly string[]>} graph edges to files outside the graph are ignored
 * @returns {string[][]} for each knot of files one way round it, the first file repeated at the end
 */
export function findCycles(graph) {
  /** @type {Map<string, 'open' | 'done'>} */
  const state = new Map()
  /** @type {string[][]} */
  const cycles = []
  /** @type {string[]} */
  const path = []

  /** @param {string} file */
  function walk(file) {
    if (!graph.has(file) || state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file])
      return
    }
    state.set(file, 'open')
    path.push(file)
    for (const next of graph.get(file) ?? []) walk(next)
    path.pop()
    state.set(file, 'done')
  }

  for (const file of [...graph.keys()].sort()) walk(file)
  return cycles
}
