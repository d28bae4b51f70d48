import type { Check } from './check.ts';

/**
 * SQS refuses the policy of a queue whose principal does not exist (IAM user guide, troubleshooting policies, on invalid
 * principals), and no call that changes nothing tells whether an account of somebody else's does.
 */
export const departments: Check = {
  name: 'departments',
  needs: [],
  look: async ({ settings: { departments } }) =>
    departments.length === 0
      ? { verdict: 'ok', says: 'No department subscribes.' }
      : {
          verdict: 'ask',
          says: `AWS tells nobody which accounts there are, and refuses to deploy one that is not: let each department confirm its own, ${departments
            .map(({ agency, awsAccount }) => `${agency} ${awsAccount}`)
            .join(', ')}.`,
          command: 'aws sts get-caller-identity --query Account',
        },
};
