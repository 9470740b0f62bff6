/** What the dev inbox says. It is read by developers, so it speaks English alone. */
export const devInbox = {
  title: 'Dev inbox',
  page: (count: number) => `Inbox (${count}) · Postern development`,
  note: 'Every mail of this development server lands here. Nothing is sent.',
  messages: 'Messages',
  envelope: (to: string, from: string) => `To ${to}, from ${from},`,
  code: 'Code',
  copyCode: 'Copy code',
  copied: 'Copied',
  openLink: 'Open the link',
  asText: 'As text',
  frame: 'The message',
  emptyTitle: 'No mail yet',
  empty: 'Ask for a sign-in, and its email appears here at once.',
  signIn: 'Open the sign-in page',
} as const
