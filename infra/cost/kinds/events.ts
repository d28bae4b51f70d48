import * as z from 'zod';
import { type Costs, callsOf, NotPriced, type Setting, sumOf } from '../kind.ts';
import { line } from '../line.ts';
import { HOURS } from '../load.ts';
import { isOfDepartment } from '../stage.ts';
import { keyRequests, TABLE_KEY_SECONDS } from './keys.ts';

/**
 * Lambda polls an empty queue with five connections that wait twenty seconds, at the owner's cost (developer guide,
 * "Configuring scaling behavior for SQS"; github.com/getlift/lift/issues/132 measured it). Of FIFO queues AWS does not
 * say so much: it can be less.
 */
const LAMBDA_POLLS = 5 * 3 * 60 * HOURS;

/** A department reads with one connection that waits twenty seconds, as the README shows it. */
const DEPARTMENT_POLLS = 3 * 60 * HOURS;

/** A message is sent, received and deleted. */
const REQUESTS_PER_MESSAGE = 3;

const published = ({ usage, load }: Setting): number => callsOf(usage, 'sns:Publish') * load.filed;
const consumed = ({ usage, load }: Setting): number => sumOf(usage, ({ messages }) => messages) * load.filed;

const Topic = z.object({ FifoTopic: z.boolean().default(false), KmsMasterKeyId: z.unknown().optional() });

/** SNS asks for a data key once in five minutes, to publish and to deliver (SNS developer guide, key management). */
const TOPIC_KEY_SECONDS = 300;

/** The topic of events; the one of alarms is silent. Every event goes to its department and to our own consumers. */
export const topicCosts: Costs = ({ properties }, setting) => {
  const { FifoTopic, KmsMasterKeyId } = Topic.parse(properties);
  if (!FifoTopic) return [];
  return [
    line('events published', published(setting), 'sns.fifoPublish'),
    line('events delivered', published(setting) + consumed(setting), 'sns.fifoDelivery'),
    keyRequests(KmsMasterKeyId ? 2 * published(setting) : 0, TOPIC_KEY_SECONDS, 2),
  ];
};

const Queue = z.object({ FifoQueue: z.boolean().default(false), RedrivePolicy: z.unknown().optional() });

/** A queue with listeners: what goes to dead letters is nothing while all is well. */
export const queueCosts: Costs = (resource, setting) => {
  const { FifoQueue, RedrivePolicy } = Queue.parse(resource.properties);
  if (!RedrivePolicy) return [];
  if (!FifoQueue) throw new NotPriced(resource, 'it is no FIFO queue');
  const sources = setting.resources.filter(
    (other) => other.type === resource.type && other.properties.RedrivePolicy,
  );
  const ofDepartments = sources.filter(isOfDepartment).length;
  const messages = isOfDepartment(resource)
    ? published(setting) / ofDepartments
    : consumed(setting) / (sources.length - ofDepartments);
  return [
    line('queues', REQUESTS_PER_MESSAGE * messages, 'sqs.fifoRequest'),
    line('queues, polled by departments', isOfDepartment(resource) ? DEPARTMENT_POLLS : 0, 'sqs.fifoRequest'),
  ];
};

const Mapping = z.object({
  StartingPosition: z.string().optional(),
  ProvisionedPollerConfig: z.undefined().optional(),
});

/** Lambda reads streams for nothing (DynamoDB pricing), and queues at the price of everybody's requests. */
export const mappingCosts: Costs = (resource) => {
  const mapping = Mapping.safeParse(resource.properties);
  if (!mapping.success) throw new NotPriced(resource, 'it has pollers of its own');
  return mapping.data.StartingPosition
    ? [keyRequests(Number.POSITIVE_INFINITY, TABLE_KEY_SECONDS, 1, HOURS)]
    : [line('queues, polled by Lambda', LAMBDA_POLLS, 'sqs.fifoRequest')];
};
