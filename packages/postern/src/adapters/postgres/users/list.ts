import type { Store } from '../../../ports/store.ts'
import { pageOf } from '../../sql/page.ts'
import { pastAllKeys } from '../../sql/revoke-steps.ts'
import { expressionsOf, type Row } from '../../sql/row.ts'
import type { In, Out } from '../../sql/step.ts'
import { userInColumns } from '../../sql/user-row.ts'
import { nameRange, pageAmong, readListed } from '../../sql/user-search.ts'
import { type Command, read } from '../command.ts'

type List = Store['users']['list']

const columns = expressionsOf(userInColumns)
const roles = `LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id
  AND r.application = c.application`
const word = 'lower(u.name COLLATE "C")'

/**
 * Those of the next so many on a walk who are registered, and at last, beside nobody, the place where the look ended.
 * Each step is fenced off, or else the planner would begin with everybody who is registered there.
 */
const amongOf = (what: string, walk: string, order: string): string => `
  SELECT json_agg(n.row ORDER BY n.is_end, n.word, n.id) FROM (
    SELECT m.* FROM (
      SELECT json_build_array(${columns}, w.place) AS row, false AS is_end, w.word, w.id FROM (${walk} LIMIT c.among) w
      CROSS JOIN LATERAL (SELECT r.roles, r.data FROM postern_registrations r
        WHERE r.tenant = c.tenant AND r.user_id = w.id AND r.application = c.application OFFSET 0) r
      CROSS JOIN LATERAL (SELECT u.* FROM postern_users u
        WHERE u.tenant = c.tenant AND u.id = w.id AND u.status <> 'removed' OFFSET 0) u
      ORDER BY ${order} LIMIT c."limit") m
    UNION ALL SELECT json_build_array(NULL, w.place), true, NULL, NULL FROM (${walk} LIMIT 1 OFFSET c.among - 1) w) n
  WHERE c.what = '${what}-among'`

const addresses = `SELECT d.user_id AS id, d.key AS word, d.key AS place FROM postern_addresses d
    WHERE d.tenant = c.tenant AND d.key > c.after AND d.key >= c."from" AND d.key < c.behind
      AND d.reserved_until IS NULL ORDER BY d.key`

const names = `SELECT u.id AS id, ${word} AS word, u.id || '/' || ${word} AS place FROM postern_users u
    WHERE u.tenant = c.tenant AND u.name IS NOT NULL AND ${word} >= c."from" AND ${word} < c.behind
      AND (${word}, u.id) > (c."afterName", c.after) ORDER BY ${word}, u.id`

export const list: Command<In<List>, Out<List>> = read({
  name: 'list_users',
  fields: `tenant text, application text, what text, "from" text, behind text, "afterName" text, after text,
    "limit" integer, among integer`,
  value: 'f.rows',
  from: `CROSS JOIN LATERAL (
  SELECT json_agg(n.row ORDER BY n.place DESC) AS rows FROM (
    SELECT json_build_array(${columns}, u.id) AS row, u.id AS place FROM postern_users u ${roles}
    WHERE u.tenant = c.tenant AND c.what = 'newest' AND u.id < c.after AND u.status <> 'removed'
    ORDER BY u.id DESC LIMIT c."limit") n WHERE c.what = 'newest'
  UNION ALL
  SELECT json_agg(n.row ORDER BY n.place) FROM (
    SELECT json_build_array(${columns}, d.key) AS row, d.key AS place FROM postern_addresses d
    JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id ${roles}
    WHERE d.tenant = c.tenant AND d.key > c.after AND d.key >= c."from" AND d.key < c.behind
      AND d.reserved_until IS NULL AND u.status <> 'removed' ORDER BY d.key LIMIT c."limit") n
  WHERE c.what = 'address'
  UNION ALL
  SELECT json_agg(n.row ORDER BY n.word, n.place) FROM (
    SELECT json_build_array(${columns}, u.id || '/' || ${word}) AS row, ${word} AS word, u.id AS place
    FROM postern_users u ${roles}
    WHERE u.tenant = c.tenant AND u.name IS NOT NULL AND ${word} >= c."from" AND ${word} < c.behind
      AND (${word}, u.id) > (c."afterName", c.after) ORDER BY ${word}, u.id LIMIT c."limit") n
  WHERE c.what = 'name'
  UNION ALL
  SELECT json_agg(n.row ORDER BY n.place DESC) FROM (
    SELECT json_build_array(${columns}, u.id) AS row, u.id AS place FROM postern_registrations g
    JOIN postern_users u ON u.tenant = g.tenant AND u.id = g.user_id ${roles}
    WHERE g.tenant = c.tenant AND g.application = c."from" AND g.user_id < c.after AND u.status <> 'removed'
    ORDER BY g.user_id DESC LIMIT c."limit") n
  WHERE c.what = 'registered'
  UNION ALL
${amongOf('address', addresses, 'w.word')}
  UNION ALL
${amongOf('name', names, 'w.word, w.id')}
) f WHERE f.rows IS NOT NULL`,
  encode: ({ tenant, application, by, after, limit }) => ({
    tenant,
    application,
    what: by === undefined ? 'newest' : amongWhat(by) === undefined ? by.what : `${by.what}-among`,
    ...placeOf(by, after),
    limit: limit + 1,
    among: amongWhat(by),
  }),
  decode: (found: readonly Row[] | undefined, { tenant, limit, by }) =>
    amongWhat(by) === undefined
      ? pageOf(
          found ?? [],
          limit,
          (row) => readListed(tenant, row),
          (row) => row.at(-1) as string,
        )
      : pageWithEnd(found ?? [], { tenant, limit }),
})

function pageWithEnd(found: readonly Row[], { tenant, limit }: Pick<In<List>, 'tenant' | 'limit'>): Out<List> {
  const last = found.at(-1)
  const end = last?.[0] === null ? (last[1] as string) : undefined
  return pageAmong(tenant, end === undefined ? found : found.slice(0, -1), { limit, until: end })
}

const amongWhat = (by: In<List>['by']): number | undefined => (by && 'among' in by ? by.among : undefined)

function placeOf(by: In<List>['by'], after: string | undefined): object {
  if (by?.what === 'address') return { from: by.prefix, behind: by.prefix + pastAllKeys, after: after ?? '' }
  if (by?.what === 'registered') return { from: by.application, after: after ?? pastAllKeys }
  if (by?.what !== 'name') return { after: after ?? pastAllKeys }
  const { from, behind, afterName, afterId } = nameRange(by, after)
  return { from, behind, afterName, after: afterId }
}
