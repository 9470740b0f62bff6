/** A shell that stays open, as a reader's terminal does: what one block sets, the next one sees. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Shell {
  /** What the commands print, standard error included. */
  run(commands: string): Promise<string>
  /** Starts a program beside it, in place of the one of the same name, and answers what it printed until it is ready. */
  start(command: string, ready: RegExp): Promise<void>
  /** All that the program of a name printed so far. */
  printed(name: string): string
  close(): Promise<void>
}

export interface ShellOptions {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
}

const mark = 'this-block-is-over'

export function openShell({ folder, env }: ShellOptions): Shell {
  const child = spawn('/bin/sh', { cwd: folder, env: { ...env, PATH: env['PATH'] ?? process.env['PATH'] } })
  const programs = new Map<string, { readonly pid: string; readonly log: string }>()
  const run = (commands: string): Promise<string> => runIn(child, commands)
  const end = async (pid: string): Promise<void> => {
    await run(`kill ${pid} 2>/dev/null; wait ${pid} 2>/dev/null`)
  }
  let count = 0
  return {
    run,
    async start(command, ready) {
      const name = nameOf(command)
      const running = programs.get(name)
      if (running) await end(running.pid)
      const log = join(folder, `${++count}.log`)
      const pid = await run(`${command.trim()} > ${log} 2>&1 &\necho $!`)
      programs.set(name, { pid, log })
      await until(log, ready)
    },
    printed: (name) => readFileSync(programs.get(name)?.log ?? '', 'utf8'),
    async close() {
      for (const { pid } of programs.values()) await end(pid)
      child.stdin.end('exit\n')
    },
  }
}

const nameOf = (command: string): string => /\S+\.ts/.exec(command)?.[0] ?? command

function runIn(child: ChildProcessWithoutNullStreams, commands: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const done = (settle: () => void): void => {
      for (const stream of [child.stdout, child.stderr]) stream.off('data', take)
      child.off('exit', ended)
      settle()
    }
    const ended = (): void => done(() => reject(new Error(`the shell ended:\n${output}`)))
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
      const at = output.indexOf(mark)
      if (at >= 0) done(() => resolve(output.slice(0, at).trim()))
    }
    for (const stream of [child.stdout, child.stderr]) stream.on('data', take)
    child.on('exit', ended)
    child.stdin.write(`${commands.trimEnd()}\necho ${mark}\n`)
  })
}

async function until(log: string, ready: RegExp): Promise<void> {
  for (let tries = 0; tries < 1500; tries++) {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : ''
    if (ready.test(text)) return
    if (/^\s+at |Node\.js v\d/m.test(text)) break
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`it was not ready:\n${existsSync(log) ? readFileSync(log, 'utf8') : ''}`)
}
