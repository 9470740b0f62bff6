import type { MailsCopy } from './en.ts'

export const ja: MailsCopy = {
  moment: (clock, zone, day) => `${day} ${clock}\u00a0${zone}`,
  browserOn: (browser, system) => `${browser}（${system}）`,
  aBrowser: 'ブラウザ',
  aProgram: 'プログラム',
  roughly: (place) => `${place}（おおよそ）`,

  askedBy: 'リクエスト元',
  browser: 'ブラウザ',
  near: '場所',
  when: '日時',
  worksUntil: '有効期限',
  mark: '目印',
  wayIn: '方法',

  sentBy: (sender) => `送信元：${sender}`,
  neverAsked: '電話やチャットでコードをお聞きすることはありません。',
  wasNotMe: '心当たりがない',
  nothingToDo: 'ご本人であれば、何もする必要はありません。',
  signItOut: '心当たりがない：サインアウトさせる',
  buttonUntil: (day) => `このボタンは${day}まで使えます。ほかには何も起こりません。`,
  linkUntil: (day) => `このリンクは${day}まで使えます。ほかには何も起こりません。`,
  signOutLink: '心当たりがない場合は、このリンクでサインアウトさせることができます：',

  signIn: {
    subject: (code, application) => `${code} は ${application} の確認コードです`,
    preview: (clock, asker) => `${clock} まで有効。リクエスト元：${asker}`,
    heading: '確認コード',
    textHeading: (application) => `${application} の確認コード：`,
    typeOrPress: 'サインインしようとした画面に入力するか、同じ端末でボタンを押してください。',
    typeOrOpen: 'サインインしようとした画面に入力するか、同じ端末でこのリンクを開いてください：',
    button: (application) => `${application} にサインイン`,
    didNotAsk: 'ご自身の操作でない場合：',
    stopsIt: '心当たりがない場合は、このリンクで中止できます：',
    doNotForward: 'このメールは転送しないでください。読んだ人があなたとしてサインインできてしまいます。',
    copyLine: 'ボタンが使えない場合は、次の行をブラウザに貼り付けてください：',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser} の ${application} へのサインインが許可されました`,
    heading: '別のブラウザが許可されました',
    what: 'メールから開いたページで、そのブラウザの番号が入力されました。',
  },

  signUpClosed: {
    subject: (application) => `このアドレスの ${application} アカウントはありません`,
    heading: 'アカウントがありません',
    what: (application) =>
      `このアドレスで ${application} にサインインしようとした人がいます。アカウントはなく、新規登録も受け付けていません。`,
    otherAddress:
      'ご本人であれば、別のアドレスで登録されているかもしれません。心当たりがなければ、何もする必要はありません。',
  },

  invitation: {
    subject: (application) => `${application} への招待`,
    heading: '招待が届いています',
    what: (application) => `このアドレスで ${application} に参加できます。`,
    invitedBy: '招待した人',
    button: '招待を見る',
    link: '招待を見る：',
    next: '開いたページで、サインイン用のメールを受け取れます。それまでは何も起こりません。',
    ignore: '心当たりがなければ、そのままにしてください。何も起こりません。',
  },

  newDevice: {
    subject: (browser, application) => `${browser} が ${application} にサインインしました`,
    heading: '新しいブラウザがサインインしました',
    ways: {
      link: 'そのブラウザで開いたリンク',
      code: 'そのブラウザで入力したコード',
      number: '別の端末で入力した番号',
      passkey: 'パスキー',
    },
  },
}
