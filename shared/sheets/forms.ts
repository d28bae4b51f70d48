/** The forms of the one-stop mechanism (TT 01/2018/TT-VPCP Điều 9 and annex): A5, the register A4. */
export const sheetForms = {
  receipt: { number: '01', title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả' },
  'supplement-request': { number: '02', title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ' },
  refusal: { number: '03', title: 'Phiếu từ chối tiếp nhận, giải quyết hồ sơ' },
  apology: { number: '04', title: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả' },
  control: { number: '05', title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ' },
  register: { number: '06', title: 'Sổ theo dõi hồ sơ' },
} as const satisfies Record<string, { number: string; title: string }>;

export type SheetForm = keyof typeof sheetForms;

/** The forms of one dossier; the register is an agency's. */
export const dossierForms = ['receipt', 'supplement-request', 'refusal', 'apology', 'control'] as const;
export type DossierForm = (typeof dossierForms)[number];
