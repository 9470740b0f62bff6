/** What is wrong with an application's settings, as told to whoever writes them down: by the same rules that use them. */
import type { Id } from 'postern/kit'
import { addedClaims } from '../directory/added-claims.ts'
import { checkedApplication } from '../directory/scope-of.ts'
import { type ApplicationDocument, applicationSchema } from './application-document.ts'
import { ownPreviews } from './own-previews.ts'
import type { FieldFault, ResourcePlace } from './resource.ts'
import { type ApplicationSettings, mergedSettings } from './settings.ts'
import { findTenant, type TenantDocument } from './tenant-document.ts'

/** Judged over what it says together with its tenant. Where the installation speaks, it was judged at the start. */
export async function applicationFaults(
  document: ApplicationDocument,
  { desk, tenant }: ResourcePlace,
): Promise<readonly FieldFault[]> {
  const faults = faultsOf(document, tenant, (await findTenant(desk.ports, tenant))?.value)
  return faults.length > 0 ? faults : foreignPreviews(document)
}

/** Of a tenant: what it says for its applications must suit one that says nothing. */
export function settingsFaults(tenant: TenantDocument, id: Id<'tenant'>): readonly FieldFault[] {
  return faultsOf(silent, id, tenant)
}

/** Why an application that says this much cannot be used below its tenant. */
export function unusable(
  settings: ApplicationSettings,
  tenant: Id<'tenant'>,
  tenantDocument: TenantDocument | undefined,
): readonly FieldFault[] {
  const document = { ...silent, settings }
  return judged(() => checkedApplication({ tenant, tenantDocument, application: 'checked', document }, { baseUrl }))
}

const silent = applicationSchema.parse({ name: 'Silent' })

async function foreignPreviews({ previews }: ApplicationDocument): Promise<readonly FieldFault[]> {
  const own = await ownPreviews(previews)
  const why = 'has the hosts of other people below it: use a domain of your own'
  return previews.flatMap((pattern, at) => (own.includes(pattern) ? [] : [{ path: `previews.${at}`, why }]))
}

function faultsOf(
  document: ApplicationDocument,
  tenant: Id<'tenant'>,
  tenantDocument: TenantDocument | undefined,
): readonly FieldFault[] {
  return judged(() => {
    checkedApplication({ tenant, tenantDocument, application: 'checked', document }, { baseUrl })
    const { tokens } = mergedSettings(tenantDocument?.settings, document.settings)
    // Whether tokens are signed at all may be for others to say, and later.
    if (tokens !== 'off') addedClaims(tokens?.claims)
  })
}

function judged(check: () => void): readonly FieldFault[] {
  try {
    check()
    return []
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault
    const [, path = '', why = fault.message] = /^(\S+) (.*)$/s.exec(fault.message) ?? []
    return [{ path: placeOf(path), why }]
  }
}

/** Any will do: nothing that is judged here depends on it. */
const baseUrl = 'https://postern.invalid/auth'

const inSettings: readonly (keyof ApplicationSettings)[] = [
  'signUp',
  'homeUrl',
  'logoUrl',
  'code',
  'lifetimes',
  'tokens',
  'timeZone',
  'locales',
  'replyTo',
]

/** The library's name of an option, as the path in the document. */
function placeOf(path: string): string {
  if (path === 'mail.from') return 'settings.mailFrom'
  if (path === 'tokens.rotateEvery') return 'signing.rotateEvery'
  const [first = ''] = path.split('.')
  return inSettings.some((name) => name === first) ? `settings.${path}` : path
}
