import type { AccountMailsCopy } from './en.ts'

export const pt: AccountMailsCopy = {
  keepIt: 'Não encaminhe este e-mail: o link e o código são só para você.',
  didNotAsk: 'Não foi você que pediu?',
  stopsIt: 'Não foi você que pediu? Este link interrompe tudo:',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} confirma para ${application} que é você`,
      heading: 'Seu código de confirmação',
      textHeading: (application) => `Seu código de confirmação de ${application}:`,
      what: 'Você vai mudar algo na sua conta. Isto confirma que é você.',
      button: 'Confirmar que sou eu',
    },
    'change-address': {
      subject: (code, application) => `${code} confirma este endereço em ${application}`,
      heading: 'Confirme este endereço',
      textHeading: (application) => `Seu código para confirmar este endereço em ${application}:`,
      what: (account, application) =>
        `A conta ${account} de ${application} quer usar este endereço. Se ela não é sua, deixe este e-mail de lado: sem ele, nada acontece.`,
      button: 'Confirmar este endereço',
    },
    delete: {
      subject: (code, application) => `${code} exclui sua conta de ${application}`,
      heading: 'Seu código para excluir a conta',
      textHeading: (application) => `Seu código para excluir sua conta de ${application}:`,
      what: 'Perguntamos mais uma vez. Depois, tudo some na hora, e não há volta.',
      button: 'Excluir sua conta',
    },
  },
  addressTaken: {
    subject: (application) => `Seu endereço de ${application} continua seu`,
    heading: 'Seu endereço continua seu',
    what: 'Alguém, em outra conta, tentou acrescentar este endereço a ela. Ele é da sua conta, então nada mudou.',
  },
  addressChanged: {
    changed: {
      subject: (application) => `Seu endereço de ${application} mudou`,
      heading: 'Seu endereço mudou',
      what: (day) => `De agora em diante, você entra com o novo. Até ${day}, este fica reservado para você.`,
    },
    added: {
      subject: (application) => `Novo endereço na sua conta de ${application}`,
      heading: 'Um endereço foi acrescentado',
      what: (_day) => 'De agora em diante, ele também entra na sua conta, como este.',
    },
    removed: {
      subject: (application) => `Um endereço foi removido da sua conta de ${application}`,
      heading: 'Este endereço foi removido',
      what: (day) => `Você não entra mais com ele. Até ${day}, ele fica reservado para você.`,
    },
    primary: {
      subject: (application) => `Seu endereço principal de ${application} agora é outro`,
      heading: 'Seu endereço principal é outro',
      what: (_day) => 'De agora em diante, os avisos vão para ele. Você ainda entra com este.',
    },
    gone: {
      subject: (application) => `Um endereço foi removido da sua conta de ${application}`,
      heading: 'Um endereço foi removido',
      what: 'Ele não entra mais na sua conta. Com este, você ainda entra.',
    },
    restored: {
      subject: (application) => `Seus endereços de ${application} voltaram a ser o que eram`,
      heading: 'Uma alteração de endereços foi desfeita',
      what: 'Os endereços da sua conta são os de antes dela, e todos os navegadores saíram.',
    },
    before: 'Antes',
    now: 'Agora',
    labelAdded: 'Acrescentado',
    labelRemoved: 'Removido',
    undo: 'Desfazer a mudança',
    undoLink: 'Não foi você? Este link desfaz a mudança:',
    undoNote: 'Seus endereços voltam a ser o que eram e todos os navegadores saem. Depois, você entra de novo.',
  },
  deleted: {
    subject: (application) => `Sua conta de ${application} foi excluída`,
    heading: 'Sua conta foi excluída',
    what: 'Nada seu fica guardado lá. Quem entrar de novo com este endereço começa uma nova conta.',
  },
}
