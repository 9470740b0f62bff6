import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { type Line, type Orders, ordersFile, parseLines } from './history.ts'

/** At the so-manieth passing of a checkpoint, or so long after its first word. */
export type Death = { readonly at: string; readonly times: number } | { readonly afterMilliseconds: number }

const program = fileURLToPath(new URL('./program.ts', import.meta.url))

/** One life of the program: what it said until it was killed, or until it had done its work. */
export async function runOnce(folder: string, orders: Orders, death: Death | undefined): Promise<readonly Line[]> {
  const dieAt = death && 'at' in death ? { name: death.at, times: death.times } : undefined
  writeFileSync(join(folder, ordersFile), JSON.stringify(dieAt ? { ...orders, dieAt } : orders))
  const child = spawn(process.execPath, ['--no-warnings', program, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complained = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (death && 'afterMilliseconds' in death)
      timer ??= setTimeout(() => child.kill('SIGKILL'), death.afterMilliseconds)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complained += text
  })
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal }))
  })
  clearTimeout(timer)
  const lines = parseLines<Line>(said)
  expect({ code, signal, complained }).toEqual({
    code: death ? null : 0,
    signal: death ? 'SIGKILL' : null,
    complained: '',
  })
  if (dieAt) expect(lines.at(-1)).toEqual({ step: 'dying', at: dieAt.name })
  return lines
}
