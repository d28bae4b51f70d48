import * as z from 'zod';
import type { Costs } from '../kind.ts';
import { line } from '../line.ts';
import { requestsOf } from './compute.ts';

const WebAcl = z.object({ Rules: z.array(z.unknown()) });

/** A web ACL, each of its rules, be it a group that AWS keeps, and the requests that it looks at (WAF pricing). */
export const firewallCosts: Costs = ({ properties }, { usage, load }) => [
  line('web ACLs', 1, 'waf.aclMonth'),
  line('rules of web ACLs', WebAcl.parse(properties).Rules.length, 'waf.ruleMonth'),
  line('requests looked at', requestsOf(usage) * load.filed, 'waf.request'),
];

/** Requests from Asia; what is answered is counted as the API's, at no less (CloudFront pricing). */
export const distributionCosts: Costs = (_, { usage, load }) => [
  line('requests at the edge', requestsOf(usage) * load.filed, 'cloudfront.httpsRequest'),
];
