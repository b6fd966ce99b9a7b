import type { Call } from '../../engine/scenario';
import { get, patch, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { allow, invitationOnly, notesWorld, signedInRole, withPolicy, withUserPool } from '../examples';
import { cast } from '../people';
import { plainly } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe } from '../references';
import { newName, signUpCall } from '../sign-up';
import { describedPool, poolName, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';
import type { UserPool } from '../../world/resources';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const sensitive = { UsernameConfiguration: { CaseSensitive: true } };

export const caseSensitiveNames = check<TrustedUserPool>({
  code: 'UPL-05',
  name: 'case-sensitive-names',
  title: 'Two users may differ by a capital letter',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium where e-mail addresses are names, low otherwise; a remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'The user pool heeds upper and lower case in names. The check signs up beside somebody with the same name, its first letter a capital.',
    why: 'Mail to Ana@ and to ana@ reaches one person, and two accounts hold the two names. An application that compares addresses without regard to case takes one user for the other, and people who type their name with a capital do not get in.',
    falsePositives: 'Where names are made up by the application (UUIDs), nobody chooses one that looks like another’s. Unless the setting is made, a user pool that the API, CloudFormation or Terraform makes heeds case; one from the console or from CDK does not have to.',
    fix: 'A user pool keeps the setting for life: make a new one with CaseSensitive false and move the users there. Until then, turn away such names in a PreSignUp trigger.',
  },
  references: [
    { title: 'Amazon Cognito: user pool case sensitivity', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html' },
    cwe(178),
  ],
  examples: {
    fails: [
      { title: 'addresses are names, and case counts', world: withUserPool(sensitive, readsAll), severity: 'medium' },
      { title: 'the setting was never made', world: withUserPool({ UsernameConfiguration: undefined }, readsAll), severity: 'medium' },
      { title: 'addresses are aliases', world: withUserPool({ ...sensitive, UsernameAttributes: undefined, AliasAttributes: ['email'] }, readsAll), severity: 'medium' },
      { title: 'names are made up', world: withUserPool({ ...sensitive, UsernameAttributes: undefined }, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: withUserPool(sensitive), severity: 'info' },
    ],
    passes: [
      { title: 'case makes no difference', world: notesWorld },
      { title: 'only administrators create users', world: invitationOnly(withUserPool(sensitive, readsAll)) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    // Phone numbers have no case.
    return found === undefined || !/[a-z]/.test(newName(found.userPool)) ? [] : [namesake(found, subject, pool)];
  },
  fix({ provider }, pool) {
    const world = patch(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId, { UsernameConfiguration: { CaseSensitive: false } });
    return { summary: 'Make a new user pool that does not heed case, and move the users there.', world, warning: 'No update changes this setting. In a template it replaces the user pool, with everybody in it: export the users first.' };
  },
});

/** Somebody signs up with the name of somebody else, but for a capital letter. */
function namesake({ userPool, client }: Described, { provider }: TrustedUserPool, pool: AuditedPool): Probe {
  const name = newName(userPool);
  const looksAlike = name.charAt(0).toUpperCase() + name.slice(1);
  const first: Call = { ...signUpCall(userPool, client), by: 'alice' };
  const second = JSON.parse(JSON.stringify(signUpCall(userPool, client)).replaceAll(JSON.stringify(name), JSON.stringify(looksAlike))) as Call;
  const severity = hasAddresses(userPool) ? 'medium' : 'low';
  return {
    title: `Somebody signs up as ${looksAlike} beside ${name}`,
    // What newcomers may write about themselves is another question.
    prepare: (world) => withFreeAttributes(plainly(world, userPool.Id), client.ClientId),
    people: { alice: cast.alice, mallory: cast.newcomer },
    calls: [first, { ...second, id: 'sign-up-again' }],
    proves: { ends: 'ok' },
    ...(userPool.UsernameConfiguration?.CaseSensitive === false ? { otherwise: `${poolName(userPool)} takes names for the same, whatever their case.` } : {}),
    claim: {
      severity: capped(severity, worthBehind(pool, provider.userPoolId)),
      confidence: 'proved',
      actor: 'self-registered',
      message: `Anyone can sign up with ${poolName(userPool)} under somebody’s name with a capital letter in it.`,
    },
  };
}

function hasAddresses({ UsernameAttributes = [], AliasAttributes = [] }: UserPool): boolean {
  return [...UsernameAttributes, ...AliasAttributes].includes('email');
}

function withFreeAttributes(world: World, clientId: string): World {
  return get(world, 'AWS::Cognito::UserPoolClient', clientId) === undefined ? world : patch(world, 'AWS::Cognito::UserPoolClient', clientId, { WriteAttributes: undefined });
}
