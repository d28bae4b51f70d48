import type { Language, Text } from '../text.ts';
import { type Email, emailOf, greetings } from './email.ts';
import { CODE_MINUTES, type Code } from './preferences.ts';
import { sendEmail } from './send.ts';

const words = {
  title: { vi: 'Xác nhận địa chỉ nhận thông báo', en: 'Confirm this address for messages' },
  addressee: { vi: 'Ông/Bà', en: 'Sir or Madam' },
  message: {
    vi: `Một tài khoản trên Cổng Dịch vụ công của tỉnh muốn nhận thông báo về hồ sơ tại địa chỉ này. Mã xác nhận có hiệu lực trong ${CODE_MINUTES} phút.`,
    en: `An account of the portal of the province wants to be told of its dossiers at this address. The code is valid for ${CODE_MINUTES} minutes.`,
  },
  code: { vi: 'Mã xác nhận', en: 'Code' },
  guidance: {
    vi: 'Nếu Ông/Bà không yêu cầu, xin bỏ qua thư này và không đưa mã cho ai: không có mã, địa chỉ này không nhận được gì thêm.',
    en: 'If you have not asked for this, ignore it and give the code to nobody: without it nothing else comes here.',
  },
} as const satisfies Record<string, Text>;

/** The letter with a code. It goes to whom nobody knows yet, so it names no person and no dossier. */
export const codeLetter = (code: string, language: Language): Email =>
  emailOf({
    language,
    title: words.title[language],
    greeting: greetings[language](words.addressee[language]),
    message: words.message[language],
    translation: words.message[language === 'vi' ? 'en' : 'vi'],
    facts: [[words.code[language], code]],
    guidance: words.guidance[language],
  });

/** Sends a code to the address that is to be confirmed by it. */
export const sendCode = async ({ email, code }: Code, language: Language): Promise<void> => {
  await sendEmail(email, codeLetter(code, language));
};
