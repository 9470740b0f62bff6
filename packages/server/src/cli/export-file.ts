/** `postern export <file>`: the people of a tenant, newest first, one line each. Called again, it goes on where it stopped. */
import { appendFileSync, closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Id, iso, type ListedUser } from 'postern/kit'
import { Refusal } from '../config/refusal.ts'
import type { CommandOrder } from './arguments.ts'
import { inOffice, type Office } from './office.ts'
import { format, headLine, type PersonLine, personLine } from './people-file.ts'
import { count, progressBar } from './progress-bar.ts'
import type { Said } from './said.ts'

const atOnce = 200

export async function exportFile({ args: [name = ''], values }: CommandOrder): Promise<Said> {
  const file = resolve(process.cwd(), name)
  return inOffice(values, async (office) => {
    const tenant = await office.tenant(values)
    const begun = existsSync(file) ? goOn(file, tenant) : begin(file, tenant)
    const bar = progressBar(process.stderr)
    let { people, after } = begun
    try {
      for (let more = true; more; ) {
        const page = await pageOf(office, tenant, after)
        const lines = await Promise.all(page.items.map((found) => lineOf(office, tenant, found)))
        // One write for a page: what is cut off in the middle of a line is taken off by the next run.
        if (lines.length > 0) appendFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
        people += lines.length
        bar.tick('people written', people)
        after = page.next
        more = after !== undefined
      }
    } finally {
      bar.end()
    }
    return {
      json: { file, tenant, people },
      text: `${file} holds ${count(people)} people of ${tenant}. It is personal data: keep it as such.`,
    }
  })
}

interface Begun {
  readonly people: number
  readonly after: string | undefined
}

function begin(file: string, tenant: string): Begun {
  writeFileSync(file, `${JSON.stringify({ format, tenant })}\n`, { mode: 0o600, flag: 'wx' })
  return { people: 0, after: undefined }
}

/** The last whole line is the place: people are listed in the order of their ids. */
function goOn(file: string, tenant: string): Begun {
  const text = readFileSync(file)
  const whole = text.subarray(0, text.lastIndexOf(10) + 1)
  const [first = '', ...lines] = whole.toString('utf8').split('\n').slice(0, -1)
  const head = headLine.safeParse(parse(first))
  if (!head.success || head.data.tenant !== tenant)
    throw new Refusal([`${file} is there already, and holds no people of ${tenant}.`])
  const last = lines.at(-1)
  const place = last === undefined ? undefined : personLine.safeParse(parse(last))
  if (place && !place.success) throw new Refusal([`The last line of ${file} is no person: it was not written here.`])
  const open = openSync(file, 'r+')
  ftruncateSync(open, whole.length)
  closeSync(open)
  return { people: lines.length, after: place?.data.id }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function pageOf({ ports: { store, clock } }: Office, tenant: Id<'tenant'>, after: string | undefined) {
  return store.users.list({ tenant, now: clock.now(), limit: atOnce, ...(after !== undefined && { after }) })
}

async function lineOf(
  { ports: { store, clock } }: Office,
  tenant: Id<'tenant'>,
  { user }: ListedUser,
): Promise<PersonLine> {
  const at = { tenant, now: clock.now(), user: user.id }
  const [addresses, registrations] = await Promise.all([store.addresses.list(at), store.registrations.list(at)])
  const { id, email, status, name, locale, data, createdAt } = user
  return {
    id,
    email,
    // Those who were removed are not listed.
    status: status === 'removed' ? 'banned' : status,
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(data && { data }),
    createdAt: iso(createdAt),
    addresses: addresses
      .filter(({ reservedUntil }) => reservedUntil === undefined)
      .map(({ address, provedAt }) => ({ email: address, provedAt: iso(provedAt) })),
    registrations: registrations.map(({ application, roles, data: kept, createdAt: since }) => ({
      application,
      roles: [...roles],
      ...(kept && { data: kept }),
      createdAt: iso(since),
    })),
  }
}
