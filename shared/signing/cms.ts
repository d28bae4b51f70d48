import { createHash } from 'node:crypto';
import {
  type AsnType,
  Constructed,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  OctetString,
  Sequence,
  Set as SetOf,
} from 'asn1js';
import type { Signer } from './signer.ts';

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

const sequence = (...value: AsnType[]) => new Sequence({ value });
const setOf = (...value: AsnType[]) => new SetOf({ value });
const octets = (valueHex: Uint8Array) => new OctetString({ valueHex: Uint8Array.from(valueHex).buffer });
const oid = (value: string) => new ObjectIdentifier({ value });
const der = (type: AsnType) => new Uint8Array(type.toBER());
/** A context tag in place of the type's own, or around it. */
const tagged = (tagNumber: number, value: AsnType[]) =>
  new Constructed({ idBlock: { tagClass: 3, tagNumber }, value });

/** Object identifiers of RFC 5652 (CMS), RFC 5035 (ESS) and RFC 5754 (its algorithms, and their parameters). */
const ID_DATA = '1.2.840.113549.1.7.1';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const sha256Algorithm = () => sequence(oid('2.16.840.1.101.3.4.2.1'));
const rsaWithSha256 = () => sequence(oid('1.2.840.113549.1.1.11'), new Null());

const partsOf = (type: AsnType | undefined): AsnType[] =>
  type instanceof Constructed ? type.valueBlock.value : [];

/** Issuer and serial number, by which CMS names a certificate (RFC 5280, 4.1: a version may come before them). */
function nameOf(certificate: AsnType): AsnType {
  const fields = partsOf(partsOf(certificate)[0]);
  const [serial, , issuer] = fields.slice(fields[0] instanceof Integer ? 0 : 1);
  if (!serial || !issuer) throw new Error('this is no certificate');
  return sequence(issuer, serial);
}

const attribute = (type: string, value: AsnType) => sequence(oid(type), setOf(value));

/** As DER has the members of a set: by their bytes (X.690, 11.6). */
const inOrder = (members: AsnType[]): AsnType[] =>
  members.toSorted((one, other) => Buffer.compare(der(one), der(other)));

/**
 * A detached CMS signature of a PDF's byte range as PAdES asks for it (ETSI EN 319 142-1, 6.3, level B-B): the signing
 * certificate is part of what is signed, and the time is not, for it stands in the dictionary of the signature.
 * @param digest SHA-256 of the byte range
 */
export async function signatureOf(digest: Uint8Array, { chain, sign }: Signer): Promise<Uint8Array> {
  const [own] = chain;
  if (!own) throw new Error('a signer has a certificate');
  const certificates = chain.map((one) => fromBER(one).result);
  const signed = inOrder([
    attribute(CONTENT_TYPE, oid(ID_DATA)),
    attribute(MESSAGE_DIGEST, octets(digest)),
    // The hash's algorithm is the one that stands in none (RFC 5035, section 4).
    attribute(SIGNING_CERTIFICATE_V2, sequence(sequence(sequence(octets(sha256(own)))))),
  ]);
  const signer = sequence(
    new Integer({ value: 1 }),
    nameOf(fromBER(own).result),
    sha256Algorithm(),
    tagged(0, signed),
    rsaWithSha256(),
    octets(await sign(sha256(der(setOf(...signed))))),
  );
  const signedData = sequence(
    new Integer({ value: 1 }),
    setOf(sha256Algorithm()),
    sequence(oid(ID_DATA)),
    tagged(0, inOrder(certificates)),
    setOf(signer),
  );
  return der(sequence(oid(SIGNED_DATA), tagged(0, [signedData])));
}
