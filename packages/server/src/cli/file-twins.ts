import type { Id } from 'postern/kit'

type Verdict =
  | { readonly kind: 'present' | 'id-taken' }
  | { readonly kind: 'address-taken'; readonly by: Id<'user'> }
  | undefined

/** What a dry run cannot learn from the store, since it writes nobody: who came before in the same file. */
export function createTwins(): (id: Id<'user'>, key: string) => Verdict {
  const owners = new Map<string, Id<'user'>>()
  const ids = new Set<string>()
  return (id, key) => {
    const by = owners.get(key)
    if (by === id) return { kind: 'present' }
    if (by !== undefined) return { kind: 'address-taken', by }
    if (ids.has(id)) return { kind: 'id-taken' }
    owners.set(key, id)
    ids.add(id)
    return undefined
  }
}
