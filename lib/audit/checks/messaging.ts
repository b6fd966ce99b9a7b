import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { isSpelledOut, isWide, reachCheck } from '../reach-probes';
import { cwe, references } from '../references';
import { severityFor } from '../severities';
import type { Severity } from '../claim';
import type { Tier } from '../entrances';

const topic = `arn:aws:sns:${notes.region}:${notes.account}:notes-shared`;
const identity = `arn:aws:ses:${notes.region}:${notes.account}:identity/notes.example`;

/** Text messages cost by the piece, and there is no end to them. */
const textMessages = (tier: Tier): Severity => (tier === 'A0' ? 'high' : (severityFor(tier, 'K2') ?? 'info'));

export const messaging = reachCheck({
  code: 'PER-14',
  name: 'messaging',
  title: 'A session sends messages in the account’s name',
  severityRule: 'Who gets the role × the bill and the name; high for anyone who can send text messages.',
  docs: {
    what: 'A role that the pool gives lets its session send text messages to any number, e-mail from the account’s domains, or push messages. The check asks IAM for it: for text messages by a request on no topic, as AWS takes it.',
    why: 'Text messages cost money by the piece, and mail from the company’s own domain passes every filter. An hour of it costs more than most bills, and a sender’s reputation does not come back.',
    falsePositives: 'Publishing to a topic that the policy names reaches its subscribers only, and is a remark.',
    fix: 'Send from a function that checks what is sent to whom, and how often; or name the topic.',
  },
  references: [references.iamRoles, cwe(770)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests send text messages', world: withPolicy(guestRole, [allow('sns:Publish')]), severity: 'high' },
      { title: 'users send mail from the company’s domain', world: withPolicy(signedInRole, [allow('ses:SendEmail', identity)]), severity: 'medium' },
      { title: 'invited users may do everything with SNS', world: invitationOnly(withPolicy(signedInRole, [allow('sns:*')])), severity: 'low' },
      { title: 'users send push messages', world: withPolicy(signedInRole, [allow('mobiletargeting:SendMessages')]), severity: 'medium' },
    ],
    passes: [
      { title: 'roles send nothing', world: notesWorld },
      { title: 'users publish to one topic', world: withPolicy(signedInRole, [allow('sns:Publish', topic)]) },
    ],
  },
  classes: [
    {
      actions: ['sns:Publish'],
      does: 'send text messages to any number',
      worth: ({ grant }) => (grant.scope === 'any' ? { capability: 'K2' } : { which: 'reaches subscribers of the account’s own topics only' }),
      severity: textMessages,
      asks: (wanted, { grant }) => (grant.scope === 'any' ? { ...wanted, resource: '*' } : wanted),
    },
    { actions: ['ses:Send*'], does: 'send mail in the account’s name', worth: { capability: 'K2' } },
    {
      actions: ['mobiletargeting:SendMessages', 'mobiletargeting:SendUsersMessages', 'sns:CreatePlatformEndpoint'],
      does: 'send push messages, or register devices for them',
      worth: ({ grant }) => (isWide(grant) || !isSpelledOut(grant) ? { capability: 'K2' } : { which: 'is an application that the policy names' }),
    },
  ],
});
