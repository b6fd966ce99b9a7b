import { coreCatalogue } from '../iam/catalogue/catalogue';
import type { Completion, Vocabulary } from '../iam/complete';
import { isGap } from './gap';
import type { ResourceType } from './resources';
import { known, type World } from './world';

const pools = 'cognito-identity.amazonaws.com';

const named = (detail: string, ...texts: readonly string[]): readonly Completion[] => texts.map((text) => ({ text, detail }));

/** The keys that sessions of identity pools bring, and those that policies for such sessions use most. */
const keys: readonly Completion[] = [
  ...named('identity pool', `${pools}:aud`, `${pools}:amr`, `${pools}:sub`),
  ...named('session tag', 'aws:PrincipalTag/team', 'aws:RequestTag/team', 'aws:TagKeys'),
  ...named('S3', 's3:prefix', 's3:delimiter'),
  ...named('DynamoDB', 'dynamodb:LeadingKeys', 'dynamodb:Attributes'),
  ...named('request', 'aws:SourceIp', 'aws:SourceArn', 'aws:SourceAccount', 'aws:PrincipalArn', 'aws:SecureTransport', 'aws:CurrentTime'),
];

const variables: readonly Completion[] = [
  { text: `\${${pools}:sub}`, detail: 'the identity id' },
  { text: `\${${pools}:aud}`, detail: 'the identity pool' },
  { text: '${aws:PrincipalTag/team}', detail: 'a session tag' },
  { text: '${aws:userid}', detail: 'role id and session name' },
  { text: '${aws:username}', detail: 'IAM users only' },
];

/** What a policy of this account may speak of: its own resources beside the words that IAM has for everybody. */
export function vocabularyOf(world: World): Vocabulary {
  const ids = (type: ResourceType): readonly string[] => Object.keys(world.resources[type] ?? {});
  const { partition, account, region } = world;
  const buckets = ids('AWS::S3::Bucket').flatMap((name) => [`arn:${partition}:s3:::${name}`, `arn:${partition}:s3:::${name}/*`]);
  const tables = ids('AWS::DynamoDB::Table').map((name) => `arn:${partition}:dynamodb:${region}:${account}:table/${name}`);
  const roles = known(world, 'AWS::IAM::Role').flatMap((role) => (isGap(role) ? [] : [role.Arn]));
  return {
    actions: actionsFor,
    keys,
    variables,
    resources: [
      ...named('bucket', ...buckets.filter((arn) => !arn.endsWith('/*'))),
      ...named('objects', ...buckets.filter((arn) => arn.endsWith('/*'))),
      ...named('table', ...tables),
      ...named('role', ...roles),
      { text: '*', detail: 'everything' },
    ],
    federated: [{ text: pools, detail: 'identity pools' }, ...named('provider', ...ids('AWS::IAM::SAMLProvider'), ...ids('AWS::IAM::OIDCProvider'))],
    values: {
      [`${pools}:aud`]: named('identity pool', ...ids('AWS::Cognito::IdentityPool')),
      [`${pools}:amr`]: [
        { text: 'authenticated', detail: 'signed in' },
        { text: 'unauthenticated', detail: 'guests' },
      ],
    },
  };
}

/** Services until there is a colon, then the actions of one service. */
function actionsFor(beginning: string): readonly Completion[] {
  if (!beginning.includes(':')) return coreCatalogue.services.map((prefix) => ({ text: `${prefix}:`, detail: 'service' }));
  return coreCatalogue.expand(`${beginning}*`).map((text) => ({ text, detail: coreCatalogue.action(text)?.level ?? '' }));
}
