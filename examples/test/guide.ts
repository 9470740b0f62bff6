/**
 * Walks through a guide as it is printed. What a block is stands behind its language: `sh run` is typed into one shell,
 * `sh start` runs beside it, `text answer` and `json answer` are what the block before printed (`…` is anything), `text log`
 * what the program started last has printed. `sh install` is what a reader of this repository has, `file=` and `part=`
 * name what a block is copied from. Another block than these is a fault: nothing printed goes untried.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect } from 'vitest'
import { freePort } from './run-program.ts'
import { openShell, type Shell } from './shell.ts'

const root = join(import.meta.dirname, '..', '..')
const examples = join(root, 'examples')
/** What a reader has installed. */
const commands = join(root, 'node_modules', '.bin')

export interface Block {
  readonly line: number
  readonly info: readonly string[]
  readonly text: string
}

export interface Walk {
  /** Texts of the page that stand for something of the test's. */
  readonly replace?: Readonly<Record<string, string>>
  /** What blocks marked `needs=` may count on; those that need more are left out. */
  readonly has?: readonly string[]
}

export async function walkGuide(page: string, { replace = {}, has = [] }: Walk = {}): Promise<void> {
  const words = { ...(await ports()), ...replace }
  const folder = mkdtempSync(join(tmpdir(), 'postern-guide-'))
  for (const name of readdirSync(examples)) {
    if (name !== 'node_modules' && !name.includes('.')) symlinkSync(join(examples, name), join(folder, name))
  }
  const shell = openShell({ folder, env: environment(folder, words) })
  try {
    await walk(
      shell,
      blocksOf(page).filter(({ info }) => missing(info, has).length === 0),
      words,
    )
  } finally {
    await shell.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(root, page), 'utf8')
  return [...text.matchAll(/^```([^\n]+)\n(.*?)^```$/gms)].map((found) => ({
    line: text.slice(0, found.index).split('\n').length,
    info: (found[1] ?? '').split(' '),
    text: found[2] ?? '',
  }))
}

async function walk(shell: Shell, blocks: readonly Block[], words: Readonly<Record<string, string>>): Promise<void> {
  let said = ''
  let program = ''
  for (const { info, text, line } of blocks) {
    const [language, kind = ''] = info
    const typed = translate(text, words)
    const at = `line ${line}: ${text}`
    switch (`${language} ${kind.split('=')[0]}`) {
      case 'sh run':
        said = await shell.run(typed)
        break
      case 'sh start':
        program = /\S+\.ts/.exec(typed)?.[0] ?? ''
        await shell.start(typed, /http:\/\/localhost:\d+/)
        break
      case 'text answer':
      case 'html answer':
        expect(back(said, words), at).toMatch(patternOf(text))
        break
      case 'text log':
        await expect
          .poll(() => back(shell.printed(program), words), { message: at, timeout: 10_000 })
          .toMatch(patternOf(text))
        break
      case 'json answer':
        expect(JSON.parse(back(said, words)), at).toEqual(valueOf(JSON.parse(text)))
        break
      case 'sh install':
        break
      default:
        expect(kind, at).toMatch(/^(?:file|part)=/)
        if (kind.startsWith('part=')) expect(partsOf(kind.slice(5)), at).toContain(flat(text))
    }
  }
}

const missing = (info: readonly string[], has: readonly string[]): readonly string[] =>
  info.flatMap((word) => (word.startsWith('needs=') ? [word.slice(6)] : [])).filter((word) => !has.includes(word))

/** Free ports for the ones that a page prints. */
async function ports(): Promise<Readonly<Record<string, string>>> {
  const [app, smtp, web, server] = [await freePort(), await freePort(), await freePort(), await freePort()]
  return {
    'localhost:3000': `localhost:${app}`,
    'localhost:1025': `localhost:${smtp}`,
    'localhost:8025': `localhost:${web}`,
    'localhost:4000': `localhost:${server}`,
    '--port 4000': `--port ${server}`,
  }
}

function environment(folder: string, words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const portOf = (printed: string): string => words[printed]?.split(':')[1] ?? ''
  return {
    PATH: [dirname(process.execPath), commands, ...curlOf(folder), process.env['PATH']].join(delimiter),
    PORT: portOf('localhost:3000'),
    SMTP_PORT: portOf('localhost:1025'),
    INBOX_PORT: portOf('localhost:8025'),
    // Before what a file of settings says.
    SMTP_URL: `smtp://${words['localhost:1025']}`,
    MAIL_SERVICE: `http://${words['localhost:8025']}/send`,
  }
}

/** A folder with our own curl, where the machine has none. */
function curlOf(folder: string): readonly string[] {
  return findCurl() ? [] : [ownCurl(folder)]
}

export const findCurl = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((path) => join(path, 'curl'))
    .find((path) => existsSync(path))

export function ownCurl(folder: string): string {
  const script = join(import.meta.dirname, 'curl.mjs')
  writeFileSync(join(folder, 'curl'), `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, { mode: 0o755 })
  return folder
}

function translate(text: string, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce((all, [printed, real]) => all.replaceAll(printed, real), text)
}

const back = (text: string, words: Readonly<Record<string, string>>): string =>
  translate(
    text.replaceAll('\r', ''),
    Object.fromEntries(Object.entries(words).map(([printed, real]) => [real, printed])),
  )

function patternOf(text: string): RegExp {
  const escaped = text.trim().replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${escaped.replaceAll('…', '[^]*?')}\\s*$`)
}

/** JSON in which the string `…` stands for anything that is there. */
function valueOf(value: unknown): unknown {
  if (value === '…') return expect.anything()
  if (Array.isArray(value)) return value.map(valueOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, valueOf(one)]))
}

const partsOf = (file: string): string => flat(readFileSync(join(root, file), 'utf8'))

/** Without the indentation that a part has in its file and not on the page. */
const flat = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
