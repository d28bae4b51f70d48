const oneStop = 'Thông tư số 01/2018/TT-VPCP';

/**
 * The forms of the one-stop mechanism (TT 01/2018/TT-VPCP Điều 9 and annex): A5, the register A4. The receipt of a fee, which
 * has a number and a law of its own. The closing of a drawer, whose form is left to the unit (TT 107/2017/TT-BTC Điều 3). And
 * the record of what the post takes over, which the law names and gives no form.
 */
export const sheetForms = {
  receipt: { number: '01', title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả', law: oneStop },
  'supplement-request': { number: '02', title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', law: oneStop },
  refusal: { number: '03', title: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ', law: oneStop },
  apology: { number: '04', title: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả', law: oneStop },
  control: { number: '05', title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ', law: oneStop },
  'fee-receipt': {
    number: '01BLP',
    title: 'Biên lai thu tiền phí, lệ phí',
    law: 'Nghị định số 123/2020/NĐ-CP',
  },
  'cash-closing': {
    number: undefined,
    title: 'Biên bản khóa quỹ và bàn giao tiền mặt',
    law: 'Thông tư số 107/2017/TT-BTC',
  },
  register: { number: '06', title: 'Sổ theo dõi hồ sơ', law: oneStop },
  'hand-over': { number: undefined, title: 'Biên bản giao nhận', law: 'Quyết định số 45/2016/QĐ-TTg' },
} as const satisfies Record<string, { number: string | undefined; title: string; law: string }>;

export type SheetForm = keyof typeof sheetForms;

/** The forms of one dossier; registers, closings of a drawer and records of hand-over are an agency's. */
export const dossierForms = [
  'receipt',
  'supplement-request',
  'refusal',
  'apology',
  'control',
  'fee-receipt',
] as const;
export type DossierForm = (typeof dossierForms)[number];
