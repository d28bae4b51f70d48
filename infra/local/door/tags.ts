import * as z from 'zod';
import { element } from '../xml.ts';
import type { Tags } from './objects.ts';
import { AwsError } from './wire.ts';

/** S3 User Guide, "Categorizing your storage using tags": at most 10, keys to 128 and values to 256 characters. */
const limits = z.array(z.tuple([z.string().min(1).max(128), z.string().max(256)])).max(10);

const plain: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescaped = (text: string): string =>
  text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (entity, name: string) => plain[name] ?? entity);

/** Reads `<Tagging><TagSet><Tag>…`, the form of `PutObjectTagging` and of a browser's `tagging` field. */
export function tagsOfXml(xml: string): Tags {
  const tags = [...xml.matchAll(/<Tag><Key>([^<]*)<\/Key><Value>([^<]*)<\/Value><\/Tag>/g)].map(
    ([, key = '', value = '']) => [unescaped(key), unescaped(value)],
  );
  const checked = limits.safeParse(tags);
  if (!/<Tagging[\s>]/.test(xml) || !checked.success)
    throw new AwsError('InvalidTag', 400, 'The tags you have provided are invalid');
  return Object.fromEntries(checked.data);
}

export const xmlOfTags = (tags: Tags): string => {
  const set = Object.entries(tags).map(([Key, Value]) => element('Tag', { Key, Value }));
  return `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>${set.join('')}</TagSet></Tagging>`;
};

export const requestTags = (tags: Tags): Record<string, string[]> => ({
  's3:RequestObjectTagKeys': Object.keys(tags),
});

export const existingTags = (tags: Tags): Record<string, string> =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value]));
