/*
 * Where a mailbox can be read in a browser, from its domain alone. Where the site has a search in its address,
 * the link searches for our sender, spam included.
 */
import type { Webmail } from './views.ts'

interface Provider {
  readonly name: string
  readonly domains: readonly string[]
  readonly url: (sender: string) => string
}

const providers: readonly Provider[] = [
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    url: (sender) =>
      `https://mail.google.com/mail/u/0/#search/${encodeURIComponent(`in:anywhere from:${sender} newer_than:1d`)}`,
  },
  {
    name: 'Outlook',
    domains: [
      'outlook.com',
      'outlook.de',
      'outlook.fr',
      'outlook.es',
      'outlook.jp',
      'hotmail.com',
      'hotmail.de',
      'hotmail.fr',
      'hotmail.es',
      'live.com',
      'msn.com',
    ],
    url: () => 'https://outlook.live.com/mail/0/',
  },
  {
    name: 'Yahoo Mail',
    domains: ['yahoo.com', 'yahoo.de', 'yahoo.fr', 'yahoo.es', 'yahoo.co.uk', 'ymail.com', 'rocketmail.com'],
    url: (sender) => `https://mail.yahoo.com/d/search/keyword=${encodeURIComponent(`from:${sender}`)}`,
  },
  {
    name: 'Proton Mail',
    domains: ['proton.me', 'protonmail.com', 'pm.me'],
    url: (sender) => `https://mail.proton.me/u/0/all-mail#from=${encodeURIComponent(sender)}`,
  },
  { name: 'iCloud Mail', domains: ['icloud.com', 'me.com', 'mac.com'], url: () => 'https://www.icloud.com/mail/' },
  { name: 'GMX', domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.com'], url: () => 'https://www.gmx.net/' },
  { name: 'WEB.DE', domains: ['web.de'], url: () => 'https://web.de/' },
]

/** The web mailbox of an address, if its domain is one we know. */
export function webmailFor(address: string, sender: string): Webmail | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  const provider = providers.find(({ domains }) => domains.includes(domain))
  return provider && { name: provider.name, url: provider.url(sender) }
}
