import type { MailsCopy } from './en.ts'

// Particles that change after a consonant never follow a name: 에 and 의, which do not change, or a noun do.
export const ko: MailsCopy = {
  moment: (clock, zone, day) => `${day} ${clock}\u00a0${zone}`,
  browserOn: (browser, system) => `${browser}(${system})`,
  aBrowser: '알 수 없는 브라우저',
  aProgram: '프로그램',
  roughly: (place) => `${place}(대략)`,

  askedBy: '요청한 곳',
  browser: '브라우저',
  near: '위치',
  when: '시각',
  worksUntil: '유효 기한',
  mark: '표식',
  wayIn: '로그인 방법',

  sentBy: (sender) => `보낸 곳: ${sender}`,
  neverAsked: '전화나 채팅으로 코드를 묻는 일은 절대 없어요.',
  wasNotMe: '제가 한 게 아니에요',
  nothingToDo: '본인이라면 아무것도 하지 않아도 돼요.',
  signItOut: '제가 한 게 아니에요: 로그아웃시키기',
  buttonUntil: (day) => `이 버튼은 ${day}까지 쓸 수 있고, 다른 일은 하지 않아요.`,
  linkUntil: (day) => `이 링크는 ${day}까지 쓸 수 있고, 다른 일은 하지 않아요.`,
  signOutLink: '본인이 아닌가요? 이 링크를 열면 로그아웃돼요:',

  signIn: {
    subject: (code, application) => `${code} 코드로 ${application}에 로그인하세요`,
    preview: (clock, asker) => `${clock}까지 유효. 요청한 곳: ${asker}.`,
    heading: '인증 코드',
    textHeading: (application) => `${application} 인증 코드:`,
    typeOrPress: '로그인을 시작한 곳에 입력하거나, 같은 기기에서 버튼을 누르세요.',
    typeOrOpen: '로그인을 시작한 곳에 입력하거나, 같은 기기에서 이 링크를 여세요:',
    button: (application) => `${application}에 로그인`,
    didNotAsk: '요청한 적이 없나요?',
    stopsIt: '요청한 적이 없나요? 이 링크를 열면 중지돼요:',
    doNotForward: '이 이메일을 전달하지 마세요. 읽은 사람이 내 계정에 로그인할 수 있어요.',
    copyLine: '버튼이 안 되나요? 이 줄을 브라우저에 복사해 넣으세요:',
  },

  approvedElsewhere: {
    subject: (browser, application) => `${browser}의 ${application} 로그인을 허용했어요`,
    heading: '다른 브라우저를 허용했어요',
    what: '이메일에서 열린 페이지에 그 브라우저의 번호가 입력되었어요.',
  },

  signUpClosed: {
    subject: (application) => `이 주소의 ${application} 계정이 없어요`,
    heading: '이 주소의 계정이 없어요',
    what: (application) =>
      `누군가 이 주소로 ${application}에 로그인하려고 했어요. 이 주소의 계정은 없고, 새 계정도 받지 않고 있어요.`,
    otherAddress: '본인이라면 계정이 다른 주소로 되어 있을 수 있어요. 아니라면 아무것도 하지 않아도 돼요.',
  },

  invitation: {
    subject: (application) => `${application}에 초대받으셨어요`,
    heading: '초대받으셨어요',
    what: (application) => `이 주소로 ${application}에 참여할 수 있어요.`,
    invitedBy: '초대한 사람',
    button: '초대 보기',
    link: '초대 보기:',
    next: '거기서 로그인 이메일을 요청하세요. 그 전에는 아무 일도 일어나지 않아요.',
    ignore: '무슨 일인지 모르겠다면 그냥 두세요. 아무 일도 일어나지 않아요.',
  },

  newDevice: {
    subject: (browser, application) => `${browser}에서 ${application}에 로그인했어요`,
    heading: '새 브라우저에서 로그인했어요',
    ways: {
      link: '그곳에서 연 링크',
      code: '그곳에 입력한 코드',
      number: '다른 기기에 입력한 번호',
      passkey: '패스키',
    },
  },
}
