/** The code in groups that can be read aloud: 3 + 3 of six, 4 + 4 of eight, at most four in each. */
export function codeGroups(code: string): readonly string[] {
  const size = Math.ceil(code.length / Math.max(1, Math.ceil(code.length / 4)))
  const groups: string[] = []
  for (let start = 0; start < code.length; start += size) groups.push(code.slice(start, start + size))
  return groups
}
