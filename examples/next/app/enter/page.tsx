import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { applyCookies, auth } from '../../lib/auth'

async function ask(form: FormData) {
  'use server'
  const email = form.get('email') as string
  const result = await auth.requestMagicLink(email, { request: await headers(), redirectTo: '/notes' })
  if (result.status !== 'sent') redirect(`/enter?problem=${result.status}`)
  await applyCookies(result)
  redirect(`/auth/check-email/${result.attemptId}`)
}

export default async function Enter({ searchParams }: { searchParams: Promise<{ problem?: string }> }) {
  const { problem } = await searchParams
  return (
    <form action={ask}>
      <label>
        Email <input name="email" type="email" autoComplete="email" required />
      </label>
      <button type="submit">Send me a link</button>
      {problem && <p role="alert">That did not work: {problem}</p>}
    </form>
  )
}
