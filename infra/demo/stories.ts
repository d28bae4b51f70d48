import type { Text } from '../../shared/text.ts';
import type { Scene } from './scene.ts';
import { birthRegistration } from './stories/birth-registration.ts';
import { constructionPermit } from './stories/construction-permit.ts';
import { criminalRecord } from './stories/criminal-record.ts';
import { drivingLicence } from './stories/driving-licence.ts';
import { payment } from './stories/payment.ts';
import { post } from './stories/post.ts';

/** The life of one dossier, told step by step. It takes nothing from another. */
export type Story = {
  readonly name: string;
  readonly title: Text;
  /** @throws StepFailed at the first step that does not hold */
  play(scene: Scene): Promise<void>;
};

/** All stories, in the order in which they are told. */
export const stories: readonly Story[] = [
  {
    name: 'criminal-record',
    title: {
      vi: 'Phiếu lý lịch tư pháp trực tuyến, kết quả là tệp ký số',
      en: 'a criminal record certificate online, as a signed file',
    },
    play: criminalRecord,
  },
  {
    name: 'driving-licence',
    title: {
      vi: 'Đổi giấy phép lái xe tại quầy, kết quả qua bưu điện',
      en: 'a driving licence at the desk, by post',
    },
    play: drivingLicence,
  },
  {
    name: 'construction-permit',
    title: {
      vi: 'Giấy phép xây dựng: lấy ý kiến, bổ sung, đổi lịch',
      en: 'a construction permit with consultations, a supplement and a day off',
    },
    play: constructionPermit,
  },
  {
    name: 'birth-registration',
    title: { vi: 'Đăng ký khai sinh trong ngày', en: 'the registration of a birth on the same day' },
    play: birthRegistration,
  },
  {
    name: 'payment',
    title: {
      vi: 'Nộp phí trực tuyến: báo kết quả chậm, và hoàn khoản nộp hai lần',
      en: 'fees paid online: a late report, and a refund of what was paid twice',
    },
    play: payment,
  },
  {
    name: 'post',
    title: {
      vi: 'Bưu điện nhận giấy tờ tại nhà, trả kết quả và thu hộ phí',
      en: 'the post collects the papers at home, brings the result, and takes the fee',
    },
    play: post,
  },
];
