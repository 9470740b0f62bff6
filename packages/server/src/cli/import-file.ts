/**
 * `postern import <file>`: people as `postern export` wrote them, with their ids. Who is here already stays as she is; only
 * whom a run was ended at is finished by the next one.
 */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type AdoptedUser, type EmailAddress, type Id, instant, parseEmailAddress, parseUserId } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { completePerson } from './complete-person.ts'
import { createTwins } from './file-twins.ts'
import { inOffice, type Office } from './office.ts'
import { headLine, type PersonLine, personLine } from './people-file.ts'
import { count, people as inWords, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'
import { unfinished } from './unfinished.ts'

interface Counts {
  people: number
  imported: number
  present: number
  /** Who cannot be here beside somebody else, or not with all of her addresses. Nobody is merged. */
  readonly conflicts: { readonly id: string; readonly why: string; readonly by?: string }[]
}

export async function importFile({ args: [name = ''], values }: CommandOrder): Promise<Said> {
  if (values.from !== undefined || values.source !== undefined) {
    throw new Refusal(
      ['People come from a file, or from another system by --from and --source: not from both.'],
      'arguments-invalid',
    )
  }
  const file = resolve(process.cwd(), name)
  if (!existsSync(file) || !statSync(file).isFile()) throw new Refusal([`There is no file ${name}.`], 'file-unusable')
  const dryRun = values['dry-run'] ?? false
  const of = await checkLines(file)
  return inOffice(values, async (office) => {
    const tenant = await office.tenant(values)
    const counts: Counts = { people: 0, imported: 0, present: 0, conflicts: [] }
    const twins = createTwins()
    const bar = progressBar(process.stderr)
    try {
      for await (const person of peopleIn(file)) {
        await take({ office, tenant, dryRun, twins }, person, counts)
        counts.people++
        bar.show('taking people over', counts.people, of)
      }
    } finally {
      bar.end()
    }
    return { json: { ...counts, tenant, dryRun }, text: wordsOf(counts, dryRun), failed: counts.conflicts.length > 0 }
  })
}

/** All of it is read before anything is written: a file that is broken changes nothing. */
async function checkLines(file: string): Promise<number> {
  let number = 0
  for await (const text of linesOf(file)) {
    number++
    const shape = number === 1 ? headLine : personLine
    if (!shape.safeParse(parse(text)).success)
      throw new Refusal(
        [
          `Line ${number} of ${file} is ${number === 1 ? 'no head of a file of people' : 'no person'}. Nothing was changed.`,
        ],
        'file-unusable',
      )
  }
  if (number === 0) throw new Refusal([`${file} is empty.`], 'file-unusable')
  return number - 1
}

async function* peopleIn(file: string): AsyncGenerator<PersonLine> {
  let isHead = true
  for await (const text of linesOf(file)) {
    if (!isHead) yield personLine.parse(parse(text))
    isHead = false
  }
}

const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

interface Taking {
  readonly office: Office
  readonly tenant: Id<'tenant'>
  readonly dryRun: boolean
  readonly twins: ReturnType<typeof createTwins>
}

async function take({ office, tenant, dryRun, twins }: Taking, person: PersonLine, counts: Counts): Promise<void> {
  const { ports } = office
  const id = parseUserId(person.id)
  const address = parseEmailAddress(person.email)
  if (!id || !address) {
    counts.conflicts.push({ id: person.id, why: id ? 'address-invalid' : 'id-unfit' })
    return
  }
  const [first] = person.registrations
  const application = (first?.application ?? 'default') as Id<'application'>
  const at = () => ({ tenant, now: ports.clock.now() })
  const mark = unfinished({ ports, tenant, id })
  // Before she is there: a run that ends behind this line leaves a mark, or nobody.
  const isBegun = !dryRun && hasMore(person) && !(await ports.store.users.find({ ...at(), id }))
  if (isBegun) await mark.put()
  const user = adopted(office, { person, id, address, application })
  const [told] = await ports.store.users.adopt({ ...at(), application, users: [user], dryRun })
  const answer = (dryRun && told?.kind === 'adopted' && twins(id, address.key)) || told
  switch (answer?.kind) {
    case 'address-taken':
    case 'id-taken':
      counts.conflicts.push({ id, why: answer.kind, ...('by' in answer && { by: answer.by }) })
      if (isBegun) await mark.clear()
      return
    case 'present':
      counts.present++
      break
    default:
      counts.imported++
  }
  if (dryRun || !(await mark.isThere())) return
  const lost = await completePerson(office, tenant, { id, person })
  await mark.clear()
  if (lost) counts.conflicts.push({ id, why: lost })
}

/** What does not come with the person herself. */
const hasMore = ({ addresses, registrations, status }: PersonLine): boolean =>
  addresses.length > 1 || registrations.length > 1 || registrations[0]?.data !== undefined || status === 'locked'

interface Adopting {
  readonly person: PersonLine
  readonly id: Id<'user'>
  readonly address: EmailAddress
  readonly application: Id<'application'>
}

function adopted({ ports, desk }: Office, { person, id, address, application }: Adopting): AdoptedUser {
  const { name, locale, data, status, createdAt, addresses, registrations } = person
  const now = ports.clock.now()
  const own = addresses.find(({ email }) => parseEmailAddress(email)?.key === address.key)
  const event = { id: ports.vault.id<'event'>(now), type: 'user.created', application, user: id } as const
  return {
    id,
    address,
    // A lock is put on afterwards.
    status: status === 'banned' ? 'banned' : 'active',
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(data && { data }),
    roles: registrations[0]?.roles ?? [],
    createdAt: instant(Math.min(Date.parse(createdAt), now)),
    // `null` says that it was only vouched for.
    ...(own?.provedAt !== null && { provedAt: instant(Math.min(Date.parse(own?.provedAt ?? createdAt), now)) }),
    event: { ...event, reason: 'imported', actor: desk.actor },
  }
}

function wordsOf({ people, imported, present, conflicts }: Counts, dryRun: boolean): string {
  const lines = conflicts
    .slice(0, 20)
    .map(({ id, why, by }) => `  ${id}: ${why}${by === undefined ? '' : `, by ${by}`}`)
  const more = conflicts.length > 20 ? [`  and ${count(conflicts.length - 20)} more`] : []
  return [
    `${inWords(people)} in the file.`,
    `${count(imported)} ${dryRun ? 'would be taken over' : 'taken over'}, ${count(present)} were here already.`,
    ...(conflicts.length === 0
      ? []
      : [
          `${count(conflicts.length)} left out, in whole or an address of theirs, as nobody is merged:`,
          ...lines,
          ...more,
        ]),
  ].join('\n')
}
