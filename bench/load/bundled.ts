/** Servers run as plain JavaScript: taking the types out at every start would cost each of them 17 MB and its time. */
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const programs = fileURLToPath(new URL('../.cache/programs', import.meta.url))
const made = new Map<string, Promise<string>>()

/** The program's bundle, made once in a run. Packages stay outside, so each contestant loads its own as it comes. */
export function bundled(program: string): Promise<string> {
  const known = made.get(program) ?? bundle(program)
  made.set(program, known)
  return known
}

async function bundle(program: string): Promise<string> {
  const name = basename(program, '.ts')
  const dir = join(programs, `${name}-${process.pid}`)
  const bundling = await rolldown({ input: { [name]: program }, platform: 'node', external: /^[^./]/, tsconfig: false })
  await bundling.write({ dir, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' })
  await bundling.close()
  return join(dir, `${name}.mjs`)
}
