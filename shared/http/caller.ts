import * as z from 'zod';
import type { PartnerId } from '../partners.ts';
import { type Callers, type OfficerRole, officerRoles } from './operation.ts';
import { Problem } from './problems.ts';

/** A person or business that files: known to the national identity provider. */
export type Applicant = {
  readonly kind: 'applicant';
  /** The provider's `sub`: the owner of dossiers. */
  readonly subject: string;
  readonly accountType: 'citizen' | 'business';
  readonly name: string;
  /** The personal id or tax code that the provider vouches for, where it states one. */
  readonly number?: string;
  /** Whether the provider states that VNeID has verified the account. */
  readonly verified?: boolean;
};

/** An officer of an agency, in one role. */
export type Officer = {
  readonly kind: 'officer';
  readonly subject: string;
  readonly name: string;
  readonly role: OfficerRole;
  /** Code of the agency, e.g. `H25.03`. */
  readonly agency: string;
  /** The division in it, where the identity provider states one. */
  readonly division?: string;
  /** Whether the officer is away today, and for whom of the same role it stands in: not of the token, but looked up. */
  readonly away?: boolean;
  readonly covers?: readonly string[];
};

export type Anonymous = { readonly kind: 'anonymous' };
export type Partner = { readonly kind: 'partner'; readonly partner: PartnerId };
export type Caller = Applicant | Officer | Anonymous | Partner;

/** The callers that a contract lets in, as its use case sees them. */
export type CallerOf<Who extends Callers> = Who extends 'public'
  ? Anonymous
  : Who extends { readonly partner: PartnerId }
    ? Partner
    :
        | (Who extends { readonly applicants: true } ? Applicant : never)
        | (Who extends { readonly officers: readonly OfficerRole[] } ? Officer : never);

/**
 * How the claims of the identity provider become a caller: a setting, since the national portal and VNeID name
 * them each in their way (userinfo of Cổng DVCQG: `LoaiTaiKhoan` 1 citizen, 2 business).
 */
const ClaimName = z.union([z.string(), z.array(z.string()).min(1)]);

export const IdentitySettings = z.object({
  /** What each is called; of several names, the first that a token states. */
  claims: z.object({
    subject: z.string(),
    accountType: z.string(),
    fullName: z.string(),
    businessName: z.string(),
    personalId: ClaimName,
    taxCode: ClaimName,
    role: z.string(),
    agency: z.string(),
    /** An officer's division; a provider that knows none leaves it out. */
    division: z.string().optional(),
  }),
  accountTypes: z.record(z.string(), z.enum(['citizen', 'business'])),
  /** The claim that states how well an account was verified, and the levels that count as verified by VNeID. */
  verification: z.object({ claim: z.string(), levels: z.array(z.string()) }).optional(),
  roles: z.record(z.string(), z.enum(officerRoles)),
});
export type IdentitySettings = z.infer<typeof IdentitySettings>;

/** Claims as the JWT authorizer hands them on: it has checked signature, issuer, audience and time. */
export const Claims = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Claims = z.infer<typeof Claims>;

/** A record's own value: a claim must not reach what every object inherits. */
const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/**
 * The caller behind a token. An officer's token names role and agency; an applicant's its kind of account.
 * @throws Problem `caller-not-allowed` when the claims name neither
 */
export function callerFrom(claims: Claims, settings: IdentitySettings): Applicant | Officer {
  const claim = (names: string | readonly string[]): string =>
    [names]
      .flat()
      .map((name) => String(own(claims, name) ?? ''))
      .find(Boolean) ?? '';
  const { claims: names, accountTypes, verification, roles } = settings;
  const subject = claim(names.subject);
  const role = own(roles, claim(names.role));
  const agency = claim(names.agency);
  if (subject && role && agency) {
    const division = names.division && claim(names.division);
    return {
      kind: 'officer',
      subject,
      name: claim(names.fullName),
      role,
      agency,
      ...(division && { division }),
    };
  }
  const accountType = own(accountTypes, claim(names.accountType));
  if (!subject || !accountType) throw new Problem('caller-not-allowed');
  const isBusiness = accountType === 'business';
  const name = claim(isBusiness ? names.businessName : names.fullName);
  const number = claim(isBusiness ? names.taxCode : names.personalId);
  const verified = verification?.levels.includes(claim(verification.claim));
  return {
    kind: 'applicant',
    subject,
    accountType,
    name,
    ...(number && { number }),
    ...(verified && { verified }),
  };
}

/** Whether a contract lets a signed-in caller in. What is not stated is denied. */
export function isAllowed(callers: Callers, caller: Caller): boolean {
  if (callers === 'public') return true;
  if ('partner' in callers) return caller.kind === 'partner' && caller.partner === callers.partner;
  if (caller.kind === 'applicant') return callers.applicants === true;
  if (caller.kind === 'officer') return callers.officers?.includes(caller.role) === true;
  return false;
}
