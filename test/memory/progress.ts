const WIDTH = 30;

/**
 * How far a proof is, on the last line of a terminal, or at each tenth where there is none.
 * @returns what is told how many runs are done
 */
export function progressOf(runs: number): (done: number) => void {
  const begun = performance.now();
  let shown = 0;
  return (done) => {
    const tenths = Math.floor((done / runs) * 10);
    const bar = '█'.repeat(Math.round((done / runs) * WIDTH)).padEnd(WIDTH, '░');
    const seconds = (performance.now() - begun) / 1000;
    const line = `${bar} ${done} of ${runs}, ${Math.round(done / seconds)} a second`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === runs ? '\n' : ''}`);
    else if (tenths > shown) console.log(line);
    shown = tenths;
  };
}
