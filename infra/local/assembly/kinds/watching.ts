import { arnOf, type Kind, notRun } from '../kind.ts';

/** CloudWatch, and the budget. */
export const watching = {
  'AWS::Budgets::Budget': { properties: notRun },
  'AWS::CloudWatch::Alarm': {
    properties: notRun,
    named: 'AlarmName',
    arn: (self) => arnOf(self, 'cloudwatch', `alarm:${self.name}`),
  },
  'AWS::Logs::LogGroup': {
    properties: notRun,
    named: 'LogGroupName',
    arn: (self) => arnOf(self, 'logs', `log-group:${self.name}:*`),
  },
} as const satisfies Record<string, Kind>;
