/**
 * `postern import <file>`: people as `postern export` wrote them, with their ids. Who is here already stays as she is; only
 * whom a run was ended at is finished by the next one.
 */
import { createReadStream, existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type AdoptedUser, type EmailAddress, type Id, instant, parseEmailAddress, parseUserId } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import { hasApplication } from '../resources/template.ts'
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
  /** Who cannot be here beside somebody else, not with all of her addresses, or where she is registered. Nobody is merged. */
  readonly conflicts: {
    readonly id: string
    readonly why: string
    readonly by?: string
    readonly application?: string
  }[]
  /** Applications that people are registered in and the tenant does not have, and how many people that are. */
  readonly missing: Record<string, number>
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
    const counts: Counts = { people: 0, imported: 0, present: 0, conflicts: [], missing: {} }
    const twins = createTwins()
    const isThere = createLookup(office, tenant)
    const bar = progressBar(process.stderr)
    try {
      for await (const person of peopleIn(file)) {
        await take({ office, tenant, dryRun, twins, isThere }, person, counts)
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
  readonly isThere: (application: string) => Promise<boolean>
}

/** Of a million people most are in the same application. */
function createLookup({ ports }: Office, tenant: Id<'tenant'>): Taking['isThere'] {
  const known = new Map<string, boolean>()
  return async (application) => {
    const is = known.get(application) ?? (await hasApplication(ports, tenant, application))
    known.set(application, is)
    return is
  }
}

async function firstMissing({ isThere }: Taking, { registrations }: PersonLine): Promise<string | undefined> {
  for (const { application } of registrations) if (!(await isThere(application))) return application
  return undefined
}

async function take(taking: Taking, person: PersonLine, counts: Counts): Promise<void> {
  const { office, tenant, dryRun, twins } = taking
  const { ports } = office
  const id = parseUserId(person.id)
  const address = parseEmailAddress(person.email)
  if (!id || !address) {
    counts.conflicts.push({ id: person.id, why: id ? 'address-invalid' : 'id-unfit' })
    return
  }
  const missing = await firstMissing(taking, person)
  if (missing !== undefined) {
    counts.missing[missing] = (counts.missing[missing] ?? 0) + 1
    counts.conflicts.push({ id, why: 'application-unknown', application: missing })
    return
  }
  const application = person.registrations[0]?.application as Id<'application'> | undefined
  const at = () => ({ tenant, now: ports.clock.now() })
  const mark = unfinished({ ports, tenant, id })
  // Before she is there: a run that ends behind this line leaves a mark, or nobody.
  const isBegun = !dryRun && hasMore(person) && !(await ports.store.users.find({ ...at(), id }))
  if (isBegun) await mark.put()
  const user = adopted(office, { person, id, address, application })
  const [told] = await ports.store.users.adopt({ ...at(), ...(application && { application }), users: [user], dryRun })
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
  readonly application: Id<'application'> | undefined
}

const nowhere = '' as Id<'application'>

function adopted({ ports, desk }: Office, { person, id, address, application }: Adopting): AdoptedUser {
  const { name, locale, data, status, createdAt, addresses, registrations } = person
  const now = ports.clock.now()
  const own = addresses.find(({ email }) => parseEmailAddress(email)?.key === address.key)
  const event = {
    id: ports.vault.id<'event'>(now),
    type: 'user.created',
    application: application ?? nowhere,
    user: id,
  } as const
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

function wordsOf({ people, imported, present, conflicts, missing }: Counts, dryRun: boolean): string {
  const lines = conflicts.slice(0, 20).map(conflictLine)
  const more = conflicts.length > 20 ? [`  and ${count(conflicts.length - 20)} more`] : []
  const wanted = Object.entries(missing).map(([application, number]) => `${application} (${inWords(number)})`)
  return [
    `${inWords(people)} in the file.`,
    `${count(imported)} ${dryRun ? 'would be taken over' : 'taken over'}, ${count(present)} were here already.`,
    ...(conflicts.length === 0
      ? []
      : [`${count(conflicts.length)} left out, in whole or an address of theirs:`, ...lines, ...more]),
    ...(wanted.length === 0
      ? []
      : [`The tenant has no application ${wanted.join(', ')}: make it, and import the file again.`]),
  ].join('\n')
}

function conflictLine({ id, why, by, application }: Counts['conflicts'][number]): string {
  if (application !== undefined) return `  ${id}: ${why} ${application}`
  return `  ${id}: ${why}${by === undefined ? '' : `, by ${by}`}`
}
