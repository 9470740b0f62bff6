import type { AccountMailsCopy } from './en.ts'

export const zh: AccountMailsCopy = {
  keepIt: '请勿转发此邮件：其中的链接和验证码仅供您本人使用。',
  didNotAsk: '没有请求过？',
  stopsIt: '没有请求过？打开此链接即可停止：',
  acts: {
    'step-up': {
      subject: (code, application) => `${code} 是您的 ${application} 身份确认码`,
      heading: '您的确认码',
      textHeading: (application) => `您的 ${application} 确认码：`,
      what: '您即将更改账号中的内容。这一步确认是您本人。',
      button: '确认是我本人',
    },
    'change-address': {
      subject: (code, application) => `${code} 用于确认此地址（${application}）`,
      heading: '确认此地址',
      textHeading: (application) => `在 ${application} 确认此地址的验证码：`,
      what: (account, application) =>
        `${application} 账号 ${account} 想要使用此地址。如果那不是您的账号，请不必理会这封邮件：没有它就不会发生任何事。`,
      button: '确认此地址',
    },
    delete: {
      subject: (code, application) => `${code} 用于删除您的 ${application} 账号`,
      heading: '用于删除账号的验证码',
      textHeading: (application) => `用于删除您的 ${application} 账号的验证码：`,
      what: '删除之前，我们会再问一次。之后全部内容会立即删除，无法恢复。',
      button: '删除账号',
    },
  },
  addressTaken: {
    subject: (application) => `您的 ${application} 地址仍然属于您`,
    heading: '您的地址仍然属于您',
    what: '有人登录另一个账号后，试图添加此地址。它属于您的账号，因此没有任何更改。',
  },
  addressChanged: {
    changed: {
      subject: (application) => `您的 ${application} 地址已更改`,
      heading: '您的地址已更改',
      what: (day) => `今后请使用新地址登录。此地址会为您保留到${day}。`,
    },
    added: {
      subject: (application) => `您的 ${application} 账号添加了一个地址`,
      heading: '已添加一个地址',
      what: (_day) => '今后，它和此地址一样可以登录您的账号。',
    },
    removed: {
      subject: (application) => `您的 ${application} 账号移除了一个地址`,
      heading: '此地址已移除',
      what: (day) => `它不能再用于登录，会为您保留到${day}。`,
    },
    primary: {
      subject: (application) => `您的 ${application} 主要地址已更换`,
      heading: '您的主要地址已更换',
      what: (_day) => '今后的通知会发到那个地址。此地址仍可用于登录。',
    },
    gone: {
      subject: (application) => `您的 ${application} 账号移除了一个地址`,
      heading: '已移除一个地址',
      what: '它不能再用于登录您的账号。此地址仍可用于登录。',
    },
    restored: {
      subject: (application) => `您的 ${application} 地址已恢复原样`,
      heading: '一次地址更改已撤销',
      what: '您账号的地址已恢复到更改之前，所有浏览器都已退出登录。',
    },
    before: '之前',
    now: '现在',
    labelAdded: '已添加',
    labelRemoved: '已移除',
    undo: '撤销更改',
    undoLink: '不是您本人？打开此链接即可撤销：',
    undoNote: '撤销后，您的地址会恢复原样，所有浏览器都会退出登录。之后请重新登录。',
  },
  deleted: {
    subject: (application) => `您的 ${application} 账号已删除`,
    heading: '您的账号已删除',
    what: '那里不再保存任何关于您的信息。再次使用此地址登录的人，会开始一个新账号。',
  },
}
