import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

type Source = { readonly file: string; readonly code: string; readonly imports: readonly string[] };

const IMPORT = /^(?:import|export)\b[^'"]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'/gm;

const sources: readonly Source[] = ['shared', 'functions', 'infra'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const file = path.posix.join(folder, name);
      const code = readFileSync(path.join(root, file), 'utf8');
      const imports = [...code.matchAll(IMPORT)].flatMap(([, from, bare]) => from ?? bare ?? []);
      return { file, code, imports };
    }),
);

/** Files of ours that a file imports, by their path from the root. */
const ownImports = ({ file, imports }: Source): string[] =>
  imports
    .filter((name) => name.startsWith('.'))
    .map((name) => path.posix.join(path.posix.dirname(file), name));

/** Areas of the work: folders of `functions/`, with what their functions share. */
const areas = readdirSync(path.join(root, 'functions')).filter((area) => area !== 'events');

/** The floor of a file: imports go to the same floor or down. */
function floorOf(file: string): number {
  const [top, second = ''] = file.split('/');
  if (top !== 'shared') return 6;
  if (second === 'operations.ts') return 5;
  if (second.endsWith('.ts')) return 0;
  if (areas.includes(second)) return 4;
  if (second === 'dossier') return 3;
  return ['event', 'http', 'table'].includes(second) ? 1 : 2;
}

/** The folder of a file that stands for one thing: a noun of `shared`, or the file itself where it stands alone. */
const unitOf = (file: string): string =>
  file.startsWith('shared/') ? file.split('/').slice(0, 2).join('/') : file;

/** The first circle found by following edges from every node, or nothing. */
function circle(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>();
  const walk = (node: string, trail: readonly string[]): string[] => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node];
    if (done.has(node)) return [];
    for (const next of edges.get(node) ?? []) {
      const found = walk(next, [...trail, node]);
      if (found.length > 0) return found;
    }
    done.add(node);
    return [];
  };
  for (const node of edges.keys()) {
    const found = walk(node, []);
    if (found.length > 0) return found;
  }
  return [];
}

/** Edges between the groups that files fall into. */
function edgesBy(group: (file: string) => string): ReadonlyMap<string, ReadonlySet<string>> {
  const edges = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = group(source.file);
    const targets = edges.get(from) ?? new Set();
    for (const to of ownImports(source).map(group)) if (to !== from) targets.add(to);
    edges.set(from, targets);
  }
  return edges;
}

/** Files whose code matches, out of those in some folders. */
const filesWith = (pattern: RegExp, folders: readonly string[]): string[] =>
  sources
    .filter(({ file, code }) => folders.some((folder) => file.startsWith(folder)) && pattern.test(code))
    .map(({ file }) => file)
    .sort();

