/** Starts a program on a port of its own, and waits for the line that says where it listens. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

export interface RunningProgram {
  readonly origin: string
  stop(): Promise<void>
}

export interface Start {
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** One that is free, if it matters which. */
  readonly port?: number
  /** What it prints when it can be called. */
  readonly ready?: RegExp
}

export async function runProgram(start: Start): Promise<RunningProgram> {
  const { args, cwd, env = {}, ready = /http:\/\/localhost:\d+/ } = start
  const port = start.port ?? (await freePort())
  const child = spawn(process.execPath, ['--no-warnings', ...args], {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await said(child, ready)
  return { origin: `http://localhost:${port}`, stop: () => ended(child) }
}

function said(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const take = (chunk: Buffer): void => {
      output += chunk.toString()
      if (ready.test(output)) resolve()
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it could be called:\n${output}`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
