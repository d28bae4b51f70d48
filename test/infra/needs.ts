/**
 * What IAM asks of a function for a call: each action with what it is done to, and for a key the service that uses it.
 * Written from AWS's service authorization reference and the guides named here, and never from
 * `infra/functions/grants.ts`, so that each is a check on the other.
 */
const calls = {
  // DynamoDB guide, encryption at rest: to read or to write, the key of the table must be decrypted.
  GetItem: ['dynamodb:GetItem table', 'kms:Decrypt data key through dynamodb'],
  BatchGetItem: ['dynamodb:BatchGetItem table', 'kms:Decrypt data key through dynamodb'],
  PutItem: ['dynamodb:PutItem table', 'kms:Decrypt data key through dynamodb'],
  Query: ['dynamodb:Query table', 'kms:Decrypt data key through dynamodb'],
  QueryDue: ['dynamodb:Query index due', 'kms:Decrypt data key through dynamodb'],
  QueryLog: ['dynamodb:Query index log', 'kms:Decrypt data key through dynamodb'],
  QueryOwner: ['dynamodb:Query index owner', 'kms:Decrypt data key through dynamodb'],
  QueryFind: ['dynamodb:Query index find', 'kms:Decrypt data key through dynamodb'],
  QueryPlace: ['dynamodb:Query index place', 'kms:Decrypt data key through dynamodb'],
  QueryWorklist: ['dynamodb:Query index worklist', 'kms:Decrypt data key through dynamodb'],
  // DynamoDB guide, IAM and transactions: a transaction takes what its parts take, and nothing of its own.
  TransactPut: ['dynamodb:PutItem table', 'kms:Decrypt data key through dynamodb'],
  TransactCheck: ['dynamodb:ConditionCheckItem table', 'kms:Decrypt data key through dynamodb'],
  TransactUpdate: ['dynamodb:UpdateItem table', 'kms:Decrypt data key through dynamodb'],
  // DynamoDB guide, IAM condition keys: `LeadingKeys` are the partition keys of a call.
  CountCall: ['dynamodb:UpdateItem table where limits stand', 'kms:Decrypt data key through dynamodb'],
  TransactDelete: ['dynamodb:DeleteItem table', 'kms:Decrypt data key through dynamodb'],

  // S3 guide, SSE-KMS: an upload in one part generates a data key, and only reading decrypts one. Tags are in the clear.
  PostObjectWithTags: [
    's3:PutObject documents',
    's3:PutObjectTagging documents',
    'kms:GenerateDataKey data key through s3',
  ],
  // S3 API reference, GetObject: with a version it takes GetObjectVersion, and GetObject is not required.
  GetObjectVersion: ['s3:GetObjectVersion documents', 'kms:Decrypt data key through s3'],
  // The same place: without ListBucket, what is not there answers 403 in place of 404.
  GetTagsIfThere: ['s3:GetObjectTagging documents', 's3:ListBucket bucket'],
  GetTagsOfVersion: ['s3:GetObjectVersionTagging documents'],
  PutTagsOfVersion: ['s3:PutObjectVersionTagging documents'],
  // S3 API reference, ListObjectVersions and DeleteObjects: a version that is named takes DeleteObjectVersion.
  ListVersions: ['s3:ListBucketVersions bucket'],
  DeleteVersions: ['s3:DeleteObjectVersion documents', 's3:DeleteObjectVersion sheets'],
  // GuardDuty guide, on-demand scans of S3 objects: the scan itself works in the role of the bucket's plan.
  SendObjectMalwareScan: ['guardduty:SendObjectMalwareScan *'],

  // KMS guide, asymmetric keys: a signature is asked of the key itself.
  Sign: ['kms:Sign signing key'],

  // S3 guide, SSE-KMS, as above; the seal of a day that has none is asked for as well.
  GetSeal: ['s3:GetObject seals', 's3:ListBucket bucket of seals', 'kms:Decrypt data key through s3'],
  PutSeal: ['s3:PutObject seals', 'kms:GenerateDataKey data key through s3'],
  SignSeal: ['kms:Sign seal key'],

  PutSheet: ['s3:PutObject sheets', 'kms:GenerateDataKey data key through s3'],
  GetSheetVersion: ['s3:GetObjectVersion sheets', 'kms:Decrypt data key through s3'],

  // SNS guide, key management: the policy of the account's own key for topics lets all use it who may publish.
  Publish: ['sns:Publish events topic'],
  // The reference lists the configuration set of a call beside its identity.
  SendEmail: ['ses:SendEmail identity as the sender', 'ses:SendEmail configuration set as the sender'],
  // Systems Manager guide, restricting decryption of SecureStrings: the account's own key for them decrypts for all.
  GetPostalSecret: ['ssm:GetParameter postal secret'],
  GetSmsSecret: ['ssm:GetParameter sms secret'],
  GetVnpaySecret: ['ssm:GetParameter vnpay secret'],
  GetDvcqgSecret: ['ssm:GetParameter dvcqg secret'],

  // The rest Lambda does in the function's role. Its guide on SQS: the managed policy for queues has these three.
  PollCalendar: polling('calendar'),
  PollNotifications: polling('notifications'),
  PollPostal: polling('postal'),
  PollRetention: polling('retention'),
  PollStatistics: polling('statistics'),
  // DynamoDB guide, "IAM policy to allow an AWS Lambda function to access DynamoDB stream records".
  ReadStream: [
    'dynamodb:DescribeStream stream',
    'dynamodb:GetRecords stream',
    'dynamodb:GetShardIterator stream',
    'dynamodb:ListStreams stream',
    'kms:Decrypt data key through dynamodb',
  ],
  // Lambda guide, asynchronous invocation.
  GiveUp: ['sqs:SendMessage failures queue'],
  // Lambda guide, CloudWatch Logs, whose group is there already.
  Log: ['logs:CreateLogStream own log', 'logs:PutLogEvents own log'],
} as const satisfies Record<string, readonly string[]>;

