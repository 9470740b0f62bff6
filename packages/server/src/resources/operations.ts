/**
 * Operations, as keys are limited by them: `users.read`. Whoever thinks in methods and paths may say `GET /api/v1/users`;
 * it is translated when it is saved, so that no path is ever compared to decide what a caller may do.
 */
import type { FieldFault } from './resource.ts'

/** What an operation is called by: a route of this server. */
export interface Operated {
  readonly method: string
  readonly path: string
  readonly operation: string
}

export interface ReadOperations {
  readonly operations: string[]
  readonly faults: readonly FieldFault[]
}

export function readOperations(texts: readonly string[], routes: readonly Operated[]): ReadOperations {
  const names = new Set(routes.map(({ operation }) => operation))
  const nouns = new Set([...names].map((name) => name.split('.', 1)[0]))
  const operations = new Set<string>()
  const faults: FieldFault[] = []
  for (const [at, text] of texts.entries()) {
    const called = /^([A-Z]+) (\/\S*)$/.exec(text)
    const operation = called ? operationAt(routes, called[1] ?? '', called[2] ?? '') : text
    const isKnown =
      operation !== undefined &&
      (operation === '*' || names.has(operation) || (operation.endsWith('.*') && nouns.has(operation.slice(0, -2))))
    if (isKnown) operations.add(operation)
    else
      faults.push({
        path: `operations.${at}`,
        why: called ? 'is no route of this server' : 'is no operation, such as users.read, users.* or *',
      })
  }
  return { operations: [...operations], faults }
}

/** A path as it is called or as it is written down, `:id` and all. A query or a trailing slash makes it another one. */
function operationAt(routes: readonly Operated[], method: string, path: string): string | undefined {
  const parts = path.split('/')
  const fits = (route: string): boolean => {
    const wanted = route.split('/')
    return (
      wanted.length === parts.length &&
      wanted.every((one, at) => one === parts[at] || (one.startsWith(':') && /^[\w:.~@-]+$/.test(parts[at] ?? '')))
    )
  }
  return routes.find((route) => route.method === method && fits(route.path))?.operation
}
