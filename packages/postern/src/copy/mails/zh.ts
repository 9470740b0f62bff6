import type { MailsCopy } from './en.ts'

export const zh: MailsCopy = {
  moment: (clock, zone, day) => `${day} ${clock}\u00a0${zone}`,
  browserOn: (browser, system) => `${system} 上的 ${browser}`,
  aBrowser: '未知浏览器',
  aProgram: '程序',
  roughly: (place) => `${place}（大致）`,

  askedBy: '请求来自',
  browser: '浏览器',
  near: '位置',
  when: '时间',
  worksUntil: '有效期至',
  mark: '标记',
  wayIn: '登录方式',

  sentBy: (sender) => `发件方：${sender}`,
  neverAsked: '我们绝不会通过电话或聊天索要验证码。',
  wasNotMe: '不是我本人',
  nothingToDo: '如果是您本人，无需任何操作。',
  signItOut: '不是我本人：让它退出登录',
  buttonUntil: (day) => `此按钮在${day}前有效，只有这一个作用。`,
  linkUntil: (day) => `此链接在${day}前有效，只有这一个作用。`,
  signOutLink: '不是您本人？打开此链接让它退出登录：',

  signIn: {
    subject: (code, application) => `${code} 是您的 ${application} 验证码`,
    preview: (clock, asker) => `${clock} 前有效。请求来自：${asker}。`,
    heading: '您的验证码',
    textHeading: (application) => `您的 ${application} 验证码：`,
    typeOrPress: '请在您开始登录的地方输入，或在同一台设备上点击按钮。',
    typeOrOpen: '请在您开始登录的地方输入，或在同一台设备上打开此链接：',
    button: (application) => `登录 ${application}`,
    didNotAsk: '没有请求登录？',
    stopsIt: '没有请求登录？打开此链接即可停止：',
    doNotForward: '请勿转发此邮件：看到它的人可以用您的身份登录。',
    copyLine: '按钮无法使用？请将这一行复制到浏览器中：',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} 已获准登录 ${application}`,
    heading: '另一个浏览器已获准登录',
    what: '有人在我们邮件打开的页面上输入了它的数字。',
  },

  signUpClosed: {
    subject: (application) => `此地址没有 ${application} 账号`,
    heading: '此地址没有账号',
    what: (application) => `有人想用此地址登录 ${application}。它在那里没有账号，也不开放新账号。`,
    otherAddress: '如果是您本人，您的账号可能用的是另一个地址。如果不是，无需任何操作。',
  },

  invitation: {
    subject: (application) => `邀请您加入 ${application}`,
    heading: '您收到一份邀请',
    what: (application) => `您可以使用此地址加入 ${application}。`,
    invitedBy: '邀请人',
    button: '查看邀请',
    link: '查看邀请：',
    next: '您可以在那里请求登录邮件，在此之前不会发生任何事。',
    ignore: '如果您不清楚这是什么，不用理会：不会发生任何事。',
  },

  newDevice: {
    subject: (browser, application) => `${browser} 登录了 ${application}`,
    heading: '有新的浏览器登录',
    ways: {
      link: '在那里打开的链接',
      code: '在那里输入的验证码',
      number: '在另一台设备上输入的数字',
      passkey: '通行密钥',
    },
  },
}
