/**
 * Writes mails from templates, in a thread of its own: whoever waits for it may end it at any moment. Knows no tenant, no
 * file and no network; what it is given is all it has.
 */
import { parentPort } from 'node:worker_threads'
import type { Liquid, Template } from 'liquidjs'
import type { Done, Job, PartFault, PartName, TemplateParts } from './job.ts'
import { createLiquid, longestPart } from './liquid.ts'
import { unsafeMarkup } from './unsafe-markup.ts'

interface Compiled {
  readonly templates: Readonly<Record<PartName, readonly Template[]>>
  readonly names: Readonly<Record<PartName, readonly (readonly string[])[]>>
}

const liquids: Readonly<Record<PartName, Liquid>> = {
  subject: createLiquid('text'),
  html: createLiquid('html'),
  text: createLiquid('text'),
}

const mostKept = 200
/** All that is kept together: about 20 MB, a third of what a worker may have. Nobody's templates are to end it for others. */
const heaviest = 20_000
const kept = new Map<string, Compiled>()
let weight = 0

parentPort?.on('message', (job: Job) => parentPort?.postMessage(done(job)))
parentPort?.postMessage('ready')

function done({ key, parts, variables }: Job): Done {
  const faults: PartFault[] = []
  try {
    const compiled = (key === undefined ? undefined : kept.get(key)) ?? compile(parts, key, faults)
    if (faults.length > 0) return { kind: 'failed', faults }
    const results = variables.map((given) => write(compiled, given, faults))
    return faults.length > 0 ? { kind: 'failed', faults } : { kind: 'written', results, names: compiled.names }
  } catch (fault) {
    return { kind: 'failed', faults: [{ part: 'html', why: reasonOf(fault) }] }
  }
}

function compile(parts: TemplateParts, key: string | undefined, faults: PartFault[]): Compiled {
  const of = <T>(make: (part: PartName) => T): Record<PartName, T> => ({
    subject: make('subject'),
    html: make('html'),
    text: make('text'),
  })
  const templates = of((part) => attempt(part, faults, [], () => liquids[part].parse(parts[part])))
  const names = of((part) => attempt(part, faults, [], () => namesIn(liquids[part], templates[part])))
  const compiled = { templates, names }
  if (key !== undefined && faults.length === 0) keep(key, compiled, weightOf(parts))
  return compiled
}

function keep(key: string, compiled: Compiled, own: number): void {
  if (own > heaviest) return
  if (kept.size >= mostKept || weight + own > heaviest) {
    kept.clear()
    weight = 0
  }
  kept.set(key, compiled)
  weight += own
}

/** A tag costs about a kilobyte, and plain text next to nothing. */
function weightOf({ subject, html, text }: TemplateParts): number {
  const source = subject + html + text
  return source.split('{').length + source.length / 50
}

function namesIn(liquid: Liquid, template: Template[]): (readonly string[])[] {
  const paths = liquid.globalVariableSegmentsSync(template, { partials: false })
  return paths.map((segments) => segments.map((segment) => (typeof segment === 'object' ? '[]' : String(segment))))
}

function write({ templates }: Compiled, variables: object, faults: PartFault[]): TemplateParts {
  const part = (name: PartName): string =>
    attempt(name, faults, '', () => {
      const text = String(liquids[name].renderSync([...templates[name]], variables))
      if (text.length > longestPart) throw new Error(`becomes longer than ${longestPart} characters`)
      return text
    })
  const written = { subject: oneLine(part('subject')), html: part('html'), text: part('text') }
  const unsafe = unsafeMarkup(written.html)
  if (unsafe !== undefined) faults.push({ part: 'html', why: `becomes a mail with ${unsafe}` })
  return written
}

function attempt<T>(part: PartName, faults: PartFault[], otherwise: T, act: () => T): T {
  try {
    return act()
  } catch (fault) {
    faults.push({ part, why: reasonOf(fault) })
    return otherwise
  }
}

const longestSubject = 200

/** A header has one line, and no marks that turn the direction of what follows. */
function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .trim()
  return Array.from(line).slice(0, longestSubject).join('')
}

/** The first line: Liquid shows the source below it. */
const reasonOf = (fault: unknown): string =>
  (fault instanceof Error ? fault.message : String(fault)).split('\n', 1)[0] ?? ''
