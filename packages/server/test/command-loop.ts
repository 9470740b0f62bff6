/** A process that carries out one command after the other, as `one-process.ts` tells it. It is not the command itself. */
import { main } from '../src/main.ts'
import type { Ended, Environment } from './process.ts'

export interface Order {
  readonly args: readonly string[]
  readonly folder: string
  readonly env: Environment
}

async function carryOut({ args, folder, env }: Order): Promise<Ended> {
  process.chdir(folder)
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, env)
  process.exitCode = undefined
  const [out, err] = [heard(process.stdout), heard(process.stderr)]
  try {
    await main(args)
  } finally {
    out.end()
    err.end()
  }
  return { code: Number(process.exitCode ?? 0), stdout: out.text(), stderr: err.text() }
}

function heard(stream: NodeJS.WriteStream): { text(): string; end(): void } {
  const write = stream.write
  let said = ''
  stream.write = (chunk: string | Uint8Array): boolean => {
    said += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    return true
  }
  return {
    text: () => said,
    end: () => {
      stream.write = write
    },
  }
}

process.on('message', (order: Order) => {
  void carryOut(order).then((ended) => process.send?.(ended))
})
