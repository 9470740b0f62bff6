/** Slips in the commands as PostgreSQL has them: the promises of the ports are asked there as well. */
import type { Mutant } from './mutants.ts'

const mutant = (name: string, file: string, find: string, replace: string): Mutant => ({
  name: `PostgreSQL: ${name}`,
  edits: [{ file: `adapters/postgres/${file}`, find, replace }],
  by: ['test/conformance-postgres.test.ts'],
})

const liveRow = `version = c.version AND \${stateIs('open', 'approved')} AND expires_at > c.now`

export const postgresMutants: readonly Mutant[] = [
  mutant(
    'a link is spent without its version',
    'attempts/redeem.ts',
    liveRow,
    liveRow.replace('c.version', 'postern_attempts.version'),
  ),
  mutant(
    'a link is spent in any state',
    'attempts/redeem.ts',
    liveRow,
    liveRow.replace(` AND \${stateIs('open', 'approved')}`, ''),
  ),
  mutant(
    'a link is spent after its end',
    'attempts/redeem.ts',
    liveRow,
    liveRow.replace(' AND expires_at > c.now', ''),
  ),
  mutant(
    'a sign-in passes a ban',
    'attempts/redeem.ts',
    `u.id = found_attempt.user_id
    AND u.version = c."userVersion";`,
    'u.id = found_attempt.user_id;',
  ),
  mutant('tries are counted without a most', 'attempts/take-try.ts', ' AND tries < max_tries', ''),
  mutant(
    'tries cost no budget',
    'attempts/take-try.ts',
    'IF {limit}(c.tenant, c.now, c.charges) IS NULL THEN',
    'IF true THEN',
  ),
  mutant(
    'a wrong number leaves the approval open',
    'attempts/approve.ts',
    'SET approval_shut = 1, version = version + 1',
    'SET version = version + 1',
  ),
  mutant('an artifact is spent twice', 'artifacts/consume.ts', ' AND consumed_at IS NULL AND', ' AND'),
  mutant('a hand-off is exchanged twice', 'hand-offs/exchange.ts', ' AND consumed_at IS NULL AND', ' AND'),
  mutant('a family rotates from any token', 'families/rotate.ts', ` AND hash = c."from"`, ''),
  mutant(
    'a session of another tenant is found',
    'sessions/find.ts',
    's.tenant = c.tenant AND s.id = c.id',
    's.id = c.id',
  ),
  mutant('a session is found after its end', 'sessions/find.ts', ' AND s.expires_at > c.now', ''),
  mutant(
    'a mail is claimed within somebody’s lease',
    'messages/claim.ts',
    `channel = 'mail' AND m.due_at <= c.now`,
    `channel = 'mail'`,
  ),
  mutant('a mail is settled by somebody whose lease has gone', 'messages/settle.ts', ' AND lease_owner = s.owner', ''),
  mutant(
    'a document is written over a newer version',
    'documents/put.ts',
    ' AND version = c.version RETURNING',
    ' RETURNING',
  ),
  mutant('a seal follows any head', 'events/seal.ts', ' <> c.head THEN', ' IS NULL THEN'),
]
