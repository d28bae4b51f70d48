import * as z from 'zod';

/** What one function has done since the start. */
export const TimesheetEntry = z.object({
  functionName: z.string(),
  invocations: z.number(),
  milliseconds: z.number(),
  logBytes: z.number(),
  /** Messages it has taken from its queue. */
  messages: z.number(),
  /** Metrics it has written down. */
  metrics: z.array(z.string()),
});
export type TimesheetEntry = z.infer<typeof TimesheetEntry>;

export type Timesheet = {
  invoked(functionName: string, milliseconds: number): void;
  logged(functionName: string, line: string): void;
  entries(): readonly TimesheetEntry[];
};

/** CloudWatch Logs counts a line in UTF-8 and 26 bytes more (API reference of PutLogEvents). */
const LINE_BYTES = 26;

/** A line of a log that is a measurement: CloudWatch's embedded metric format. */
const Measurement = z.object({
  _aws: z.object({
    CloudWatchMetrics: z.array(z.object({ Metrics: z.array(z.object({ Name: z.string() })) })),
  }),
});

const metricsIn = (line: string): readonly string[] => {
  if (!line.includes('"_aws"')) return [];
  return Measurement.parse(JSON.parse(line))._aws.CloudWatchMetrics.flatMap(({ Metrics }) =>
    Metrics.map(({ Name }) => Name),
  );
};

/** Keeps count of what the functions take and write, from the opening of the run. */
export function newTimesheet(): Timesheet {
  const entries = new Map<string, TimesheetEntry>();
  const entryOf = (functionName: string): TimesheetEntry => {
    const entry = entries.get(functionName) ?? {
      functionName,
      invocations: 0,
      milliseconds: 0,
      logBytes: 0,
      messages: 0,
      metrics: [],
    };
    entries.set(functionName, entry);
    return entry;
  };
  return {
    invoked: (functionName, milliseconds) => {
      const entry = entryOf(functionName);
      entry.invocations += 1;
      entry.milliseconds += milliseconds;
    },
    logged: (functionName, line) => {
      const entry = entryOf(functionName);
      entry.logBytes += Buffer.byteLength(line) + LINE_BYTES;
      if (line.includes('"EVENT_CONSUMED"')) entry.messages += 1;
      entry.metrics.push(...metricsIn(line));
    },
    entries: () => [...entries.values()],
  };
}
