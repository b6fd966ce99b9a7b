import { configurationOf } from '../../engine/outside-provider';
import type { OpenIdConfiguration, UserPool } from '../../world/resources';
import { get, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { notesWorld, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import { cwe, references } from '../references';
import { poolName, trustedUserPools, type TrustedUserPool } from '../user-pool-subjects';

const domain = 'auth.notes.example';

/** The notes app with a domain of its own for its sign-in pages, at which this answers. */
function answering(answer: Omit<OpenIdConfiguration, 'Url'>): World {
  return put(withUserPool({ CustomDomain: domain }), 'Lifeguard::OpenIdConfiguration', configurationOf(domain), { Url: configurationOf(domain), ...answer });
}

export const danglingDomain = check<TrustedUserPool>({
  code: 'UPL-25',
  name: 'dangling-domain',
  title: 'The sign-in pages’ own domain leads nowhere',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Low, and latent: somebody has to take the name first.',
  docs: {
    what: 'The user pool has a domain of your own for its sign-in pages, and the name does not exist, or points at a bucket or a site that nobody has taken. The check asks who is there.',
    why: 'Applications and old links still send people to that name to sign in. Whoever gets it shows them a page that looks like yours, and reads their passwords.',
    falsePositives: 'A name that only a company’s own network knows does not exist from outside. The question goes to the internet and is asked only with --public-keys; until then nobody can tell, and this is unknown.',
    fix: 'Point the name at the user pool again, or delete the domain from the user pool and from every application.',
  },
  references: [{ title: 'Amazon Cognito: using your own domain for managed login', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html' }, references.dnsTakeover, cwe(350)],
  examples: {
    fails: [
      { title: 'there is no host of that name', world: answering({}), severity: 'low' },
      { title: 'the name points at a bucket that nobody has', world: answering({ Status: 404, Unclaimed: 'S3 bucket' }), severity: 'low' },
    ],
    passes: [
      { title: 'the sign-in pages answer', world: answering({ Status: 404 }) },
      { title: 'the user pool has no domain of its own', world: notesWorld },
    ],
  },
  subjects: trustedUserPools,
  probes({ provider }, pool): readonly Attempt[] {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId);
    if (userPool?.CustomDomain === undefined) return [];
    return [arrival(userPool, userPool.CustomDomain, get(pool.world, 'Lifeguard::OpenIdConfiguration', configurationOf(userPool.CustomDomain)))];
  },
  fix({ provider }, pool) {
    const world = patch(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId, { CustomDomain: undefined });
    return { summary: 'Delete the domain, or point its name at the user pool again.', world, warning: 'Applications that send people there must use another domain first.' };
  },
});

/** The auditor asks which domain the user pool has, and who is there. */
function arrival(userPool: UserPool, name: string, answer: OpenIdConfiguration | undefined): Probe {
  const isHostGone = answer !== undefined && answer.Status === undefined;
  const has = { call: 'describe-user-pool', holds: ({ UserPool: told }: Readonly<Record<string, unknown>>) => (told as UserPool).CustomDomain === name };
  const what = answer?.Unclaimed === undefined ? 'there is no host of that name' : `it points at ${/^[AS]/.test(answer.Unclaimed) ? 'an' : 'a'} ${answer.Unclaimed} that nobody has`;
  return {
    title: `The auditor asks who is at ${name}`,
    people: { auditor: cast.operator },
    calls: [
      auditorAsks('describe-user-pool', 'cognito-idp:DescribeUserPool', { UserPoolId: userPool.Id }),
      { ...auditorAsks('ask-domain', 'outside-provider:GetConfiguration', { Provider: name }, { goesOn: true }), signedBy: 'unsigned' },
    ],
    proves: isHostGone ? { ends: 'ok', told: [has], refused: [{ call: 'ask-domain' }] } : { ends: 'ok', told: [has, { call: 'ask-domain', holds: ({ Unclaimed }) => Unclaimed !== undefined }] },
    otherwise: `${poolName(userPool)} sends nobody to a name that another could take.`,
    claim: { severity: 'low', confidence: 'latent', actor: 'anonymous', message: `Whoever takes ${name} shows the sign-in page of ${poolName(userPool)} to its users: ${what}.` },
  };
}
