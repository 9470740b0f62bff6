/** What goes to the worker that writes mails, and what comes back. */

/** Subject, HTML and plain text, each in Liquid. */
export interface TemplateParts {
  readonly subject: string
  readonly html: string
  readonly text: string
}

export type PartName = keyof TemplateParts

export const partNames: readonly PartName[] = ['subject', 'html', 'text']

export interface Job {
  /** The same for the same parts: what was compiled once is not compiled again. */
  readonly key?: string
  readonly parts: TemplateParts
  /** Several, for trying: each gives a result. */
  readonly variables: readonly object[]
}

export interface PartFault {
  readonly part: PartName
  readonly why: string
}

export type Done =
  | {
      readonly kind: 'written'
      readonly results: readonly TemplateParts[]
      /** Every name that comes from outside the template, as its path. */
      readonly names: Readonly<Record<PartName, readonly (readonly string[])[]>>
    }
  | { readonly kind: 'failed'; readonly faults: readonly PartFault[] }