/** The values that `shared` exports, with what a function is said to return. */
const exported = sources
  .filter(({ file }) => file.startsWith('shared/'))
  .flatMap(({ code }) => code.split(/^(?=export )/m))
  .flatMap((code) => {
    const name = /^export (?:const|class|(?:async )?function) (\w+)/.exec(code)?.[1];
    const returns = /\): ([^={]*?) (?:=>|\{)/.exec(code)?.[1] ?? '';
    return name ? [{ name, returns }] : [];
  });

describe('the structure', () => {
  test('is read: no file is overlooked', () => {
    expect(sources.length).toBeGreaterThan(80);
    expect(sources.flatMap(ownImports).length).toBeGreaterThan(200);
  });

  test('lets imports go down only', () => {
    const upward = sources.flatMap((source) =>
      ownImports(source)
        .filter((target) => floorOf(target) > floorOf(source.file))
        .map((target) => `${source.file} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  test('has no circle, neither of files nor of nouns', () => {
    expect(circle(edgesBy((file) => file))).toEqual([]);
    expect(circle(edgesBy(unitOf))).toEqual([]);
  });

  test('keeps functions apart: they share what is shared, and nobody imports them', () => {
    const crossing = sources.flatMap((source) =>
      ownImports(source)
        .filter((target) =>
          source.file.startsWith('functions/')
            ? !target.startsWith('shared/')
            : target.startsWith('functions/'),
        )
        .map((target) => `${source.file} -> ${target}`),
    );
    expect(crossing).toEqual([]);
  });

  test('lets the local cloud run any assembly: it imports nothing of ours but itself, and names nothing of ours', () => {
    const outward = sources.flatMap((source) =>
      source.file.startsWith('infra/local/')
        ? ownImports(source)
            .filter((target) => !target.startsWith('infra/local/'))
            .map((target) => `${source.file} -> ${target}`)
        : [],
    );
    expect(outward).toEqual([]);
    expect(filesWith(/motcua|dossier|agency|department|postal|citizen/i, ['infra/local/'])).toEqual([]);
  });

  test('has no barrels: no index.ts, nothing handed on from another file', () => {
    expect(sources.map(({ file }) => file).filter((file) => path.basename(file) === 'index.ts')).toEqual([]);
    expect(
      filesWith(/^export\s+(?:\*|\{[^}]*\}|type\s+\{[^}]*\})\s+from\b/m, ['shared/', 'functions/', 'infra/']),
    ).toEqual([]);
  });

  test('calls nothing of its own by a second name: what is imported keeps the name it was given', () => {
    const renamed = sources.flatMap(({ file, code }) =>
      [...code.matchAll(/^import\s+(?:type\s+)?(?:\{([^}]*)\}|\*([^']*?))\s*from\s+'\./gm)]
        .flatMap(([, names, all]) => all ?? names?.split(',') ?? [])
        .filter((name) => /\bas\b/.test(name))
        .map((name) => `${file}: ${name.trim()}`),
    );
    expect(renamed).toEqual([]);
  });

  test('gives no two things of what is shared one name, so that a contract and what serves it are told apart', () => {
    const names = exported.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['readProcedure', 'loadProcedure', 'putDossier']));
    expect(names.filter((name, place) => names.indexOf(name) < place)).toEqual([]);
  });

  test('says put and drop of a write that is planned, and of nothing that is done', () => {
    const plans = exported.filter(({ returns }) => /^(?:readonly )?Write\b/.test(returns));
    const verbs = exported.filter(({ name }) => /^(?:put|drop)[A-Z]/.test(name));
    expect(verbs.length).toBeGreaterThan(12);
    expect(verbs.filter((verb) => !plans.includes(verb))).toEqual([]);
    // A single write is put or dropped; several are what a change comes to, as `shipmentOrdered`.
    expect(
      plans.filter(({ returns }) => returns === 'Write').filter((plan) => !verbs.includes(plan)),
    ).toEqual([]);
  });

  test('keeps a text in two languages under one type', () => {
    expect(filesWith(/\bvi\??: (?:z\.|composed|string\b)/, ['shared/', 'functions/', 'infra/'])).toEqual([
      'shared/text.ts',
    ]);
  });

  test('queries the table in one place, which follows every continuation', () => {
    expect(filesWith(/\bnew QueryCommand\b/, ['shared/', 'functions/'])).toEqual(['shared/table/query.ts']);
  });

  test('asks the machine for the time in one file', () => {
    expect(filesWith(/new Date\(\)|Date\.now\(/, ['shared/', 'functions/'])).toEqual(['shared/clock.ts']);
  });

  test('makes ids and secrets in one file', () => {
    expect(filesWith(/randomUUID|randomBytes/, ['shared/', 'functions/'])).toEqual(['shared/ids.ts']);
  });

  test('reads the environment in one file of what is deployed', () => {
    expect(filesWith(/process\.env/, ['shared/', 'functions/'])).toEqual(['shared/resources.ts']);
  });

  test('reads the environment in infra only where it is run by a person', () => {
    const readers = filesWith(/process\.env/, ['infra/']);
    expect(
      readers.filter(
        (file) => !/^infra\/(?:app\.ts|synthesize\.ts|demo\/|local\/|ops\/|replay\/)/.test(file),
      ),
    ).toEqual([]);
  });

  test('imports zod as a namespace, since anything else brings all its languages into every bundle', () => {
    const careless = sources.filter(({ code }) =>
      /^import\s+(?!(?:type\s+)?\* as z\b).*\bfrom 'zod(?:\/[^']*)?'/m.test(code),
    );
    expect(careless.map(({ file }) => file)).toEqual([]);
  });
});
