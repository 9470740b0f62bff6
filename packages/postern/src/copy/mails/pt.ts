import type { MailsCopy } from './en.ts'

export const pt: MailsCopy = {
  moment: (clock, zone, day) => `${clock} ${zone}, ${day}`,
  browserOn: (browser, system) => `${browser} no ${system}`,
  aBrowser: 'Um navegador',
  aProgram: 'Um programa',
  roughly: (place) => `${place} (aproximadamente)`,

  askedBy: 'Pedido por',
  browser: 'Navegador',
  near: 'Perto de',
  when: 'Quando',
  worksUntil: 'Vale até',
  mark: 'Marca',
  wayIn: 'Entrada por',

  sentBy: (sender) => `Enviado por ${sender}.`,
  neverAsked: 'Nunca pedimos um código por telefone ou por chat.',
  wasNotMe: 'Não fui eu',
  nothingToDo: 'Se foi você, não precisa fazer nada.',
  signItOut: 'Não fui eu: encerrar a sessão',
  buttonUntil: (day) => `O botão vale até ${day} e não faz mais nada.`,
  linkUntil: (day) => `O link vale até ${day} e não faz mais nada.`,
  signOutLink: 'Não foi você? Este link encerra a sessão:',

  signIn: {
    subject: (code, application) => `${code} é o seu código de ${application}`,
    preview: (clock, asker) => `Vale até ${clock}. Pedido por: ${asker}.`,
    heading: 'Seu código de verificação',
    textHeading: (application) => `Seu código de verificação de ${application}:`,
    typeOrPress: 'Digite onde você pediu, ou toque no botão no mesmo aparelho.',
    typeOrOpen: 'Digite onde você pediu, ou abra este link no mesmo aparelho:',
    button: (application) => `Entrar em ${application}`,
    didNotAsk: 'Não foi você que pediu?',
    stopsIt: 'Não foi você que pediu? Este link interrompe tudo:',
    doNotForward: 'Não encaminhe este e-mail: quem o lê poderia entrar no seu lugar.',
    copyLine: 'O botão não funciona? Copie esta linha no navegador:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} entrou em ${application}`,
    heading: 'Outro navegador entrou',
    what: 'O número dele foi digitado na página que nosso e-mail abriu.',
  },

  signUpClosed: {
    subject: (application) => `Sem conta em ${application} para este endereço`,
    heading: 'Não há conta para este endereço',
    what: (application) =>
      `Alguém pediu para entrar em ${application} com este endereço. Ele não tem conta lá, e novas contas não estão sendo criadas.`,
    otherAddress: 'Se foi você, talvez sua conta esteja em outro endereço. Se não foi, não precisa fazer nada.',
  },

  invitation: {
    subject: (application) => `Você recebeu um convite para ${application}`,
    heading: 'Você recebeu um convite',
    what: (application) => `Com este endereço, você pode fazer parte de ${application}.`,
    invitedBy: 'Convite de',
    button: 'Ver o convite',
    link: 'Ver o convite:',
    next: 'Lá você pede um e-mail para entrar. Antes disso, nada acontece.',
    ignore: 'Se você não sabe do que se trata, deixe para lá: nada acontece.',
  },

  newDevice: {
    subject: (browser, application) => `Nova entrada em ${application}: ${browser}`,
    heading: 'Um novo navegador entrou',
    ways: {
      link: 'Link, aberto lá',
      code: 'Código, digitado lá',
      number: 'Número, digitado em outro aparelho',
      passkey: 'Chave de acesso',
    },
  },
}
