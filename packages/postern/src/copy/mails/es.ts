import type { MailsCopy } from './en.ts'

export const es: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} en ${system}`,
  aBrowser: 'Un navegador',
  aProgram: 'Un programa',
  roughly: (place) => `${place} (aprox.)`,

  askedBy: 'Pedido por',
  browser: 'Navegador',
  near: 'Cerca de',
  when: 'Cuándo',
  worksUntil: 'Sirve hasta',
  mark: 'Marca',
  wayIn: 'Vía',

  sentBy: (sender) => `Enviado por ${sender}.`,
  neverAsked: 'Nunca pedimos un código por teléfono ni por chat.',
  wasNotMe: 'No fui yo',
  nothingToDo: 'Si fuiste tú, no hay nada que hacer.',
  signItOut: 'No fui yo: cerrar su sesión',
  buttonUntil: (day) => `El botón sirve hasta el ${day} y no hace nada más.`,
  linkUntil: (day) => `El enlace sirve hasta el ${day} y no hace nada más.`,
  signOutLink: '¿No fuiste tú? Este enlace cierra su sesión:',

  signIn: {
    subject: (code, application) => `${code} es tu código de ${application}`,
    preview: (clock, asker) => `Sirve hasta las ${clock}. Pedido por: ${asker}.`,
    heading: 'Tu código de verificación',
    textHeading: (application) => `Tu código de verificación para ${application}:`,
    typeOrPress: 'Escríbelo donde lo pediste o pulsa el botón en el mismo dispositivo.',
    typeOrOpen: 'Escríbelo donde lo pediste o abre este enlace en el mismo dispositivo:',
    button: (application) => `Iniciar sesión en ${application}`,
    didNotAsk: '¿No lo pediste?',
    stopsIt: '¿No lo pediste? Este enlace lo detiene:',
    doNotForward: 'No reenvíes este correo: quien lo lea podría iniciar sesión como si fueras tú.',
    copyLine: '¿No funciona el botón? Copia esta línea en el navegador:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} obtuvo acceso a ${application}`,
    heading: 'Otro navegador obtuvo acceso',
    what: 'Su número se escribió en la página que abrió nuestro correo.',
  },

  signUpClosed: {
    subject: (application) => `No hay cuenta de ${application} para esta dirección`,
    heading: 'No hay cuenta para esta dirección',
    what: (application) =>
      `Alguien quiso iniciar sesión en ${application} con esta dirección. No tiene cuenta allí y no se crean cuentas nuevas.`,
    otherAddress: 'Si fuiste tú, quizá tu cuenta esté en otra dirección. Si no, no hay nada que hacer.',
  },

  invitation: {
    subject: (application) => `Tienes una invitación a ${application}`,
    heading: 'Tienes una invitación',
    what: (application) => `Con esta dirección puedes entrar en ${application}.`,
    invitedBy: 'Te invita',
    button: 'Ver la invitación',
    link: 'Ver la invitación:',
    next: 'Allí pides un correo para iniciar sesión. Antes no pasa nada.',
    ignore: 'Si no sabes de qué se trata, déjalo: no pasará nada.',
  },

  newDevice: {
    subject: (browser, application) => `${browser} inició sesión en ${application}`,
    heading: 'Un navegador nuevo inició sesión',
    ways: {
      link: 'Enlace, abierto allí',
      code: 'Código, escrito allí',
      number: 'Número, escrito en otro dispositivo',
      passkey: 'Clave de acceso',
    },
  },
}
