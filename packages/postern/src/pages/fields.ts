/*
 * The parts of forms that several pages share. A form here always posts; nothing is decided by a GET.
 */
import { copyFor } from './copy-for.ts'
import { type Html, type HtmlValue, html } from './html.ts'
import type { PageContext } from './views.ts'

/** Values that travel with a form unseen. */
export function hiddenFields(values: Readonly<Record<string, string | undefined>>): readonly Html[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}">`],
  )
}

export interface EmailField {
  readonly label: string
  readonly value?: string | undefined
  readonly error?: string | undefined
  readonly autofocus?: boolean
  /** Ids of further text that describes the field. */
  readonly describedBy?: string | undefined
}

/** One address. With an error it keeps what was typed and says what is wrong. */
export function emailField(field: EmailField): Html {
  const ids = [field.error && 'wrong', field.describedBy].filter(Boolean).join(' ')
  const described = ids !== '' && html` aria-describedby="${ids}"`
  const value = field.value !== undefined && html` value="${field.value}"`
  const invalid = field.error !== undefined && html` aria-invalid="true"`
  const focus = (field.autofocus === true || field.error !== undefined) && html` autofocus`
  return html`<label class="label" for="email">${field.label}</label>
<input class="input" id="email" name="email" type="email" autocomplete="username" inputmode="email" spellcheck="false" autocapitalize="off" required dir="ltr"${value}${described}${invalid}${focus}>${wrong(field.error)}`
}

export interface CodeField {
  readonly id: 'code' | 'number'
  readonly length: number
  readonly kind: 'digits' | 'letters' | 'text'
  readonly typed?: string | undefined
  readonly wrong?: boolean
  readonly describedBy?: string | undefined
  /** The form goes off with the last digit. */
  readonly sends?: boolean
}

/** One real input over a row of arches. Takes spaces and dashes in what is pasted; the server drops them. */
export function codeField(field: CodeField): Html {
  if (field.kind === 'text') return pastedCode(field)
  const one = field.kind === 'digits' ? `[${digits}]` : `[A-Za-z${digits}]`
  const pattern = `\\s*(${one}[\\s\\-]*){${field.length}}`
  const keyboard =
    field.kind === 'digits' ? html` inputmode="numeric"` : html` inputmode="text" autocapitalize="characters"`
  const described = field.describedBy !== undefined && html` aria-describedby="${field.describedBy}"`
  const invalid = field.wrong === true && html` aria-invalid="true" autofocus`
  const typed = field.typed !== undefined && html` value="${field.typed}"`
  const fill = field.id === 'code' ? 'one-time-code' : 'off'
  const arches = Array.from({ length: field.length }, () => html`<i></i>`)
  return html`<div class="code${field.wrong === true && ' no'}" data-n="${field.length}" data-kind="${field.kind}"${field.sends === true && html` data-sends`}>
<input id="${field.id}" name="${field.id}"${keyboard} autocomplete="${fill}" spellcheck="false" pattern="${pattern}" required${typed}${described}${invalid}>
${arches}
</div>`
}

// As keyboards write them that are set to Arabic, Persian, Hindi or Japanese: the server reads them all.
const digits = '0-9٠-٩۰-۹०-९０-９'

/** A code too long to be typed: one plain line. */
function pastedCode({ id, length, describedBy, wrong, typed }: CodeField): Html {
  const described = describedBy !== undefined && html` aria-describedby="${describedBy}"`
  const invalid = wrong === true && html` aria-invalid="true" autofocus`
  const value = typed !== undefined && html` value="${typed}"`
  return html`<input class="input" id="${id}" name="${id}" autocomplete="one-time-code" spellcheck="false" autocapitalize="off" dir="ltr" minlength="${length}" required${value}${described}${invalid}>`
}

/** A main button. While its form is under way it says so, and takes no second press. */
export function button(context: PageContext, label: HtmlValue, look = ''): Html {
  return html`<button class="button${look}" data-busy="${copyFor(context).shared.sending}">${label}</button>`
}

/** A sentence about what was wrong, read out at once. */
export function wrong(sentence: HtmlValue, look = ''): HtmlValue {
  return sentence !== undefined && html`\n<p class="wrong${look}" id="wrong" role="alert">${sentence}</p>`
}
