/** Carries a command out. What each needs is loaded when it is wanted: a slip of the pen is told at once. */
import type { CommandOrder } from './arguments.ts'
import type { CommandName } from './commands.ts'
import { expectInstallation } from './expect-installation.ts'
import type { Verb } from './nouns/verb.ts'
import { print, type Said } from './said.ts'

export async function runCommand(order: CommandOrder): Promise<void> {
  await expectInstallation(order)
  const own = ownWork[order.name]
  print(await (own ? own(order) : onDesk(order)), order.values.json)
}

type Work = (order: CommandOrder) => Promise<Said>

/** Those that open what they need themselves. */
const ownWork: Partial<Readonly<Record<CommandName, Work>>> = {
  init: async (order) => (await import('./init.ts')).init(order),
  doctor: async (order) => (await import('./doctor.ts')).doctor(order),
  migrate: async (order) => {
    const { from, to } = order.values
    if (from === undefined && to === undefined) return (await import('./migrate.ts')).migrate(order)
    return (await import('./move.ts')).move(order)
  },
  backup: async (order) => (await import('./backup.ts')).backup(order),
  'revoke-all': async (order) => (await import('./revoke-all.ts')).revokeAll(order),
  import: async (order) => {
    if (order.args.length > 0) return (await import('./import-file.ts')).importFile(order)
    return (await import('./import.ts')).importPeople(order)
  },
  export: async (order) => (await import('./export-file.ts')).exportFile(order),
  apply: async (order) => (await import('./apply.ts')).apply(order),
}

async function onDesk({ name, args, values }: CommandOrder): Promise<Said> {
  const verb = await verbOf(name)
  const { inOffice } = await import('./office.ts')
  return inOffice(values, (office) => verb(office, { args, values }))
}

async function verbOf(name: CommandName): Promise<Verb> {
  const [noun = '', word = ''] = name.split(' ')
  const verb = (await verbsOf(noun))[word]
  if (verb) return verb
  throw new TypeError(`nobody carries out ${name}`)
}

async function verbsOf(noun: string): Promise<Readonly<Record<string, Verb>>> {
  switch (noun) {
    case 'tenant':
      return (await import('./nouns/tenant.ts')).tenantVerbs
    case 'app':
      return (await import('./nouns/app.ts')).appVerbs
    case 'user':
      return (await import('./nouns/user.ts')).userVerbs
    case 'key':
      return (await import('./nouns/key.ts')).keyVerbs
    case 'invite':
      return (await import('./nouns/invite.ts')).inviteVerbs
    case 'session':
      return (await import('./nouns/session.ts')).sessionVerbs
    case 'keys':
      return (await import('./nouns/keys.ts')).keysVerbs
    case 'sign-in-link':
      return { '': (await import('./nouns/sign-in-link.ts')).signInLink }
    case 'audit':
      return (await import('./nouns/audit.ts')).auditVerbs
    default:
      return {}
  }
}
