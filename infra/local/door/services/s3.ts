import type { Answer, Request } from '../../http.ts';
import type { Authorize, ContextValues } from '../../iam/authorize.ts';
import type { Understand } from '../call.ts';
import { headersOf, type ObjectAddress, type Objects, type Version } from '../objects.ts';
import { existingTags, requestTags, tagsOfXml, xmlOfTags } from '../tags.ts';
import { AwsError, unsupported, xmlAnswer } from '../wire.ts';

/** Query parameters by which a reader names the headers it wants in the answer (API reference of GetObject). */
const overriding: Readonly<Record<string, string>> = {
  'response-content-type': 'content-type',
  'response-content-disposition': 'content-disposition',
};

const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
export const objectArn = ({ bucket, key }: ObjectAddress): string => `${bucketArn(bucket)}/${key}`;

/** Where in S3 a request points: path-style, `/<bucket>/<key>`. */
function addressOf({ path }: Request): ObjectAddress {
  const [, bucket = '', ...rest] = path.split('/').map(decodeURIComponent);
  return { bucket, key: rest.join('/') };
}

export const versionHeader = ({ id }: Version): Record<string, string> =>
  id === 'null' ? {} : { 'x-amz-version-id': id };

/** Headers of S3's own that a put may have: of its signature and of its checksum. */
const ofPut =
  /^x-amz-(user-agent|content-sha256|date|security-token|checksum-sha256|sdk-checksum-algorithm)$/;

/** S3: what is put into a bucket and read from it, and how its objects are tagged. Uploads come as forms (`upload.ts`). */
export const s3 =
  (
    objects: Objects,
    authorize: Authorize,
    onStored: (address: ObjectAddress, version: Version) => void,
  ): Understand =>
  (request, principal) => {
    const parameters = new URLSearchParams(request.query);
    const versionId = parameters.get('versionId') ?? undefined;
    const address = addressOf(request);
    const found = objects.version(address, versionId);
    const resource = objectArn(address);
    const seen = existingTags(found?.tags ?? {});
    /** Actions on a version that is named have `Version` in their name. */
    const named = versionId === undefined ? '' : 'Version';

    /** To whom may not list a bucket, S3 does not say that a key is not there (API reference of GetObject). */
    const existing = async (): Promise<Version> => {
      if (found) return found;
      const listing = { action: 's3:ListBucket', resource: bucketArn(address.bucket) };
      if ((await authorize(principal, listing)).allowed)
        throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.');
      const message = 'Access Denied: without s3:ListBucket nobody is told that a key does not exist';
      throw new AwsError('AccessDenied', 403, message);
    };
    const call = (
      name: string,
      action: string,
      context: ContextValues,
      act: (version: Version) => Answer | Promise<Answer>,
    ) => ({
      service: 's3' as const,
      operation: `s3:${name}`,
      needs: [{ action: `s3:${action}`, resource, context }],
      act: async () => act(await existing()),
    });

    switch (`${request.method}${parameters.has('tagging') ? ' tagging' : ''}`) {
      case 'GET':
        return call('GetObject', `GetObject${named}`, seen, async (version) => {
          const wanted = Object.entries(overriding).flatMap(([parameter, header]) => {
            const value = parameters.get(parameter);
            return value === null ? [] : [[header, value]];
          });
          const { eTag: etag, headers } = version;
          return {
            status: 200,
            headers: { ...headers, etag, ...versionHeader(version), ...Object.fromEntries(wanted) },
            body: await objects.bytesOf(address, version),
          };
        });
      case 'PUT': {
        const more = Object.keys(request.headers).find((name) => /^x-amz-/.test(name) && !ofPut.test(name));
        if (more) throw unsupported('s3', `PutObject with ${more}`);
        const headers = headersOf(Object.entries(request.headers), request.body);
        return {
          service: 's3',
          operation: 's3:PutObject',
          needs: [{ action: 's3:PutObject', resource }],
          act: async () => {
            const version = await objects.put(address, { headers, tags: {}, body: request.body });
            onStored(address, version);
            return { status: 200, headers: { etag: version.eTag, ...versionHeader(version) }, body: '' };
          },
        };
      }
      case 'GET tagging':
        return call('GetObjectTagging', `GetObject${named}Tagging`, seen, (version) =>
          xmlAnswer(200, xmlOfTags(version.tags), versionHeader(version)),
        );
      case 'PUT tagging': {
        const tags = tagsOfXml(request.body.toString());
        const context = { ...seen, ...requestTags(tags) };
        return call('PutObjectTagging', `PutObject${named}Tagging`, context, (version) => {
          objects.setTags(address, version, tags);
          return { status: 200, headers: versionHeader(version), body: '' };
        });
      }
      default:
        throw unsupported('s3', `${request.method} ${request.path}${request.query && `?${request.query}`}`);
    }
  };
