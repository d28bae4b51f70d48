import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { aws, type Check } from './check.ts';

/** In the sandbox SES sends to verified addresses only (SES developer guide, "Request production access"). */
export const sandbox: Check = {
  name: 'SES sandbox',
  needs: ['ses:GetAccount'],
  look: async (place) => {
    const { ProductionAccessEnabled, SendingEnabled } = await new SESv2Client(place.connection).send(
      new GetAccountCommand({}),
    );
    if (!ProductionAccessEnabled)
      return {
        verdict: 'missing',
        says: 'SES is in its sandbox: no e-mail reaches an applicant.',
        command: aws(
          place,
          `sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url ${place.settings.cors.origins[0]}`,
        ),
      };
    return SendingEnabled
      ? { verdict: 'ok', says: 'SES may send to anybody.' }
      : {
          verdict: 'missing',
          says: 'Sending is switched off for the account.',
          command: aws(place, 'sesv2 put-account-sending-attributes --sending-enabled'),
        };
  },
};

/** The functions send as the domain of the sender, so the domain is the identity that SES must have verified. */
export const sender: Check = {
  name: 'SES sender',
  needs: ['ses:GetEmailIdentity'],
  look: async (place) => {
    const domain = place.settings.email.sender.replace(/^.*@/, '');
    try {
      const { VerifiedForSendingStatus } = await new SESv2Client(place.connection).send(
        new GetEmailIdentityCommand({ EmailIdentity: domain }),
      );
      return VerifiedForSendingStatus
        ? { verdict: 'ok', says: `${domain} is verified.` }
        : {
            verdict: 'missing',
            says: `${domain} waits for its DNS: <token>._domainkey.${domain} CNAME <token>.dkim.amazonses.com, for each token.`,
            command: aws(
              place,
              `sesv2 get-email-identity --email-identity ${domain} --query DkimAttributes.Tokens`,
            ),
          };
    } catch (error) {
      if (!(error instanceof NotFoundException)) throw error;
      return {
        verdict: 'missing',
        says: `SES does not know ${domain}.`,
        command: aws(place, `sesv2 create-email-identity --email-identity ${domain}`),
      };
    }
  },
};
