/** How an application looks where it has a theme of its own. Knows no colour: a theme was judged when it was saved. */

export interface Look {
  /** Its style sheet, below the base path: it stands after ours. */
  readonly sheet: string
  /** Its logo, below the base path. */
  readonly logo?: string
  readonly mail: MailLook
}

export interface MailLook {
  readonly light: MailColours
  /** Absent: the theme stays light by night. */
  readonly dark?: MailColours
  /** In pixels. */
  readonly radius: number
  /** A list of font families, for CSS. */
  readonly font: string
  /** Whether the logo stands in mails: a mail program that loads it tells of the reading. */
  readonly logo: boolean
}

/** `#rrggbb` each. */
export type MailColours = Readonly<
  Record<
    | 'wall'
    | 'door'
    | 'glow'
    | 'ink'
    | 'soft'
    | 'line'
    | 'edge'
    | 'light'
    | 'lit'
    | 'link'
    | 'action'
    | 'onAction'
    | 'onWall'
    | 'bad',
    string
  >
>
