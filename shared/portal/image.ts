import { createHash } from 'node:crypto';
import type { Actor } from '../actor.ts';
import { agencyByCode } from '../agency/agency.ts';
import { type KeptApplicant, nameOf } from '../applicant/applicant.ts';
import { type Instant, toInstant } from '../clock.ts';
import type { Document } from '../document/document.ts';
import type { DossierFile, Filed } from '../dossier/dossier.ts';
import type { Entry } from '../dossier/history.ts';
import { filedStatuses } from '../dossier/status.ts';
import type { Payment } from '../payment/payment.ts';
import { stampOf } from '../payment/provider.ts';
import { type Result, stateOf } from '../result/result.ts';
import type { Supplement } from '../supplement/supplement.ts';
import {
  channelCodes,
  chargedCodes,
  deliveryCodes,
  feeCodes,
  flag,
  numberCodes,
  ownerCodes,
  paidCodes,
  placeCodes,
  supplementCodes,
} from './codes.ts';

/** The most characters that the portal takes of an abstract, and of the name of a file. */
const LONGEST_ABSTRACT = 1000;
const LONGEST_FILE_NAME = 4000;

/** A code of our own, for what has none in the national database: the portal knows no such procedure. */
export const isOfPortal = ({ procedure }: Pick<Filed, 'procedure'>): boolean =>
  !procedure.code.startsWith('9.');

/** By what the portal knows a dossier: its own code where it was filed there. */
export const codeAtPortal = ({ portalCode, code }: Pick<Filed, 'portalCode' | 'code'>): string =>
  portalCode ?? code;

const stamp = (instant: Instant | undefined): string | undefined => instant && stampOf(instant);

/** The office that acted: who the officer is, stays with us. */
export const actingOffice = (actor: Actor, { office }: Filed): string =>
  actor.kind === 'officer' ? (agencyByCode(actor.agency)?.name.vi ?? office.name.vi) : office.name.vi;

/** When it came to this, the last time. */
const lastTime = (history: readonly Entry[], type: string): string | undefined => {
  const entry = history.findLast(({ event }) => event.type === type);
  return entry && stampOf(toInstant(new Date(entry.event.data.occurredAt)));
};

function ownerOf(applicant: KeptApplicant) {
  const number = applicant.kind === 'citizen' ? applicant.personalId : applicant.taxCode;
  const kind = applicant.kind === 'citizen' ? numberCodes[number.length] : undefined;
  return {
    ChuHoSo: nameOf(applicant),
    LoaiDoiTuong: ownerCodes[applicant.kind],
    SoGiayToChuHoSo: number,
    ...(kind && { DinhDanhCHS: [{ LoaiDinhDanh: kind, SoDinhDanh: number }] }),
  };
}

const paperOf = (document: Document) => ({
  TepDinhKemId: document.documentId,
  TenTepDinhKem: document.name.slice(0, LONGEST_FILE_NAME),
  IsDeleted: flag(false),
  MaThanhPhanHoSo: document.paperId,
  DuocSoHoa: flag(true),
  DuocTaiSuDung: flag('reuse' in document && document.reuse !== undefined),
  DuocLayTuKhoDMQG: flag(false),
  ...('reuse' in document && document.reuse && { MaKetQuaThayThe: document.reuse.resultCode }),
});

const chargesOf = ({ payments }: Pick<DossierFile, 'payments'>, { receivedAt }: Filed) =>
  payments
    .filter(({ state }) => state !== 'withdrawn')
    .flatMap(({ fees, amountVnd, number, requestedAt }) => {
      const charged = !receivedAt || requestedAt <= receivedAt ? chargedCodes.reception : chargedCodes.result;
      const lines = fees?.lines ?? [
        { id: `nop-${number}`, kind: '', name: { vi: 'Phí, lệ phí' }, amountVnd },
      ];
      return lines.map((line) => ({
        TenPhiLePhi: line.name.vi,
        MaPhiLePhi: line.id,
        HinhThucThu: charged,
        Gia: String(line.amountVnd),
        ...(feeCodes[line.kind] && { LoaiPhiLePhi: feeCodes[line.kind] }),
      }));
    });

/** Whether it is paid online, and through whom. */
function paidOf(payments: readonly Payment[]): string {
  const by = payments.flatMap(({ settledBy }) => (settledBy?.kind === 'partner' ? [settledBy.partner] : []));
  if (by.includes('dvcqg')) return paidCodes.national;
  return by.includes('vnpay') || by.includes('bank') ? paidCodes.other : paidCodes.none;
}

