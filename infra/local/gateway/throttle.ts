/** Requests per second, and how many at once, that a route lets through. */
type Limit = { readonly ThrottlingRateLimit: number; readonly ThrottlingBurstLimit: number };

/** A token bucket: holds as many tokens as may come at once, gets as many a second as the rate, and each request takes one. */
export function throttle(
  { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }: Limit,
  now: () => number = () => performance.now(),
): () => boolean {
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
