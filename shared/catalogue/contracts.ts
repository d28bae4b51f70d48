import * as z from 'zod';
import { Agency } from '../agency/agency.ts';
import { AgencyCode } from '../agency/code.ts';
import { PROVINCE_CODE, Unit, unitByCode } from '../agency/unit.ts';
import { operation } from '../http/operation.ts';
import { Procedure, ProcedureCode, ProcedureSummary } from '../procedure/procedure.ts';
import { SupplementReason } from '../supplement/reasons.ts';

/** Anyone may keep the catalogue for a minute: as long as our own functions do. */
export const catalogueHeaders = { 'cache-control': 'public, max-age=60' };

const criminalRecord = {
  code: '2.000488',
  name: {
    vi: 'Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam',
    en: 'Criminal record certificate for Vietnamese citizens and foreigners residing in Viet Nam',
  },
  agency: 'H25.03',
  field: { vi: 'Lý lịch tư pháp', en: 'Criminal records' },
  serviceLevel: 4,
  serviceClass: 'full',
  submissionChannels: ['desk', 'online', 'post'],
};

export const listProcedures = operation({
  id: 'list-procedures',
  area: 'catalogue',
  method: 'GET',
  path: '/v1/procedures',
  summary: { vi: 'Tìm thủ tục hành chính', en: 'Find administrative procedures' },
  description:
    'Procedures in the order of their codes. `text` finds words of the name, the field, the code and the agency, ' +
    'with or without diacritics: `ly lich tu phap` finds "lý lịch tư pháp". All conditions must hold.',
  callers: 'public',
  query: z.strictObject({
    agency: AgencyCode.optional(),
    field: z.string().trim().min(1).max(100).optional(),
    level: z.coerce.number().int().min(1).max(4).optional(),
    text: z.string().trim().min(1).max(100).optional(),
    cursor: z.string().min(1).max(1024).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  status: 200,
  output: z.object({ items: z.array(ProcedureSummary), nextCursor: z.string().optional() }),
  problems: ['cursor-invalid'],
  touches: { table: ['get'] },
  examples: { response: { items: [criminalRecord] } },
});

export const readProcedure = operation({
  id: 'read-procedure',
  area: 'catalogue',
  method: 'GET',
  path: '/v1/procedures/{code}',
  summary: { vi: 'Xem một thủ tục hành chính', en: 'Read an administrative procedure' },
  description: 'Everything about a procedure: time, fees, papers, channels and the questions of its form.',
  callers: 'public',
  params: z.object({ code: ProcedureCode }),
  status: 200,
  output: Procedure,
  problems: ['procedure-not-found'],
  touches: { table: ['get'] },
  examples: {
    response: {
      ...criminalRecord,
      processing: { unit: 'workingDays', days: 10 },
      extendedProcessing: {
        time: { unit: 'workingDays', days: 15 },
        basis: { vi: 'phải xác minh', en: 'when verification is needed' },
      },
      fees: [{ kind: 'PHI', amountVnd: 200_000 }],
      tariffs: [
        {
          version: 'TT244-2016',
          since: '2017-01-01',
          source: 'Thông tư 244/2016/TT-BTC Điều 4, 5',
          certainty: 'unverified',
          countedBy: 'sheets',
          lines: [
            {
              id: 'certificate',
              kind: 'PHI',
              name: {
                vi: 'Phí cung cấp thông tin lý lịch tư pháp',
                en: 'Fee for information on criminal records',
              },
              amountVnd: 200_000,
            },
          ],
          reliefs: [],
        },
      ],
      papers: [
        {
          id: 'identity-copy',
          name: {
            vi: 'Bản sao căn cước công dân hoặc hộ chiếu',
            en: 'Copy of the citizen identity card or passport',
          },
          kind: 'identity',
          originals: 0,
          copies: 1,
          acceptedTypes: ['application/pdf', 'image/jpeg', 'image/png'],
          maxBytes: 10_485_760,
          required: true,
          sensitive: false,
        },
      ],
      resultChannels: ['desk', 'online', 'post'],
      postal: { receive: true, return: true },
      inPerson: false,
      supplementClock: 'restart',
      sensitive: true,
      retentionYears: 10,
      fields: [
        {
          id: 'sheets',
          label: { vi: 'Số lượng Phiếu', en: 'Number of sheets' },
          required: true,
          kind: 'number',
          min: 1,
          max: 20,
        },
      ],
      provenance: { quoted: ['/code', '/fees/0/amountVnd'], synthetic: [], others: 'plausible' },
    },
  },
});

export const listAgencies = operation({
  id: 'list-agencies',
  area: 'catalogue',
  method: 'GET',
  path: '/v1/agencies',
  summary: { vi: 'Xem danh sách cơ quan', en: 'List the agencies' },
  description: "The departments of the province and the People's Committees of its districts.",
  callers: 'public',
  status: 200,
  output: z.object({ items: z.array(Agency) }),
  problems: [],
  touches: {},
  examples: {
    response: {
      items: [
        {
          code: 'H25.03',
          name: { vi: 'Sở Tư pháp', en: 'Department of Justice' },
          abbreviation: 'STP',
          kind: 'province',
          provenance: { quoted: ['/name/vi'], synthetic: ['/code'], others: 'plausible' },
        },
      ],
    },
  },
});

const isDistrict = (code: string): boolean => unitByCode(code)?.parent === PROVINCE_CODE;

export const listUnits = operation({
  id: 'list-units',
  area: 'catalogue',
  method: 'GET',
  path: '/v1/units',
  summary: { vi: 'Xem danh sách đơn vị hành chính', en: 'List the administrative units' },
  description:
    'The districts of the province, or the communes of one `district`: what an address is chosen from.',
  callers: 'public',
  query: z.strictObject({
    district: z
      .string()
      .refine(isDistrict, { params: { code: 'unit-unknown' } })
      .optional(),
  }),
  status: 200,
  output: z.object({ items: z.array(Unit) }),
  problems: [],
  touches: {},
  examples: {
    response: { items: [{ code: '13285', name: 'Phường Quang Trung', kind: 'ward', parent: '347' }] },
  },
});

export const listSupplementReasons = operation({
  id: 'list-supplement-reasons',
  area: 'catalogue',
  method: 'GET',
  path: '/v1/supplement-reasons',
  summary: {
    vi: 'Xem danh mục lý do yêu cầu bổ sung',
    en: 'List the reasons for which a supplement is asked',
  },
  description:
    'Why a paper or a field of the form is to be supplemented, and how that is mended. A code keeps its meaning for ever.',
  callers: 'public',
  status: 200,
  output: z.object({ items: z.array(SupplementReason) }),
  problems: [],
  touches: {},
  examples: {
    response: {
      items: [
        {
          code: 'illegible',
          of: ['paper', 'new'],
          text: {
            vi: 'Bản chụp mờ, thiếu trang hoặc không đọc được',
            en: 'The copy is blurred, incomplete or cannot be read',
          },
          mend: {
            vi: 'Chụp hoặc quét lại bản chính, đủ các trang, đủ bốn góc, rõ chữ và rõ dấu.',
            en: 'Photograph or scan the original again: every page, all four corners, with writing and stamp in focus.',
          },
          legalBasis: 'Nghị định 61/2018/NĐ-CP Điều 17',
          provenance: { quoted: ['/legalBasis'], synthetic: ['/code'], others: 'plausible' },
        },
      ],
    },
  },
});
