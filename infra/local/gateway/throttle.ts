/** Requests per second and at once that a route lets through. */
export type Limit = { readonly rate: number; readonly burst: number };

/** A token bucket: holds `burst` tokens, gets `rate` of them a second, and each request takes one. */
export function throttle({ rate, burst }: Limit, now: () => number = () => performance.now()): () => boolean {
  let tokens = burst;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
