import type * as z from 'zod';
import { api } from './kinds/api.ts';
import { functions } from './kinds/functions.ts';
import { identity } from './kinds/identity.ts';
import { messages } from './kinds/messages.ts';
import { storage } from './kinds/storage.ts';
import { watching } from './kinds/watching.ts';

/**
 * Every type of resource that the local run understands. A type or a property that is not here stops it: what would be
 * deployed and is not run must be a decision.
 */
export const kinds = { ...api, ...functions, ...identity, ...messages, ...storage, ...watching };

export type ResourceType = keyof typeof kinds;
export type PropertiesOf<Type extends ResourceType> = z.output<(typeof kinds)[Type]['properties']>;

export const isKnown = (type: string): type is ResourceType => Object.hasOwn(kinds, type);