function supplementStateOf({ answeredAt, closedAt }: Supplement): string {
  if (answeredAt) return supplementCodes.answered;
  return closedAt ? supplementCodes.unanswered : supplementCodes.asked;
}

const supplementOf = (dossier: Filed, round: Supplement) => ({
  HoSoBoSungId: `${dossier.code}-B${round.number}`,
  NguoiYeuCauBoSung: actingOffice(round.requestedBy, dossier),
  NoiDungBoSung: round.reason,
  NgayBoSung: stampOf(round.requestedAt),
  NgayTiepNhanBoSung: stamp(round.answeredAt),
  TrangThaiBoSung: supplementStateOf(round),
  DanhSachGiayToBoSung: round.items.map(({ id, name }) => ({ MaThanhPhanHoSo: id, TenGiayTo: name })),
});

const resultOf = ({ code, abstract }: Result) => ({
  TenGiayTo: abstract,
  GiayToId: code,
  MaGiayToKetQua: code,
});

/**
 * What the portal is told of every dossier: which it is, whose, and how far. So its owner finds it there, and its handling is
 * counted.
 */
function coreOf(dossier: Filed, history: readonly Entry[]) {
  const { procedure, channel, form, office, status } = dossier;
  return {
    MaHoSo: codeAtPortal(dossier),
    MaTTHC: procedure.code,
    TenTTHC: procedure.name.vi,
    TenLinhVuc: procedure.field,
    KenhThucHien: channelCodes[channel],
    ...ownerOf(form.applicant),
    NgayNopHoSo: stampOf(dossier.submittedAt),
    NgayTiepNhan: stamp(dossier.receivedAt),
    NgayHenTra: stamp(dossier.dueAt),
    NgayKetThucXuLy: stamp(dossier.finishedAt) ?? lastTime(history, 'dossier.stopped'),
    NgayTra: stamp(dossier.returnedAt),
    NgayTuChoi: lastTime(history, 'dossier.refused'),
    TrangThaiHoSo: String(filedStatuses[status].national),
    HinhThuc: deliveryCodes[form.delivery.channel],
    DonViXuLy: office.name.vi,
    NoiNopHoSo: dossier.portalCode === undefined ? placeCodes.here : placeCodes.portal,
    TaiKhoanDuocXacThucVoiVNeID: dossier.verified && flag(true),
  };
}

/**
 * What it is told besides of what is not sensitive: how the owner is reached, what is asked for, what came with it, what it costs,
 * what was missing, and what came of it.
 */
function restOf(file: DossierFile<Filed>) {
  const { dossier, documents, payments, supplements, results } = file;
  const { form, office, reason, status } = dossier;
  const filed = documents.filter((one) => one.filed);
  const given = results.filter((one) => one.releasedAt && stateOf(one) === 'valid');
  return {
    Email: form.applicant.email,
    SoDienThoai: form.applicant.phone,
    TrichYeuHoSo: form.content.slice(0, LONGEST_ABSTRACT),
    ThongTinTra: form.delivery.channel === 'desk' ? office.desk : undefined,
    GhiChu: status === 'refused' || status === 'stopped' ? reason : undefined,
    TaiLieuNop: filed.map(paperOf),
    DanhSachLePhi: chargesOf(file, dossier),
    DanhSachHoSoBoSung: supplements.map((round) => supplementOf(dossier, round)),
    DanhSachGiayToKetQua: given.map(resultOf),
    HoSoCoThanhPhanSoHoa: flag(filed.length > 0),
    DuocThanhToanTrucTuyen: paidOf(payments),
  };
}

/**
 * A dossier as the portal keeps it (DongBoHoSoMC): every value a text, times as `yyyyMMddHHmmss`, codes by the tables. Of what
 * is sensitive by law (NĐ 13/2023/NĐ-CP Điều 2(4)) it is told the least: its abstract is the name of its procedure. Pure.
 * @param history oldest first
 */
export const imageOf = (file: DossierFile<Filed>, history: readonly Entry[]): DossierImage => {
  const core = coreOf(file.dossier, history);
  const rest = file.dossier.procedure.sensitive ? { TrichYeuHoSo: core.TenTTHC } : restOf(file);
  return { ...core, ...rest };
};
export type DossierImage = ReturnType<typeof coreOf> & Partial<ReturnType<typeof restOf>>;

/** Tells images apart: equal where nothing that the portal is told differs. */
export const hashOfImage = (image: DossierImage): string =>
  createHash('sha256').update(JSON.stringify(image)).digest('base64url');
