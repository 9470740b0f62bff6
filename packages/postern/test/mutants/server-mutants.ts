/**
 * Faults planted at the server's doors: FusionAuth's contract, the command line, API keys, the exchange of applications.
 * Those of the last are the library's; they are to show where an application sees them.
 */
import { deliveryMutants } from './delivery-mutants.ts'
import type { Catcher, Mutant } from './mutants.ts'

const fusionAuth = 'test/fusionauth.test.ts'
const commands = 'test/nouns.test.ts'
const keys = 'src/api/v1/keys.test.ts'
const handOff = 'src/api/apps/hand-off.test.ts'

const mutant = (name: string, file: string, find: string, replace: string, by: Catcher): Mutant => ({
  name,
  plantedIn: 'server',
  caughtIn: 'server',
  edits: [{ file, find, replace }],
  by: [by],
})

const atTheServer = (name: string, file: string, find: string, replace: string, by: Catcher): Mutant => ({
  ...mutant(name, file, find, replace, by),
  plantedIn: 'postern',
})

const fusionAuthDoor: readonly Mutant[] = [
  mutant(
    'fusionauth: the state is lost',
    'api/fusionauth/present.ts',
    'state === undefined ? {} : { state: JSON.parse(state) as unknown }',
    'state === undefined ? {} : {}',
    fusionAuth,
  ),
  mutant(
    'fusionauth: a key without the right starts sign-ins',
    'api/fusionauth/start.ts',
    '    startsSignIns: true,\n',
    '',
    fusionAuth,
  ),
  mutant(
    'fusionauth: a key starts sign-ins for applications that are not its own',
    'api/fusionauth/start.ts',
    '!scope || !allows(key, operation, scope.application.id)',
    '!scope',
    fusionAuth,
  ),
  mutant(
    'fusionauth: of two tenants that are named, neither counts',
    'api/fusionauth/place.ts',
    '  if (named === null) return undefined\n',
    '',
    fusionAuth,
  ),
  mutant(
    'fusionauth: who is not registered gets the status of those who are',
    'api/fusionauth/present.ts',
    'user: userJson(outcome.user, undefined) }, 202)',
    'user: userJson(outcome.user, undefined) }, 200)',
    fusionAuth,
  ),
  mutant('fusionauth: who is locked is unknown', 'api/fusionauth/present.ts', 'empty(423)', 'empty(404)', fusionAuth),
  mutant(
    'fusionauth: tokens are made for who wants none',
    'api/fusionauth/login.ts',
    'tokens: body.noJWT !== true',
    'tokens: true',
    fusionAuth,
  ),
  atTheServer(
    'fusionauth: a code that was used or has expired is taken for a live one',
    'engine/sign-in/redeem-vouched.ts',
    `now).kind === 'live' ? undefined : { kind: 'link-unknown' }`,
    `now).kind === 'link-unknown' ? { kind: 'link-unknown' } : undefined`,
    fusionAuth,
  ),
  atTheServer(
    'fusionauth: a one-time code is good without its handle',
    'engine/sign-in/redeem-vouched.ts',
    `  if (!isAsker(turn.ports.vault, attempt, client)) return { kind: 'link-unknown' }\n`,
    `  if (!isAsker(turn.ports.vault, attempt, client) && !attempt.id) return { kind: 'link-unknown' }\n`,
    fusionAuth,
  ),
]

const commandLine: readonly Mutant[] = [
  mutant(
    'sign-in-link: not on record',
    'cli/nouns/sign-in-link.ts',
    '    support: { actor: `cli:${by}`, reason },\n',
    '',
    commands,
  ),
  mutant(
    'key: what it is compared with is shown',
    'resources/api-key.ts',
    'shown: ({ hash: _hash, previous,',
    'shown: ({ previous,',
    commands,
  ),
  mutant(
    'apply: what is so already is written again',
    'apply/document-unit.ts',
    'const patch = patchBetween(before, after)\n  if (!patch) return undefined',
    'const patch = patchBetween(before, after) ?? {}',
    commands,
  ),
  mutant(
    'import: who was half here stays so',
    'cli/import-file.ts',
    'if (dryRun || !(await mark.isThere())) return',
    `if (dryRun || answer?.kind === 'present') return`,
    commands,
  ),
  mutant('import: a rehearsal writes', 'cli/import-file.ts', 'users: [user], dryRun }', 'users: [user] }', commands),
  mutant(
    'export: whoever is in the file is written once more',
    'cli/export-file.ts',
    'if (!(await written.has(found.user.id))) others.push(found)',
    'others.push(found)',
    commands,
  ),
]

const apiKeys: readonly Mutant[] = [
  mutant('keys: networks are not looked at', 'api/guard.ts', '!key || !isFrom(key, call)', '!key', keys),
  mutant(
    'keys: expired ones work',
    'api/guard.ts',
    ' || (found.value.expiresAt ?? now + 1) <= now) return undefined',
    ') return undefined',
    keys,
  ),
  mutant(
    'keys: a rotated secret works for ever',
    'api/guard.ts',
    ' && (found?.value.previous?.until ?? 0) > now',
    '',
    keys,
  ),
  mutant(
    'keys: an operation lets in all that begin like it',
    'resources/api-key.ts',
    'one === operation',
    'operation.startsWith(one)',
    'src/resources/api-key.test.ts',
  ),
  mutant(
    'keys: one hands out operations that it lacks',
    'resources/key-rights.ts',
    'if (!key.operations.some((one) => includes(one, operation)))',
    'if (key.operations.length === 0)',
    keys,
  ),
  mutant(
    'keys: one of a tenant reaches into another',
    'api/guard.ts',
    `  if (key.tenant !== undefined && key.tenant !== named) return { kind: 'refused', code: 'not-found' }\n`,
    '',
    keys,
  ),
]

const exchange: readonly Mutant[] = [
  atTheServer(
    'exchange: the verifier is not checked',
    'engine/sessions/exchange.ts',
    `verifies(ports.vault, input.codeVerifier, handOff.codeChallenge) ? undefined : 'verifier-wrong'`,
    `verifies(ports.vault, input.codeVerifier, handOff.codeChallenge) ? undefined : undefined`,
    handOff,
  ),
  atTheServer(
    'exchange: the secret of the application is not checked',
    'engine/sessions/exchange.ts',
    `if (!provesItself(ports.vault, scope.application, input.clientSecret))`,
    `if (!scope.application.id)`,
    handOff,
  ),
  atTheServer(
    'exchange: the redirect is not checked',
    'engine/sessions/exchange.ts',
    `if (input.redirectUri !== handOff.redirectUri)`,
    `if (!input.redirectUri)`,
    handOff,
  ),
  atTheServer(
    'exchange: the code of another application is taken',
    'engine/sessions/exchange.ts',
    `  if (session.application !== scope.application.id) return 'application-differs'\n`,
    '',
    handOff,
  ),
  mutant(
    'exchange: the secret of another application is shown as its own',
    'api/apps/client-secret.ts',
    `  if (decoded(id) !== call.scope.application.id) return 'wrong'\n`,
    '',
    handOff,
  ),
]

export const serverMutants: readonly Mutant[] = [
  ...fusionAuthDoor,
  ...commandLine,
  ...apiKeys,
  ...exchange,
  ...deliveryMutants,
]
