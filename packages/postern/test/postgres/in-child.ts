/** A process of its own that imports from the store's sources, and how it ended. */
import { spawn } from 'node:child_process'

export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly said: string
  readonly complained: string
}

/** The program may call `load(path)` for a module of the package, from its root on. */
export function inChild(program: string): Promise<End> {
  const root = new URL('../../', import.meta.url).href
  const text = `const load = (path) => import(${JSON.stringify(root)} + path)\n${program}`
  const flags = ['--no-warnings', '--conditions=@postern/source', '--input-type=module', '--eval', text]
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complained = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString()
  })
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, said, complained }))
  })
}
