import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundles for the SDK's chain of credential sources. Lambda hands a function its credentials in the
 * environment; profiles, SSO and instance metadata would only be read at every cold start, for some 10 ms.
 */
export const defaultProvider = () => fromEnv();
