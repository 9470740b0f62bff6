/** A program of `examples/` as a process of its own: what it prints, the URL it says it is at, and its end. */
import { spawn } from 'node:child_process'

export interface Service {
  readonly url: string
  /** All it printed so far, standard error included. */
  printed(): string
  stop(): Promise<void>
}

export interface Launch {
  readonly program: string
  readonly args: readonly string[]
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

const patience = 30_000

/** Rejects, with what it printed, when it ends or stays silent instead. */
export async function startService({ program, args, folder, env }: Launch): Promise<Service> {
  const child = spawn(program, args, { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...env } })
  let output = ''
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()).on('error', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after ${patience} ms: ${output}`)), patience)
    const read = (chunk: Buffer) => {
      output += String(chunk)
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? []
      if (address !== undefined) resolve(address)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void ended.then(() => reject(new Error(`it ended: ${output}`)))
    void ended.then(() => clearTimeout(timer))
  }).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  return {
    url,
    printed: () => output,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
