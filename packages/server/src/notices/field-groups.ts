/** Fields as headers and reports write them: `Name: value`, folded where they are long, in groups with an empty line between. */

/** By their names in lower case. Of a name that comes twice the first counts. */
export type FieldGroup = ReadonlyMap<string, string>

/** The first groups, `most` of them. What is no field is passed over. */
export function fieldGroups(text: string, most: number): readonly FieldGroup[] {
  const groups: Map<string, string>[] = []
  let group: Map<string, string> | undefined
  let name = ''
  for (const line of text.split('\n')) {
    const bare = line.trim()
    if (bare === '') group = undefined
    else if (isFolded(line)) unfold(group, name, bare)
    else {
      if (!group && groups.length === most) break
      if (!group) groups.push((group = new Map()))
      name = begin(group, bare)
    }
  }
  return groups
}

const isFolded = (line: string): boolean => line.startsWith(' ') || line.startsWith('\t')

function unfold(group: Map<string, string> | undefined, name: string, more: string): void {
  const before = group?.get(name)
  if (before !== undefined) group?.set(name, before === '' ? more : `${before} ${more}`)
}

/** The name, if a field begins here whose value is kept. */
function begin(group: Map<string, string>, line: string): string {
  const colon = line.indexOf(':')
  const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
  if (name === '' || group.has(name)) return ''
  group.set(name, line.slice(colon + 1).trim())
  return name
}
