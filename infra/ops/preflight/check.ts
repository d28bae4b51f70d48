import type { Settings } from '../../settings/shape.ts';

/** Where a stage is to be deployed, and as whom. */
export type Place = {
  readonly settings: Settings;
  /** Account of the caller's credentials. */
  readonly account: string;
  /** How clients of AWS are made. */
  readonly connection: Connection;
};

export type Connection = { readonly region: string; readonly profile?: string };

/** What a check found, in one sentence. */
export type Finding =
  | { readonly verdict: 'ok'; readonly says: string }
  /** Not there: the command puts it there, or shows what is amiss where no command of ours can. */
  | { readonly verdict: 'missing'; readonly says: string; readonly command: string }
  /** AWS tells nobody: whom it concerns finds it out by the command. */
  | { readonly verdict: 'ask'; readonly says: string; readonly command: string };

/** Something that must be there before a deploy. Looking changes nothing. */
export type Check = {
  readonly name: string;
  /** IAM actions that it takes to look. */
  readonly needs: readonly string[];
  readonly look: (place: Place) => Promise<Finding>;
};

/** A command of the AWS CLI that works where the check has looked. */
export const aws = ({ connection: { region, profile } }: Place, command: string): string =>
  `aws ${command} --region ${region}${profile ? ` --profile ${profile}` : ''}`;
