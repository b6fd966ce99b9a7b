import type { Severity } from '../claim';
import type { Tier } from '../entrances';
import { allow, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy } from '../examples';
import { reachCheck, type Asked, type Harmless, type Worth } from '../reach-probes';
import { cwe, references } from '../references';
import { registration } from '../registration';
import { severityFor } from '../severities';
import { read } from '../../world/gap';

const domain = 'arn:aws:es:us-east-1:111122223333:domain/orders';

/** Users whom somebody invited are who such a console is for. */
const whoeverRegisters = (capability: 'K3' | 'K4') => (tier: Tier): Severity => (tier === 'A0' || tier === 'A1' ? (severityFor(tier, capability) ?? 'info') : 'info');

const withinDomain = (capability: 'K3' | 'K4') => ({ way, pool }: Asked): Worth | Harmless => {
  const { tier, provider } = way.entrance;
  const isOpen = tier === 'A0' || tier === 'A1' || (tier === 'A2' && provider !== undefined && read(registration(provider, pool.world).open));
  if (!isOpen) return { which: 'is for people whom somebody invited' };
  return { capability, confidence: 'plausible', unread: ['whether the domain or the dashboards themselves let this role in'] };
};

export const searchConsoles = reachCheck({
  code: 'PER-25',
  name: 'search-consoles',
  title: 'Anyone who registers reaches a search or reporting console',
  severityRule: 'Anonymous and self-registered actors × others’ data; plausible, since the console’s own permissions were not read.',
  docs: {
    what: 'A role that the pool gives lets its session talk to an OpenSearch domain or collection, or register with QuickSight and open dashboards, and people get that role without anybody having invited them. The check asks IAM for the request.',
    why: 'OpenSearch Dashboards with a hosted sign-in page is a common set-up, and self sign-up is a setting of the user pool that is easily left on. The page then lets everybody in who makes an account, and everything that was indexed is behind it.',
    falsePositives: 'Fine-grained access control of the domain, or QuickSight’s own users and groups, may let the role see nothing: the finding is plausible, and says so. Where only administrators create users, it is no finding.',
    fix: 'Close sign-up, or give the console’s permissions to a role of a group.',
  },
  references: [references.selfSignUp, cwe(287)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'whoever signs up searches a domain', world: withPolicy(signedInRole, [allow('es:ESHttp*', `${domain}/*`)]), severity: 'high' },
      { title: 'whoever signs up may only read it', world: withPolicy(signedInRole, [allow('es:ESHttpGet', `${domain}/*`)]), severity: 'high' },
      { title: 'whoever signs up reaches any collection', world: withPolicy(signedInRole, [allow('aoss:APIAccessAll')]), severity: 'high' },
      { title: 'whoever signs up registers with QuickSight', world: withPolicy(signedInRole, [allow('quicksight:*')]), severity: 'high' },
    ],
    passes: [
      { title: 'roles reach no console', world: notesWorld },
      { title: 'users are invited', world: invitationOnly(withPolicy(signedInRole, [allow('es:ESHttp*', `${domain}/*`)])) },
      { title: 'AWS’s session policies hold the guest', world: withPolicy(guestRole, [allow('es:ESHttp*', `${domain}/*`)]) },
    ],
  },
  classes: [
    {
      actions: ['es:ESHttpPost', 'es:ESHttpPut', 'es:ESHttpDelete', 'es:ESHttpPatch', 'aoss:APIAccessAll'],
      does: 'search and change what was indexed',
      worth: withinDomain('K4'),
      severity: whoeverRegisters('K4'),
    },
    {
      actions: ['es:ESHttpGet', 'es:ESHttpHead', 'aoss:DashboardsAccessAll', 'quicksight:RegisterUser', 'quicksight:GetDashboardEmbedUrl', 'quicksight:GetSessionEmbedUrl', 'quicksight:GenerateEmbedUrlForRegisteredUser'],
      does: 'open reports and searches',
      worth: withinDomain('K3'),
      severity: whoeverRegisters('K3'),
    },
  ],
  fixSummary: (role) => `Take the search and reporting consoles from ${role}.`,
  fixWarning: 'People who use the console need a role of their own then: that of a group, chosen by the token.',
});
