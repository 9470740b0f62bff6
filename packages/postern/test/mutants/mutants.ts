/**
 * Faults, planted one at a time into a copy of the sources: each is a slip that a change could really make. `find` stands
 * exactly once in its file. What catches a mutant is tried in the order given.
 */
export interface Edit {
  /** Below the `src` of its package. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** The simulation, or a test file below the package that it is caught in. */
export type Catcher = 'simulation' | `src/${string}.test.ts` | `test/${string}.test.ts`

export type Package = 'postern' | 'server'

export interface Mutant {
  readonly name: string
  /** The library's, unless it is said. */
  readonly plantedIn?: Package
  readonly caughtIn?: Package
  readonly edits: readonly Edit[]
  readonly by: readonly Catcher[]
  /** One of the few that `npm test` tries. */
  readonly quick?: true
}

const conformance = 'test/conformance-sqlite.test.ts'

const mutant = (
  name: string,
  file: string,
  find: string,
  replace: string,
  by: readonly Catcher[] = ['simulation'],
): Mutant => ({
  name,
  edits: [{ file, find, replace }],
  by,
})

const quick = (one: Mutant): Mutant => ({ ...one, quick: true })

const liveRow = `AND version = ? AND state IN ('open', 'approved') AND expires_at > ?`
const knownCaller = `if (!found || !isAsker(ports.vault, found.attempt, found.client)) return`

const spending: readonly Mutant[] = [
  quick(
    mutant(
      'redeem: affected rows are not checked',
      'adapters/sqlite/attempts/redeem.ts',
      'return changes === 1',
      'return changes >= 0',
    ),
  ),
  mutant(
    'redeem: version is not in the predicate',
    'adapters/sqlite/attempts/redeem.ts',
    liveRow,
    liveRow.replace('version = ?', '? > 0'),
  ),
  mutant(
    'redeem: state is not in the predicate',
    'adapters/sqlite/attempts/redeem.ts',
    liveRow,
    'AND version = ? AND expires_at > ?',
    [conformance],
  ),
  mutant(
    'redeem: expiry is not in the predicate',
    'adapters/sqlite/attempts/redeem.ts',
    liveRow,
    liveRow.replace('expires_at > ?', '? > 0'),
    [conformance],
  ),
  mutant(
    'redeem: the user may have changed',
    'adapters/sqlite/attempts/redeem.ts',
    ' && user.version === userVersion',
    '',
    ['simulation', conformance],
  ),
  mutant(
    'redeem: an event is written although nothing was spent',
    'adapters/sqlite/attempts/redeem.ts',
    `!spend(tx, input)) return { kind: 'changed' }`,
    `!spend(tx, input)) {
    writeAlso(tx, input)
    return { kind: 'changed' }
  }`,
  ),
  mutant(
    'redeem: a try is given back although the sign-in failed',
    'adapters/sqlite/attempts/redeem.ts',
    `!spend(tx, input)) return { kind: 'changed' }`,
    `!spend(tx, input)) {
    giveBack(tx, { tenant, now, charges: effect.giveBack })
    return { kind: 'changed' }
  }`,
  ),
  mutant(
    'redeem: a right code is not given back',
    'adapters/sqlite/attempts/redeem.ts',
    '  giveBack(tx, { tenant, now, charges: effect.giveBack })\n',
    '',
  ),
  mutant(
    'redeem: the answer is not awaited',
    'engine/sign-in/complete.ts',
    'await ports.store.attempts.redeem({',
    'ports.store.attempts.redeem({',
  ),
  mutant('artifact: consumed a second time', 'adapters/sqlite/artifacts/consume.ts', ' AND consumed_at IS NULL', '', [
    conformance,
  ]),
  mutant(
    'artifact: its kind is ignored',
    'adapters/sqlite/artifacts/consume.ts',
    'WHERE tenant = ? AND kind = ? AND id = ?',
    `WHERE tenant = ? AND ? <> '' AND id = ?`,
    [conformance],
  ),
]

const secrets: readonly Mutant[] = [
  quick(
    mutant(
      'asker: its secret is not compared',
      'engine/rules/asker.ts',
      ' && vault.same(vault.hash(asker.secret), attempt.asker.hash)',
      '',
    ),
  ),
  mutant(
    'known browser: its secret is not compared',
    'engine/rules/asker.ts',
    'vault.same(vault.hash(browser.secret), knownBrowser.hash)',
    'browser.id !== undefined',
  ),
  mutant('claim: without the binding', 'engine/sign-in/claim.ts', knownCaller, 'if (!found) return'),
  mutant(
    'claim: before it was approved',
    'engine/sign-in/claim.ts',
    `    if (attempt.state === 'open') return { kind: 'not-approved' }\n`,
    '',
  ),
  mutant('code: from anybody', 'engine/sign-in/redeem-code.ts', knownCaller, 'if (!found) return'),
  mutant('resend: for anybody', 'engine/sign-in/resend.ts', knownCaller, 'if (!found) return'),
  mutant(
    'waiting: watched by anybody',
    'engine/sign-in/watch.ts',
    '!here && !isAsker(ports.vault, attempt, client)',
    '!attempt.id',
  ),
  mutant(
    'link: a superseded one works',
    'engine/rules/link-state.ts',
    `return { kind: 'link-superseded', attempt, thisOne: old }`,
    `return { kind: 'live', set: { ...old, until: attempt.expiresAt } as SecretSet }`,
  ),
  mutant(
    'link: expiry has the wrong sign',
    'engine/rules/link-state.ts',
    'return set.until > now ?',
    'return set.until < now ?',
  ),
  mutant(
    'link: another browser need not type the address',
    'engine/sign-in/redeem.ts',
    'if (email === undefined) return {}',
    'if (email === undefined) return undefined',
  ),
  mutant(
    'link: who only pressed to ask need not type the address',
    'engine/sign-in/redeem.ts',
    'asker && !isPressed(attempt) ? undefined',
    'asker ? undefined',
  ),
  mutant(
    'again: an old link is pressed for mail after mail',
    'engine/sign-in/request.ts',
    `if ((await ports.store.artifacts.put({ ...at, artifact })).kind === 'exists') return addressNeeded(attempt)`,
    'await ports.store.artifacts.put({ ...at, artifact })',
    ['test/invariants/robots-with-a-jar.test.ts'],
  ),
  mutant(
    'approve: without the secret of the mail',
    'engine/sign-in/approve.ts',
    'const state = linkState(ports.vault, found.attempt, input.secret, turn.now)',
    `const [set] = found.attempt.sets
    const state = set ? { kind: 'live' as const, set } : linkState(ports.vault, found.attempt, input.secret, turn.now)`,
  ),
  mutant(
    'approve: a wrong number shuts nothing',
    'adapters/sqlite/attempts/approve.ts',
    'shut: right ? 0 : 1',
    'shut: 0',
  ),
  mutant(
    'approve: a wrong number is not charged',
    'adapters/sqlite/attempts/approve.ts',
    '  if (!right) chargeAll(tx, charging)\n',
    '',
    ['simulation', conformance],
  ),
  quick(
    mutant(
      'stop: without the secret',
      'engine/sign-in/cancel.ts',
      `if (state.kind !== 'live') return state`,
      `if (state.kind === 'link-expired') return state`,
    ),
  ),
  mutant(
    'stop: a session elsewhere without the address',
    'engine/sign-in/cancel.ts',
    '!(await isItsBrowser(turn, finish, found.client))',
    '(await isItsBrowser(turn, finish, found.client))',
    ['simulation', 'test/invariants/14-this-was-not-me.test.ts'],
  ),
  {
    name: 'repeat: for anybody',
    edits: [
      { file: 'engine/sign-in/standing.ts', find: 'asker && turn.now', replace: 'turn.now' },
      {
        file: 'engine/sign-in/derived.ts',
        find: 'secrets.findIndex((candidate) => ports.vault.same(ports.vault.hash(candidate), hash))',
        replace: '0',
      },
    ],
    by: ['simulation'],
  },
  mutant(
    'repeat: with what the newest key makes',
    'engine/sign-in/derived.ts',
    "all('browser')[key]",
    "all('browser')[0]",
  ),
  mutant('repeat: for ever', 'engine/sign-in/standing.ts', 'asker && turn.now < finish.at + repeatWindow', 'asker'),
  {
    name: 'vault: the purpose is ignored',
    edits: [
      {
        file: 'adapters/vault/key-ring.ts',
        find: 'joinParts(use, place.purpose, place.tenant)',
        replace: 'joinParts(use, place.tenant)',
      },
      {
        file: 'adapters/vault/vault.ts',
        find: 'joinParts(place.tenant, place.purpose, place.row, text)',
        replace: 'joinParts(place.tenant, place.row, text)',
      },
    ],
    by: ['src/adapters/vault/vault.test.ts'],
  },
]

const counting: readonly Mutant[] = [
  quick(
    mutant(
      'code: compared before it is counted',
      'engine/sign-in/redeem-code.ts',
      '    if (triesLeft === undefined) {\n',
      '    if (matches(turn, attempt, code)) return undefined\n    if (triesLeft === undefined) {\n',
    ),
  ),
  mutant(
    'code: an expired one works',
    'engine/sign-in/redeem-code.ts',
    `which === 'also expired' || set.until > now`,
    'set.until > 0',
    ['test/invariants/09-resends-and-new-requests.test.ts'],
  ),
  mutant('tries: charged to no budget', 'adapters/sqlite/attempts/take-try.ts', '  chargeAll(tx, input)\n', ''),
  mutant('tries: one too many', 'adapters/sqlite/attempts/take-try.ts', 'tries < max_tries', 'tries <= max_tries', [
    'simulation',
    conformance,
  ]),
  mutant('resend: tries begin anew', 'adapters/sqlite/attempts/resend.ts', 'SET sets = ?,', 'SET tries = 0, sets = ?,'),
  mutant('limits: one too many', 'adapters/sql/budget.ts', 'if (count >= max) return', 'if (count > max) return'),
  mutant(
    'limits: only the first budget is charged',
    'adapters/sqlite/charges.ts',
    `export function chargeAll(tx: Transaction, { tenant, now, charges }: Charging): void {
  for (const charge of charges) {`,
    `export function chargeAll(tx: Transaction, { tenant, now, charges }: Charging): void {
  for (const charge of charges.slice(0, 1)) {`,
  ),
]

const gateAndSessions: readonly Mutant[] = [
  quick(
    mutant(
      'gate: a ban is not looked at',
      'engine/rules/gate.ts',
      `  if (user?.status === 'banned') return { kind: 'refused', code: 'user-banned' }\n`,
      '',
    ),
  ),
  mutant(
    'gate: a second factor is not asked for',
    'engine/rules/gate.ts',
    'user.factors.length > 0',
    'user.factors.length > 9',
  ),
  mutant(
    'gate: sign-up is open to everybody',
    'engine/rules/gate.ts',
    `!registration && !admits(scope.application.signUp, subject.address, invited === 'open')`,
    '!registration && !subject.address',
    ['src/engine/rules/gate.test.ts'],
  ),
  mutant(
    'gate: a withdrawn invitation lets in whoever was on her way',
    'engine/rules/gate.ts',
    `if (invited === 'expired' || invited === 'revoked') return`,
    `if (invited === 'expired') return`,
    ['src/engine/rules/gate.test.ts', 'test/invariants/invitations.test.ts'],
  ),
  mutant(
    'gate: an invitation opens what is closed',
    'engine/rules/gate.ts',
    `if (signUp === 'closed') return false`,
    '',
    ['src/engine/rules/gate.test.ts'],
  ),
  mutant(
    'redeem: an invitation is accepted although it was withdrawn meanwhile',
    'adapters/sqlite/attempts/redeem.ts',
    'if (!isUnchanged(tx, input)) return false',
    '',
    [conformance],
  ),
  mutant(
    'remove: what was asked for before makes the person anew',
    'adapters/sqlite/users/remove.ts',
    '  endAttempts(tx, input)\n  dropMails',
    '  dropMails',
    [conformance],
  ),
  mutant('ban: sessions go on', 'adapters/sqlite/users/change.ts', '    endSessions(tx, input)\n', '', [
    'simulation',
    conformance,
  ]),
  mutant(
    'session: found after it has idled out',
    'adapters/sql/session-row.ts',
    's.id = ? AND s.idle_until > ? AND',
    's.id = ? AND ? > 0 AND',
  ),
  mutant(
    'session: its holder is found after it has idled out',
    'adapters/sql/session-row.ts',
    's.application = ? AND s.idle_until > ? AND',
    's.application = ? AND ? > 0 AND',
  ),
  mutant(
    'session: its secret is not compared',
    'engine/rules/current-session.ts',
    `!found || !ports.vault.same(ports.vault.hash(session.secret), found.session.hash)`,
    '!found',
  ),
  mutant(
    'sign-out: the session stays',
    'engine/sessions/sign-out.ts',
    '  if (presented) await revoke(turn, presented, client)\n',
    '',
  ),
  mutant(
    'sign-out: not awaited',
    'engine/sessions/sign-out.ts',
    'if (asker) await ports.store.attempts.endAll(',
    'if (asker) void ports.store.attempts.endAll(',
  ),
  mutant(
    'tenant: not in the predicate that finds an attempt',
    'adapters/sql/subject-row.ts',
    'WHERE q.tenant = ? AND q.id = ?',
    `WHERE ? <> '' AND q.id = ?`,
  ),
  mutant(
    'tenant: not in the predicate that ends a session',
    'adapters/sqlite/sessions/revoke.ts',
    'WHERE tenant = ? AND id = ?',
    'WHERE length(?) > 0 AND id = ?',
    [conformance],
  ),
  mutant(
    'request: the older attempt of this browser stays open',
    'adapters/sqlite/attempts/issue.ts',
    '  else endOthers(tx, tenant, attempt)\n',
    '',
  ),
]

const families: readonly Mutant[] = [
  mutant(
    'refresh: the current token is not in the predicate',
    'adapters/sqlite/families/rotate.ts',
    'AND id = ? AND hash = ? AND',
    `AND id = ? AND ? <> '' AND`,
  ),
  mutant(
    'refresh: the successor is drawn, not derived',
    'engine/rules/families.ts',
    'return turn.ports.vault.derive(placeOf(turn, family), presented)',
    'return presented && family && turn.ports.vault.drawSecret()',
  ),
  mutant(
    'refresh: a copied token ends nothing',
    'engine/sessions/refresh.ts',
    'return endReused(turn, found, client)',
    `return client && { kind: 'refresh-reused' }`,
  ),
  mutant(
    'refresh: a replaced token finds its successor for ever',
    'engine/rules/families.ts',
    'return now < after(family.rotatedAt, graceLength) ?',
    'return now >= family.rotatedAt ?',
  ),
  mutant(
    'refresh: a replaced token is not kept',
    'adapters/sqlite/families/rotate.ts',
    '  writeArtifact(tx, tenant, now, artifact)\n',
    '',
  ),
  mutant('refresh: a ban is not looked at', 'engine/sessions/refresh.ts', '    if (barred) return barred\n', ''),
  mutant(
    'refresh: tokens work in every application of the tenant',
    'engine/rules/families.ts',
    'found?.family.application === scope.application.id && found.user',
    'found && found.user',
  ),
  mutant(
    'revoke: the session that stays ends as well',
    'adapters/sqlite/sessions/revoke-of.ts',
    ' AND s.id <> ?',
    ` AND ? <> 'none'`,
  ),
  mutant(
    'stop: the browser stays a known one',
    'engine/sign-in/cancel.ts',
    '...(forgets && { forgets }), ',
    '...(forgets && {}), ',
    ['test/invariants/browsers-forgotten.test.ts'],
  ),
]

const outboxAndEvents: readonly Mutant[] = [
  mutant(
    'outbox: settled by whoever comes',
    'adapters/sqlite/messages/settle.ts',
    `AND state = 'queued' AND lease_owner = ?`,
    `AND state = 'queued' AND ? <> ''`,
    [conformance],
  ),
  mutant(
    'outbox: claimed twice',
    'adapters/sqlite/messages/claim.ts',
    `channel = 'mail' AND due_at <= ?`,
    `channel = 'mail' AND ? > 0`,
  ),
  mutant('outbox: sealed secrets stay when it is sent', 'adapters/sqlite/messages/settle.ts', 'sealed = NULL, ', '', [
    'test/invariants/03-credentials.test.ts',
  ]),
  mutant(
    'outbox: leases are kept at the end',
    'adapters/sqlite/messages/release.ts',
    'due_at = max(next_at, min(due_at, ?))',
    'due_at = due_at + 0 * ?',
    ['simulation', conformance],
  ),
  mutant(
    'outbox: a lost answer is taken for success',
    'engine/outbox/deliver.ts',
    `  return at >= message.deadline ? { kind: 'failed', reason } : { kind: 'again', at, reason }`,
    `  return { kind: 'failed', reason }`,
    ['test/invariants/delivery.test.ts'],
  ),
  mutant(
    'outbox: a transport that hangs has the slots of all',
    'engine/outbox/lanes.ts',
    'while (lane.underWay < share())',
    'while (underWay < slots)',
    ['test/fair-delivery.test.ts'],
  ),
  mutant(
    'outbox: a crowd asks after a transport that failed',
    'engine/outbox/circuits.ts',
    'until > now || probe !== undefined',
    'until > now',
    ['test/fair-delivery.test.ts'],
  ),
  mutant(
    'seals: a busy tenant has the room of all',
    'adapters/sql/event-row.ts',
    'Math.max(1, Math.floor(limit / tenants))',
    'Math.max(1, limit)',
    [conformance],
  ),
  mutant(
    'seals: every batch begins with the first tenant',
    'engine/events/seal.ts',
    'found.length < tenantsAtOnce ? undefined : found.at(-1)?.tenant',
    'undefined',
    ['test/invariants/sealing.test.ts'],
  ),
  mutant(
    'seals: an event is skipped',
    'engine/events/seal.ts',
    'linkOf({ vault }, tenant, head, events)',
    'linkOf({ vault }, tenant, head, events.slice(1))',
  ),
]

const door: readonly Mutant[] = [
  mutant(
    'GET: opening a page redeems the link',
    'http/routes/pages.ts',
    `  const code = typedAs(call.scope.application.code)
`,
    `  const code = typedAs(call.scope.application.code)
  const secret = parseSecret(call.c.req.query('s') ?? '')
  if (secret) await call.http.engine.redeem(call.scope, { id, secret, client: call.client })
`,
    ['test/invariants/17-the-link.test.ts'],
  ),
  mutant(
    'redirects: matched by their beginning',
    'engine/rules/redirects.ts',
    'url === one ||',
    'url.startsWith(one) ||',
    ['src/engine/rules/redirects.test.ts', 'test/invariants/16-urls-come-from-configuration.test.ts'],
  ),
  mutant(
    'redirects: not checked when asked for',
    'engine/sign-in/request.ts',
    `if (redirect.kind === 'refused') return { kind: redirect.code, hint: redirect.hint }`,
    `if (redirect.kind === 'refused') return { address, destination: { kind: 'page', url: input.redirectTo as never } }`,
    ['test/invariants/16-urls-come-from-configuration.test.ts'],
  ),
  mutant(
    'cookies: a doubled name counts',
    'http/client/cookies.ts',
    '    if (found !== undefined) return undefined\n',
    '',
    ['src/http/client/cookies.test.ts'],
  ),
  mutant(
    'origin: not checked',
    'http/enter.ts',
    "  if (foreign) return route.refused?.('origin-refused') ?? foreign\n",
    '',
    ['test/invariants/15-where-a-call-comes-from.test.ts'],
  ),
  mutant(
    'development: strangers are answered',
    'http/enter.ts',
    '  if (!http.loopbackOnly) return undefined\n',
    "  if (http.origin !== '') return undefined\n",
    ['test/invariants/20-development.test.ts'],
  ),
  mutant('origin: null is let in', 'http/client/origin.ts', `origin === 'null'`, `origin === 'none'`, [
    'src/http/client/origin.test.ts',
  ]),
  mutant(
    'links: the host is taken from the request',
    'http/enter.ts',
    'new Call(http, c, scope, { fields, json })',
    "new Call(http, c, { ...scope, baseUrl: `https://${headerOf(c, 'host')}/auth` }, { fields, json })",
    ['test/invariants/16-urls-come-from-configuration.test.ts'],
  ),
]

const invitations: readonly Mutant[] = [
  mutant(
    'invitation: its end is not looked at',
    'engine/rules/invitations.ts',
    `return state === 'open' && expiresAt <= now ? 'expired' : state`,
    `return state === 'open' && expiresAt <= 0 * now ? 'expired' : state`,
  ),
  mutant(
    'invitation: a press has a mail sent',
    'engine/sign-in/invitation.ts',
    `email === undefined && client.kind === 'browser'`,
    'email === undefined && !client',
  ),
  mutant(
    'invitation: its secret is not compared',
    'engine/sign-in/invitation.ts',
    '!found || !vault.same(vault.hash(secret), bytesOf(found.hash))',
    '!found || !vault.hash(secret)',
  ),
  mutant(
    'invitation: the link of the one before opens the new one',
    'engine/rules/invitations.ts',
    'if (!read || read.invitation.id !== id) return',
    'if (!read) return',
  ),
  mutant(
    'invitation: the mail of the one before is still sent',
    'adapters/sqlite/invitations/put.ts',
    `SET state = 'dropped', sealed = NULL, reason = 'replaced', lease_until = ?`,
    `SET due_at = min(due_at, ?)`,
  ),
  mutant(
    'invitation: another application stops its mail',
    'adapters/sqlite/invitations/put.ts',
    `application || '/' || address_key = ?`,
    `? <> ''`,
    [conformance],
  ),
  mutant(
    'invitation: one that was accepted is withdrawn',
    'engine/accounts/invitations.ts',
    `if (invitation.state !== 'open') return`,
    `if (invitation.state === 'revoked') return`,
  ),
  mutant(
    'invitation: accepted, and left open for the next',
    'adapters/sqlite/attempts/redeem.ts',
    '  if (effect.document) putDocument(tx, { tenant, now, ...effect.document })\n',
    '',
  ),
  mutant(
    'invitation: whoever is asked first accepts it, invited or not',
    'engine/rules/invitations.ts',
    `return attempt.purpose === 'invite' || !subject.registration ? openInvitation(subject, now) : undefined`,
    `return attempt.purpose === 'invite' && subject.registration ? openInvitation(subject, now) : undefined`,
  ),
  mutant('invitation: budgets are not charged', 'adapters/sqlite/invitations/put.ts', '  chargeAll(tx, input)\n', '', [
    'simulation',
    conformance,
  ]),
  mutant(
    'invitation: what ended long ago is never swept',
    'adapters/sql/walks.ts',
    `WHEN '\${invitationKind}' THEN`,
    `WHEN 'none' THEN`,
    [conformance],
  ),
]

const vouching: readonly Mutant[] = [
  mutant(
    'vouch: who vouches is not named',
    'engine/sign-in/vouch.ts',
    `about: { mode: 'vouched', by: input.by },`,
    `about: { mode: 'vouched' },`,
  ),
  mutant(
    'vouch: what was started before goes on',
    'adapters/sqlite/attempts/issue.ts',
    'if (input.newestOnly) for',
    'if (!input.attempt.id) for',
  ),
  mutant(
    'vouched: a link that expired works',
    'engine/sign-in/redeem-vouched.ts',
    `return linkState(ports.vault, attempt, secret, now).kind === 'live' ? undefined : { kind: 'link-unknown' }`,
    `return linkState(ports.vault, attempt, secret, now).kind !== 'link-unknown' ? undefined : { kind: 'link-unknown' }`,
  ),
  mutant(
    'vouched: a code without its handle',
    'engine/sign-in/redeem-vouched.ts',
    `  if (!isAsker(turn.ports.vault, attempt, client)) return { kind: 'link-unknown' }\n`,
    `  if (!client) return { kind: 'link-unknown' }\n`,
  ),
  mutant(
    'vouched: a held mail is sent for anybody',
    'engine/sign-in/release-held.ts',
    ' || !holdsOne(turn, attempt, secret)',
    '',
  ),
  mutant(
    'vouched: a held mail is sent twice',
    'adapters/sqlite/messages/queue.ts',
    `AND state = 'held' AND deadline`,
    `AND state IN ('held', 'sent') AND deadline`,
  ),
  mutant(
    'vouched: a session does not say so',
    'engine/sign-in/plan.ts',
    `[mode === 'vouched' || mode === 'support' ? mode : method]`,
    `[mode === 'support' ? mode : method]`,
  ),
  mutant(
    'vouched: what is mailed again is called vouched for',
    'engine/sign-in/resend.ts',
    `attempt.purpose !== 'sign-in' && { about }`,
    '{ about }',
  ),
]

const keyRings: readonly Mutant[] = [
  mutant(
    'signing keys: one signs before it could be known',
    'adapters/jose/signing-ring.ts',
    'const signsFrom = later(now, after(next.publishedAt, lead))',
    'const signsFrom = later(now, next.publishedAt)',
    ['src/adapters/jose/signing-ring.test.ts'],
  ),
  mutant(
    'signing keys: one goes with its last signature',
    'adapters/jose/signing-ring.ts',
    'return after(successor.signsFrom, rereadEvery + longestToken) <= now',
    'return after(successor.signsFrom, rereadEvery) <= now',
    ['src/adapters/jose/signing-ring.test.ts'],
  ),
  mutant(
    'secret: only the newest opens what was sealed',
    'adapters/vault/sealing.ts',
    `ring.named(bytes.toString('base64url', 1, nonceAt))`,
    `[ring.current].find(({ name }) => name === bytes.toString('base64url', 1, nonceAt))`,
  ),
  mutant(
    'secret: only the newest knows a code again',
    'adapters/vault/vault.ts',
    'const key = ring.named(mac.key)',
    'const key = mac.key === ring.current.name ? ring.current : undefined',
  ),
  mutant(
    'secret: what was derived before is derived anew by the newest',
    'adapters/vault/vault.ts',
    'ring.all.map((key) => deriveBy(key, place, from))',
    '[deriveBy(ring.current, place, from)]',
  ),
]

export const mutants: readonly Mutant[] = [
  ...spending,
  ...secrets,
  ...counting,
  ...gateAndSessions,
  ...families,
  ...outboxAndEvents,
  ...door,
  ...invitations,
  ...vouching,
  ...keyRings,
]
