/** A line that shows how far it is, and when it will be done. */
export function barOf(done: number, all: number, perSecond: number): string {
  const share = all === 0 ? 1 : done / all;
  const width = 30;
  const filled = Math.round(share * width);
  const left = perSecond > 0 ? Math.ceil((all - done) / perSecond) : 0;
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return `[${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${(100 * share).toFixed(1)} % ${done} of ${all}, ${perSecond.toFixed(0)}/s, ${time} left`;
}
