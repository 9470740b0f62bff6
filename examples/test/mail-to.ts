/** The newest mail that an example's development inbox has for an address, as soon as it is there. */
export interface MailTo {
  readonly link: string
  readonly code: string
}

export async function mailTo(origin: string, address: string): Promise<MailTo> {
  const url = `${origin}/auth/dev/inbox/messages?to=${encodeURIComponent(address)}`
  for (let tries = 0; tries < 500; tries++) {
    const { messages } = (await (await fetch(url)).json()) as { messages: Partial<MailTo>[] }
    const mail = messages.findLast(({ link }) => link !== undefined)
    if (mail?.link !== undefined && mail.code !== undefined) return { link: mail.link, code: mail.code }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`no mail for ${address}`)
}
