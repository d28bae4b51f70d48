import type { PartnerId } from '../shared/partners.ts';
import type { Settings } from './settings/shape.ts';

/**
 * The name of the parameter that holds the key shared with a partner, encrypted by `alias/aws/ssm`. An operator puts it
 * there, since CloudFormation makes no SecureString (its reference of AWS::SSM::Parameter). It costs nothing, and neither
 * does reading it (Systems Manager pricing: standard parameters, standard throughput).
 */
export const partnerSecretName = ({ stage }: Pick<Settings, 'stage'>, partner: PartnerId): string =>
  `/motcua/${stage}/partners/${partner}`;
