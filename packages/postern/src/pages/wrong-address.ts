import { copyFor } from './copy-for.ts'
import type { PageContext, WrongAddress } from './views.ts'

/** What is wrong with an address that was typed to a mail's link; nothing where none was typed yet. */
export function wrongAddress(context: PageContext, error: WrongAddress | undefined): string | undefined {
  const { shared } = copyFor(context)
  const errors = { 'address-differs': shared.addressDiffers, 'email-invalid': shared.emailInvalid }
  return error && errors[error]
}
