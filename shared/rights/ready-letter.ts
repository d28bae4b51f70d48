import { toInstant, withVietnamOffset } from '../clock.ts';
import { vietnameseTime } from '../format.ts';
import type { Email } from '../notification/email.ts';
import { htmlOf, type Letter, textOf } from '../notification/letter.ts';
import type { Export } from './export.ts';

/** That a copy is ready: whose, and of what, nobody learns from the letter, who may read it on its way. Pure. */
export function readyLetter({ expiresAt }: Export, url: string): Email {
  const until = vietnameseTime(withVietnamOffset(toInstant(new Date(expiresAt * 1000))));
  const letter: Letter = {
    language: 'vi',
    title: 'Bản sao dữ liệu đã sẵn sàng',
    greeting: 'Kính gửi Ông/Bà,',
    message: `Bản sao dữ liệu mà Ông/Bà yêu cầu đã được lập xong. Mời Ông/Bà đăng nhập bằng tài khoản đã yêu cầu và tải về trước ${until}.`,
    translation: `The copy of your data that you asked for is ready. Sign in with the account that asked for it, and fetch it before ${until}.`,
    facts: [['Tải về trước', until]],
    guidance:
      'Nếu Ông/Bà không yêu cầu bản sao này, hãy đổi mật khẩu của tài khoản: không ai mở được bản sao nếu không đăng nhập.',
    trackingUrl: url,
    leadsTo: 'Dữ liệu của tôi',
  };
  return { subject: letter.title, text: textOf(letter), html: htmlOf(letter) };
}
