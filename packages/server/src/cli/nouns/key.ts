/** `postern key …`: API keys. What a key is, is shown once, when it is made. */
import { operations as known } from '../../api/routes.ts'
import { Refusal } from '../../config/refusal.ts'
import { type ApiKeyDocument, apiKeys } from '../../resources/api-key.ts'
import { type MadeKey, makeKey, rotateKey } from '../../resources/key-making.ts'
import { readOperations } from '../../resources/operations.ts'
import { readDuration } from '../given.ts'
import type { Said } from '../said.ts'
import { sheet } from '../said.ts'
import { type DocumentNoun, documentVerbs, presented, settled } from './documents.ts'
import { first, type Verb } from './verb.ts'

const noun: DocumentNoun<ApiKeyDocument> = {
  resource: apiKeys,
  one: 'key',
  row: ({ name, tenant, operations }) => ({ name, tenant: tenant ?? 'any', operations }),
  read: (patch) => (isTexts(patch['operations']) ? { ...patch, operations: readKnown(patch['operations']) } : patch),
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string')

function readKnown(texts: readonly string[]): readonly string[] {
  const { operations, faults } = readOperations(texts, known)
  if (faults.length > 0) throw new Refusal(faults.map(({ path, why }) => `${path}: ${why}`))
  return operations
}

const creating: Verb = async (office, { values }) => {
  const { name, operation = [], network, application } = values
  if (name === undefined || operation.length === 0) {
    throw new Refusal(['--name and --operation are wanted: --name ci --operation users.read'], 'arguments-invalid')
  }
  const { clock } = office.ports
  const made = await makeKey(office.desk, {
    name,
    operations: [...readKnown(operation)],
    startsSignIns: values['starts-sign-ins'] ?? false,
    ...(values.tenant !== undefined && { tenant: await office.tenant(values) }),
    ...(application !== undefined && { applications: [(await office.scope(values)).application.id] }),
    ...(network && { networks: network }),
    ...(values.expires !== undefined && { expiresAt: clock.now() + readDuration('expires', values.expires) }),
  })
  return shownOnce('', made)
}

const rotating: Verb = async (office, given) => {
  const overlap = readDuration('overlap', given.values.overlap ?? '1d')
  return shownOnce(first(given), await rotateKey(office.desk, { id: first(given), overlap }))
}

function shownOnce(id: string, made: MadeKey): Said {
  if (made.kind !== 'made') return settled(noun, id, made)
  const json = { ...presented(apiKeys, made.document), key: made.key }
  return { json, text: `${sheet(json)}\n\nThe key is shown this once.` }
}

export const keyVerbs: Readonly<Record<string, Verb>> = { ...documentVerbs(noun), create: creating, rotate: rotating }
