import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  X509Certificate,
} from 'node:crypto';
import {
  type AsnType,
  BitString,
  Constructed,
  fromBER,
  GeneralizedTime,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as SetOf,
  Boolean as Truth,
  Utf8String,
} from 'asn1js';
import * as z from 'zod';
import type { State } from './state.ts';

const sequence = (...value: AsnType[]) => new Sequence({ value });
const oid = (value: string) => new ObjectIdentifier({ value });
const der = (type: AsnType) => Buffer.from(type.toBER());
const bits = (bytes: Buffer, unusedBits = 0) =>
  new BitString({ valueHex: Uint8Array.from(bytes).buffer, unusedBits });
const tagged = (tagNumber: number, ...value: AsnType[]) =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
const rsaWithSha256 = () => sequence(oid('1.2.840.113549.1.1.11'), new Null());

/** A name of country, organisation and common name (RFC 5280, 4.1.2.4). */
const nameOf = (organisation: string, name: string) =>
  sequence(
    ...[
      ['2.5.4.6', 'VN'],
      ['2.5.4.10', organisation],
      ['2.5.4.3', name],
    ].map(
      ([type = '', value = '']) => new SetOf({ value: [sequence(oid(type), new Utf8String({ value }))] }),
    ),
  );

/** Basic constraints, and what the key is used for, first bit first (RFC 5280, 4.2.1.3 and 4.2.1.9). */
const extensions = (isAuthority: boolean) => {
  const critical = (type: string, value: AsnType) =>
    sequence(
      oid(type),
      new Truth({ value: true }),
      new OctetString({ valueHex: Uint8Array.from(der(value)).buffer }),
    );
  return sequence(
    critical('2.5.29.19', sequence(...(isAuthority ? [new Truth({ value: true })] : []))),
    critical('2.5.29.15', isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0xc0]), 6)),
  );
};

type Subject = {
  readonly organisation: string;
  readonly name: string;
  readonly key: KeyObject;
  readonly isAuthority: boolean;
};

const AUTHORITY = 'Cơ quan chứng thực (máy này)';

/** A certificate of ten years, that the authority's key signs. */
function certificate(
  { organisation, name, key, isAuthority }: Subject,
  authority: KeyObject,
): X509Certificate {
  const publicKey = key.export({ type: 'spki', format: 'der' });
  const statement = sequence(
    tagged(0, new Integer({ value: 2 })),
    new Integer({ value: createHash('sha256').update(publicKey).digest().readUIntBE(0, 6) }),
    rsaWithSha256(),
    nameOf(AUTHORITY, AUTHORITY),
    sequence(
      ...[2021, 2031].map((year) => new GeneralizedTime({ valueDate: new Date(Date.UTC(year, 0, 1)) })),
    ),
    nameOf(organisation, name),
    fromBER(Uint8Array.from(publicKey)).result,
    tagged(3, extensions(isAuthority)),
  );
  const signature = sign('sha256', der(statement), authority);
  return new X509Certificate(der(sequence(statement, rsaWithSha256(), bits(signature))));
}

/** Stands in for the authority that certifies the keys of agencies (Luật Giao dịch điện tử 20/2023/QH15 Điều 22). */
export type CertificationStandIn = {
  /** Certificates as PEM: the agency's, and the authority's own. @param publicKey SubjectPublicKeyInfo as DER */
  certify(agencyName: string, publicKey: Uint8Array): string;
};

const Kept = z.object({ privateKey: z.string() });

/** The key of the last run, so that certificates outlive a restart; a new one when there was none. */
export function openCertification(state: State): CertificationStandIn {
  const kept = Kept.safeParse(state.read());
  const { privateKey } = kept.success
    ? kept.data
    : generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      });
  if (!kept.success) state.write({ privateKey });
  const authority = createPrivateKey(privateKey);
  const own = {
    organisation: AUTHORITY,
    name: AUTHORITY,
    key: createPublicKey(privateKey),
    isAuthority: true,
  };
  const root = certificate(own, authority);
  return {
    certify: (agencyName, publicKey) => {
      const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
      const subject = { organisation: agencyName, name: agencyName, key, isAuthority: false };
      return `${certificate(subject, authority)}${root}`;
    },
  };
}