function polling(queue: string): readonly string[] {
  return [
    `sqs:ReceiveMessage ${queue} queue`,
    `sqs:DeleteMessage ${queue} queue`,
    `sqs:GetQueueAttributes ${queue} queue`,
  ];
}

/** What each function calls, read from its code; a change looks besides for the kept answer of a repeat. */
const callsOf = {
  'list-procedures': ['GetItem', 'CountCall'],
  'read-procedure': ['GetItem', 'CountCall'],
  'list-agencies': [],
  'list-units': [],
  'list-supplement-reasons': [],
  'quote-fees': ['GetItem'],
  'create-draft': ['GetItem', 'TransactPut'],
  'fill-form': ['GetItem', 'Query', 'TransactPut'],
  'declare-document': ['GetItem', 'Query', 'TransactPut', 'PostObjectWithTags', 'CountCall'],
  'remove-document': ['GetItem', 'Query', 'TransactPut', 'TransactDelete'],
  'open-document': ['Query', 'PutItem', 'GetObjectVersion', 'GetSheetVersion'],
  'submit-dossier': ['GetItem', 'Query', 'TransactPut', 'TransactCheck'],
  'read-receipt': ['GetItem', 'Query'],
  'read-dossier': ['Query', 'PutItem'],
  'read-deadline': ['Query'],
  'read-history': ['Query', 'PutItem'],
  'list-own-dossiers': ['QueryOwner', 'BatchGetItem'],
  'open-intake': ['GetItem', 'TransactPut'],
  'receive-intake': ['GetItem', 'Query', 'TransactPut'],
  'list-worklist': ['Query', 'QueryWorklist', 'QueryPlace', 'BatchGetItem'],
  'count-worklists': ['Query', 'QueryWorklist', 'QueryPlace'],
  'search-dossiers': ['GetItem', 'Query', 'QueryFind', 'BatchGetItem'],
  'preview-supplement': ['Query'],
  'apply-transition': ['GetItem', 'Query', 'TransactPut', 'TransactCheck', 'TransactUpdate'],
  'assign-dossiers': ['GetItem', 'Query', 'TransactPut'],
  'answer-consultation': ['GetItem', 'Query', 'TransactPut'],
  'record-absence': ['GetItem', 'TransactPut'],
  'end-absence': ['GetItem', 'Query', 'TransactPut'],
  'list-absences': ['Query'],
  'declare-result': ['GetItem', 'Query', 'TransactPut', 'PostObjectWithTags'],
  'sign-result': ['GetItem', 'Query', 'GetObjectVersion', 'Sign', 'PutSheet', 'TransactPut'],
  'open-result': ['Query', 'PutItem', 'GetSheetVersion'],
  'list-results': ['QueryLog', 'BatchGetItem'],
  'list-own-results': ['QueryOwner', 'BatchGetItem'],
  'reuse-result': ['GetItem', 'Query', 'QueryLog', 'BatchGetItem', 'TransactPut'],
  'start-payment': [
    'GetItem',
    'Query',
    'TransactPut',
    'TransactCheck',
    'TransactUpdate',
    'GetVnpaySecret',
    'GetDvcqgSecret',
  ],
  'read-payments': ['Query'],
  'record-refund': ['GetItem', 'Query', 'TransactPut'],
  'end-fee-receipt': ['GetItem', 'Query', 'TransactPut', 'TransactUpdate'],
  'open-sheet': ['Query', 'GetItem', 'PutItem', 'Sign', 'PutSheet', 'GetSheetVersion'],
  'open-register': ['QueryLog', 'BatchGetItem', 'GetItem', 'PutItem', 'Sign', 'PutSheet', 'GetSheetVersion'],
  'explain-difference': ['GetItem', 'Query', 'TransactPut'],
  'list-reconciliations': ['Query'],
  'list-events': ['QueryLog'],
  'list-dossier-events': ['Query'],
  'list-readings': ['QueryLog'],
  'read-calendar': ['GetItem', 'Query'],
  'list-calendar-versions': ['Query'],
  'preview-calendar': ['Query', 'QueryDue', 'BatchGetItem'],
  'change-calendar': ['GetItem', 'Query', 'TransactPut'],
  'list-feedback': ['QueryWorklist', 'BatchGetItem'],
  'answer-feedback': ['GetItem', 'Query', 'TransactPut'],
  'read-timeline': ['GetItem', 'Query'],
  'send-feedback': ['GetItem', 'Query', 'TransactPut'],
  'list-dossier-feedback': ['Query'],
  'rate-dossier': ['GetItem', 'Query', 'TransactPut'],
  'rate-by-receipt': ['GetItem', 'Query', 'TransactPut', 'CountCall'],
  'read-tracking-page': [],
  'track-dossier': ['GetItem', 'Query', 'CountCall'],
  'verify-paper': ['GetItem', 'Query', 'QueryLog', 'BatchGetItem', 'CountCall'],
  'read-verification-page': [],
  'change-delivery': ['GetItem', 'Query', 'TransactPut'],
  'open-hand-over': ['GetItem', 'Query', 'TransactPut'],
  'change-hand-over': ['GetItem', 'Query', 'TransactPut'],
  'read-hand-over': ['GetItem'],
  'list-hand-overs': ['Query'],
  'draw-destruction-list': ['GetItem', 'Query', 'BatchGetItem', 'TransactPut'],
  'decide-destruction-list': ['GetItem', 'TransactPut'],
  'read-destruction-list': ['GetItem'],
  'list-destruction-lists': ['Query'],
  'change-hold': ['GetItem', 'BatchGetItem', 'TransactPut', 'TransactCheck'],
  'read-hold': ['GetItem', 'BatchGetItem'],
  'list-notifications': ['Query'],
  'receive-sms-callback': ['GetItem', 'Query', 'TransactPut', 'GetSmsSecret'],
  'receive-postal-callback': ['GetItem', 'Query', 'TransactPut', 'GetPostalSecret'],
  'read-catalogue-figures': ['GetItem', 'CountCall'],
  'read-figures': ['GetItem', 'Query', 'CountCall'],
  'compare-periods': ['Query', 'CountCall'],
  'read-report': ['GetItem', 'Query'],
  'read-revenue': ['Query'],
  'read-indicators': ['GetItem', 'Query'],
  'list-candidates': ['GetItem', 'Query', 'BatchGetItem'],
  'list-counted-dossiers': ['Query'],
  'receive-vnpay-callback': ['GetItem', 'Query', 'TransactPut', 'TransactUpdate', 'GetVnpaySecret'],
  'receive-dvcqg-callback': ['GetItem', 'Query', 'TransactPut', 'TransactUpdate', 'GetDvcqgSecret'],
  'read-dashboard': [],
  'read-openapi': [],
  'read-asyncapi': [],
  'read-reference': [],
  'read-reference-script': [],
  'publish-events': ['ReadStream', 'Publish'],
  'examine-document': ['GetItem', 'GetObjectVersion', 'PutItem', 'GiveUp'],
  'sweep-documents': [
    'QueryDue',
    'GetItem',
    'GetTagsIfThere',
    'SendObjectMalwareScan',
    'GetObjectVersion',
    'PutItem',
    'GiveUp',
  ],
  'keep-documents': ['PollRetention', 'Query', 'GetTagsOfVersion', 'PutTagsOfVersion'],
  'notify-applicant': ['PollNotifications', 'Query', 'PutItem', 'SendEmail', 'GetSmsSecret'],
  'follow-mail': ['GetItem', 'Query', 'TransactPut', 'GetSmsSecret', 'GiveUp'],
  'order-delivery': ['PollPostal', 'Query', 'TransactPut', 'GetPostalSecret'],
  'retry-deliveries': ['QueryDue', 'Query', 'TransactPut', 'GetPostalSecret', 'GiveUp'],
  'follow-payments': [
    'QueryDue',
    'GetItem',
    'Query',
    'TransactPut',
    'TransactUpdate',
    'GetVnpaySecret',
    'GetDvcqgSecret',
    'GiveUp',
  ],
  'reconcile-payments': [
    'QueryLog',
    'GetItem',
    'Query',
    'TransactPut',
    'TransactUpdate',
    'GetVnpaySecret',
    'GetDvcqgSecret',
    'GiveUp',
  ],
  'end-unpaid': ['QueryDue', 'Query', 'TransactPut', 'GiveUp'],
  'follow-supplements': ['QueryDue', 'Query', 'TransactPut', 'GiveUp'],
  'watch-due-days': ['QueryDue', 'Query', 'TransactPut', 'GiveUp'],
  'end-silent-consultations': ['QueryDue', 'Query', 'TransactPut', 'GiveUp'],
  'apply-calendar': ['PollCalendar', 'GetItem', 'BatchGetItem', 'Query', 'QueryDue', 'TransactPut'],
  'watch-calendar': ['Query', 'GiveUp'],
  'project-events': ['PollStatistics', 'BatchGetItem', 'TransactPut', 'TransactUpdate'],
  'watch-readings': ['QueryLog', 'GiveUp'],
  'destroy-dossiers': [
    'QueryDue',
    'GetItem',
    'BatchGetItem',
    'Query',
    'TransactPut',
    'TransactCheck',
    'TransactDelete',
    'ListVersions',
    'DeleteVersions',
    'GiveUp',
  ],
  'seal-log': ['QueryLog', 'GetSeal', 'PutSeal', 'SignSeal', 'GiveUp'],
} as const satisfies Record<string, readonly (keyof typeof calls)[]>;

/** What each function needs, by the id of its contract: no less and no more. */
export const needs: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(callsOf).map(([id, made]) => [
    id,
    [...new Set([...made, 'Log' as const].flatMap((call) => calls[call]))].sort(),
  ]),
);
