/** Whose mailbox it is, from a short list: latency differs by who receives, and a label must not tell who does. */
export type RecipientBucket = 'gmail' | 'outlook' | 'yahoo' | 'icloud' | 'other'

const domains: Readonly<Record<Exclude<RecipientBucket, 'other'>, RegExp>> = {
  gmail: /^(?:gmail|googlemail)\.com$/,
  outlook: /^(?:(?:outlook|hotmail|live)\.[a-z.]{2,6}|msn\.com)$/,
  yahoo: /^(?:yahoo\.[a-z.]{2,6}|ymail\.com|rocketmail\.com|aol\.com)$/,
  icloud: /^(?:icloud|me|mac)\.com$/,
}

export function recipientBucket(address: string): RecipientBucket {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const found = Object.entries(domains).find(([, pattern]) => pattern.test(domain))
  return (found?.[0] as RecipientBucket | undefined) ?? 'other'
}
