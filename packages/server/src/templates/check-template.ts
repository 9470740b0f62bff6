/** Whether a template may be saved: it is written out with sample mails, and each must be a mail that can be sent. */
import { type Locale, PosternError } from 'postern/kit'
import type { FieldFault } from '../resources/resource.ts'
import { missingIn } from './complete.ts'
import { type Done, type PartName, partNames, type TemplateParts } from './job.ts'
import { createPress, type Press, type Printed } from './press.ts'
import { bareSample, fullSample, type Sample } from './sample.ts'
import type { TemplateName } from './template-name.ts'
import { unsafeMarkup } from './unsafe-markup.ts'

export const templateFaults = (
  name: TemplateName,
  parts: TemplateParts,
  press?: Press,
): Promise<readonly FieldFault[]> => withPress(press, (own) => faultsOn(own, name, parts))

/** On a press that somebody has already. */
export async function faultsOn(
  press: Press,
  { kind, locale }: TemplateName,
  parts: TemplateParts,
): Promise<readonly FieldFault[]> {
  const languages: readonly Locale[] = locale === undefined ? ['en', 'ar'] : [locale]
  const samples: Sample[] = []
  for (const language of languages) {
    samples.push(await fullSample({ kind, locale: language }), await bareSample({ kind, locale: language }))
  }
  const printed = await press.print({ parts, variables: samples.map(({ variables }) => variables) })
  if (printed.kind !== 'written') return notWritten(printed)
  return [...sourceFaults(parts), ...nameFaults(printed, samples), ...mailFaults(printed, samples)]
}

/**
 * Where a process tries templates that nobody has been sent yet: beside the press of mails, which waits for none of them,
 * and with more time for each.
 */
export const createTryingPress = (): Press => createPress({ workers: 2, limit: longestTry, waiting: mostTries })

/** On the process's own; a command, which has none, makes one for its question. */
export async function withPress<T>(own: Press | undefined, act: (press: Press) => Promise<T>): Promise<T> {
  if (own) return act(own)
  const press = createTryingPress()
  try {
    return await act(press)
  } finally {
    await press.close()
  }
}

const longestTry = 2_000
const mostTries = 16

const lostReasons = {
  'too-slow': 'takes too long to write',
  died: 'takes too much memory to write',
} as const

/** Throws `busy` where too many wait to be tried: that is no fault of the template. */
export function notWritten(printed: Exclude<Printed, { kind: 'written' }>): readonly FieldFault[] {
  if (printed.kind === 'lost') {
    const { why } = printed
    if (why === 'too-many') throw new PosternError('busy', 'Many templates are being tried; try again.')
    return [{ path: '', why: lostReasons[why] }]
  }
  return distinct(printed.faults.map(({ part, why }) => ({ path: part, why })))
}

function sourceFaults({ html }: TemplateParts): readonly FieldFault[] {
  const faults: FieldFault[] = []
  // With the tags away, so that a branch that no sample takes is seen as well.
  const unsafe = unsafeMarkup(html.replace(/\{%[^%]*%\}/g, ''))
  if (unsafe !== undefined) faults.push({ path: 'html', why: `must not have ${unsafe}` })
  if (/<[^<>]*=\s*\{\{/.test(html)) {
    faults.push({ path: 'html', why: 'must put values of attributes into quotes: href="{{ link }}"' })
  }
  return faults
}

function nameFaults({ names }: Extract<Done, { kind: 'written' }>, samples: readonly Sample[]): readonly FieldFault[] {
  const [known] = samples
  return partNames.flatMap((part) =>
    names[part]
      .filter((path) => !isKnown(path, known?.variables))
      .map((path) => ({ path: part, why: `names ${path.join('.')}, which there is not in this mail` })),
  )
}

/** What hangs on a user's data and on the state is the author's own to know. */
function isKnown(path: readonly string[], variables: unknown): boolean {
  if (path[0] === 'state' || (path[0] === 'user' && path[1] === 'data')) return true
  let value = variables
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false
    value = (value as Readonly<Record<string, unknown>>)[name]
  }
  return true
}

function mailFaults({ results }: Extract<Done, { kind: 'written' }>, samples: readonly Sample[]) {
  const faults = results.flatMap((result, at) => {
    const sample = samples[at]
    return sample ? missingIn(sample.facts, result) : []
  })
  return distinct(faults.map(({ part, name }) => ({ path: part, why: missingReason(part, name) })))
}

const missingReason = (part: PartName, name: string): string =>
  part === name ? 'must not be empty' : `must always carry {{ ${name} }}`

function distinct(faults: readonly FieldFault[]): readonly FieldFault[] {
  return [...new Map(faults.map((fault) => [`${fault.path} ${fault.why}`, fault])).values()]
}
