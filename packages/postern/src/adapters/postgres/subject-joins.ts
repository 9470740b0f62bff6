/**
 * Everything the gate looks at, joined to a row called `row` that has tenant, address_key and application; the call `c`
 * brings browser and now.
 */
export function subjectJoins(row: string): string {
  return `LEFT JOIN postern_addresses d ON d.tenant = ${row}.tenant AND d.key = ${row}.address_key
  AND (d.reserved_until IS NULL OR d.reserved_until > c.now)
LEFT JOIN postern_users u ON u.tenant = d.tenant AND u.id = d.user_id AND d.reserved_until IS NULL
LEFT JOIN postern_registrations r ON r.tenant = u.tenant AND r.user_id = u.id AND r.application = ${row}.application
LEFT JOIN postern_known_browsers b
ON b.tenant = u.tenant AND b.browser = c.browser AND b.user_id = u.id AND b.expires_at > c.now
LEFT JOIN postern_suppressions p
ON p.tenant = ${row}.tenant AND p.key = ${row}.address_key AND p.suppressed_until > c.now
LEFT JOIN postern_documents i
ON i.tenant = ${row}.tenant AND i.kind = 'invitation' AND i.id = ${row}.application || '/' || ${row}.address_key`
}
