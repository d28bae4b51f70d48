import { toInstant } from '../clock.ts';
import type { Filed } from '../dossier/dossier.ts';
import type { Entry } from '../dossier/history.ts';
import { filedStatuses, isFiledStatus } from '../dossier/status.ts';
import { officerRoles } from '../http/operation.ts';
import { stampOf } from '../payment/provider.ts';
import { lineOf } from '../tracking/words.ts';
import { roleTitles } from './codes.ts';
import { actingOffice, codeAtPortal } from './image.ts';

/** The most lines that the portal takes at once, and the most characters of who acted. */
const MOST_LINES = 10;
const LONGEST_NAME = 50;

const stampOfTime = (time: string): string => stampOf(toInstant(new Date(time)));

function titleOf({ actor }: Entry): string | undefined {
  const role = actor.kind === 'officer' && officerRoles.find((one) => one === actor.role);
  return role ? roleTitles[role] : undefined;
}

/** What the portal says of an event, or nothing where it concerns the owner alone. */
function lineFor(dossier: Filed, entry: Entry) {
  const { event, actor } = entry;
  const { text, ownerOnly } = lineOf(event);
  const { status, occurredAt, dueAt } = event.data;
  if (ownerOnly || !isFiledStatus(status)) return undefined;
  const office = actingOffice(actor, dossier);
  return {
    MaHoSo: codeAtPortal(dossier),
    NguoiXuLy: office.slice(0, LONGEST_NAME),
    ChucDanh: titleOf(entry),
    ThoiDiemXuLy: stampOfTime(occurredAt),
    PhongBanXuLy: office,
    NoiDungXuLy: text.vi,
    TrangThai: String(filedStatuses[status].national),
    NgayKetThucTheoQuyDinh: dueAt && stampOfTime(dueAt),
  };
}
export type ProgressLine = NonNullable<ReturnType<typeof lineFor>>;

/** Lines for the portal, and the number of the last event that they tell of. */
export type Chunk = { readonly lines: readonly ProgressLine[]; readonly until: number };

/**
 * What the portal has not heard yet of the progress of a dossier (CapNhatTienDoHoSoMC), in chunks that it takes at once. Pure.
 * @param history oldest first
 * @param told the number of the last event that it was told of, or 0
 */
export function progressOf(dossier: Filed, history: readonly Entry[], told: number): readonly Chunk[] {
  const lines = history
    .filter(({ event }) => event.sequence > told)
    .flatMap((entry) => {
      const line = lineFor(dossier, entry);
      return line ? [{ line, sequence: entry.event.sequence }] : [];
    });
  return Array.from({ length: Math.ceil(lines.length / MOST_LINES) }, (_, place) => {
    const chunk = lines.slice(place * MOST_LINES, (place + 1) * MOST_LINES);
    return { lines: chunk.map(({ line }) => line), until: chunk.at(-1)?.sequence ?? told };
  });
}
