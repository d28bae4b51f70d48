import type { Answer } from '../http.ts';

/** How far an index may be behind its table, at most, and the chance that says how far it is now. */
export type IndexLag = { readonly milliseconds: number; readonly chance: () => number };

/**
 * A global secondary index follows its table in its own time, mostly within a fraction of a second (DynamoDB Developer
 * Guide, "Eventually consistent reads on a global secondary index"). Here a query that comes again soon may hear what it
 * heard then: that was true, and it is what AWS may say now.
 */
export function laggingIndexes({ milliseconds, chance }: IndexLag) {
  const heard = new Map<string, { readonly at: number; readonly answer: Answer }>();
  return async (query: Buffer, ask: () => Promise<Answer>): Promise<Answer> => {
    const now = performance.now();
    const name = query.toString();
    const before = heard.get(name);
    if (before && now - before.at < chance() * milliseconds) return before.answer;
    const answer = await ask();
    for (const [asked, { at }] of heard) if (now - at > milliseconds) heard.delete(asked);
    if (answer.status === 200) heard.set(name, { at: now, answer });
    return answer;
  };
}
