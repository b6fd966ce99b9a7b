import { from, join, type Input } from '../../lib/engine/scenario';
import { notes } from '../../lib/world/accounts/notes';
import { get } from '../../lib/world/world';
import { configure, send, wait } from './change';
import type { Switch } from './walkthrough';

const otherPool = 'us-east-1:9b1d6c52-77e0-4f3a-8d14-c0ffee5e1f00';
const otherProvider = 'cognito-idp.us-east-1.amazonaws.com/us-east-1_Old4demo9';
const otherClient = '6m8n0p2q4r6s8t0u2v4w6x8y0z';
const misspelt = 'cognito-idp.us-east-1.amazonaws.com/us-east-1-Lg7demo01';

const notSupported = 'Token is not from a supported provider of this identity pool.';
const updateProviders = `aws cognito-identity update-identity-pool --identity-pool-id ${notes.identityPool} \\
  --identity-pool-name notes-prod --allow-unauthenticated-identities --no-allow-classic-flow \\
  --cognito-identity-providers ProviderName=${notes.provider},ClientId=${notes.client}`;

/** Everything here changes one thing, so that any of them go together. */
export const enhancedFlowSwitches: readonly Switch[] = [
  {
    id: 'untrusted',
    label: 'User pool not trusted',
    change: (scenario) =>
      configure(scenario, 'AWS::Cognito::IdentityPool', notes.identityPool, {
        CognitoIdentityProviders: [{ ProviderName: otherProvider, ClientId: notes.client, ServerSideTokenCheck: false }],
      }),
    refused: { step: 'get-id', rule: 'provider', code: 'NotAuthorizedException', message: notSupported },
    narration: {
      'get-id': {
        title: 'The identity pool does not know this user pool',
        caption: 'The identity pool lists an older user pool, not Ana’s. It refuses her token.',
        explain: [
          'Nothing is wrong with Ana’s token. It is fresh and well signed. The identity pool has no entry for the user pool that issued it, so it goes no further.',
          'Ana is still [signed in](who). She holds three valid tokens and no AWS credentials, which is why apps with this mistake look logged in while every upload fails.',
        ],
        note: { title: 'How to recognise it', text: 'The same words come back when the provider is listed with another app client. Compare the client ID before you create the pool anew.' },
      },
      'get-id/answer': {
        title: 'Refused with 400, not 403',
        caption: 'The browser is told that the token is not from a supported provider. The good run went on; this one ends here.',
        explain: [
          'Cognito answers [authorization failures](refused) with status 400. The type stands in the body as `__type`, and in the header `x-amzn-errortype` with a colon behind it.',
          'Typical cause: the user pool was created anew, and the identity pool still lists the one before it.',
        ],
      },
    },
    fix: { text: 'Put this user pool and its app client on the identity pool’s list of providers.', command: updateProviders, check: 'PRV-02' },
  },
  {
    id: 'client',
    label: 'Wrong app client',
    change: (scenario) => {
      const pool = get(scenario.world, 'AWS::Cognito::IdentityPool', notes.identityPool);
      const CognitoIdentityProviders = (pool?.CognitoIdentityProviders ?? []).map((provider) => ({ ...provider, ClientId: otherClient }));
      return configure(scenario, 'AWS::Cognito::IdentityPool', notes.identityPool, { CognitoIdentityProviders });
    },
    refused: { step: 'get-id', rule: 'provider', code: 'NotAuthorizedException', message: notSupported },
    narration: {
      'get-id': {
        title: 'Right user pool, wrong app client',
        caption: 'The identity pool trusts Ana’s user pool, but for another app client than the one her token was issued to.',
        explain: [
          'An identity pool does not trust a user pool as a whole. It trusts a pair: user pool and [app client](term:app-client). The token’s `aud` is the app client that Ana signed in through, and that one is not on the list.',
          'A second app client for the mobile app, or one created anew, brings exactly this.',
        ],
        note: { title: 'How to recognise it', text: 'The words are the same as for a user pool that is not trusted at all. Only the client ID tells the two apart.' },
      },
      'get-id/answer': {
        title: 'The same words as for an unknown pool',
        caption: 'The browser is told that the token is not from a supported provider, although its provider is on the list.',
        explain: ['The message speaks of the provider and means the [pair of provider and client](refused). Look at `aud` in the Token tab, then at the pool’s list.'],
      },
    },
    fix: { text: 'List the app client that the app signs in with. One entry per app client.', command: updateProviders, check: 'PRV-02' },
  },
  {
    id: 'access',
    label: 'Access token instead',
    change: (scenario) => {
      const accessToken = from('respond', 'AuthenticationResult.AccessToken');
      const swap = ({ Logins }: Input) => ({ Logins: Object.fromEntries(Object.keys(Logins as Input).map((key) => [key, accessToken])) });
      return send(send(scenario, 'get-id', swap), 'get-credentials', swap);
    },
    refused: { step: 'get-id', rule: 'audience', code: 'NotAuthorizedException', message: 'Invalid login token. Missing a required claim: aud' },
    narration: {
      'get-id': {
        title: 'The wrong token crosses the border',
        caption: 'The app sends the access token. It has no audience, so the identity pool cannot tell whom it was issued to.',
        explain: [
          'Both tokens come from the same user pool and both are JWTs. The **access token** is for calling APIs: it says `client_id` and has no `aud`. The **ID token** says [who Ana is](who), and has one.',
          'The identity pool wants to know who somebody is. It takes the ID token, and nothing else from a user pool.',
        ],
      },
      'get-id/answer': {
        title: 'A required claim is missing',
        caption: 'The browser is told that the token misses a required claim: aud.',
        explain: ['The message names the [symptom](refused). The cause is one word in the app: `accessToken` where `idToken` belongs.'],
      },
    },
    fix: { text: 'Send the ID token in Logins. The access token goes to your APIs.' },
  },
  {
    id: 'logins-key',
    label: 'Misspelt Logins key',
    change: (scenario) => {
      const rename = ({ Logins }: Input) => ({ Logins: Object.fromEntries(Object.values(Logins as Input).map((token) => [misspelt, token])) });
      return send(send(scenario, 'get-id', rename), 'get-credentials', rename);
    },
    refused: { step: 'get-id', rule: 'issuer', code: 'NotAuthorizedException', message: 'Invalid login token. Issuer doesn\'t match providerName' },
    narration: {
      'logins-key': {
        title: 'The app writes the key by hand',
        caption: 'The app builds the key of the Logins map from settings, with a hyphen where the underscore belongs.',
        explain: ['A user pool’s ID has an underscore after the region: `us-east-1_Lg7demo01`. Here the setting says `us-east-1-Lg7demo01`.', 'Nothing complains yet. It is only text.'],
      },
      'get-id': {
        title: 'The key and the issuer differ by one character',
        caption: 'The token says that it is from one provider, the key says another. The identity pool believes neither.',
        explain: [
          'The pool compares the key in `Logins` with the token’s `iss`, character by character, without `https://`. A hyphen for an underscore is [another provider](refused).',
          'It does not look for the nearest name, and should not: a token must not be taken for one of another issuer.',
        ],
      },
      'get-id/answer': {
        title: 'The issuer does not match',
        caption: 'The browser is told that the issuer doesn’t match the provider name.',
        explain: ['These words always mean the key, never the token. Take the key from the token’s own `iss`, and it cannot be misspelt.'],
      },
    },
    fix: { text: 'Derive the key from the token: the claim `iss`, without `https://`.' },
  },
  {
    id: 'late',
    label: 'Wait 61 minutes',
    change: (scenario) => wait(scenario, 'get-id', 61 * 60),
    refused: {
      step: 'get-id',
      rule: 'expiry',
      code: 'NotAuthorizedException',
      message: 'Invalid login token. Token expired: 1795384873 >= 1795384801',
    },
    narration: {
      'logins-key': {
        title: 'An hour goes by',
        caption: 'The tab stays open for 61 minutes. Then the app takes the ID token that it kept.',
        explain: ['The ID token was good for one hour. The app still has it, and nothing about it looks different: only the clock has moved on.', 'The refresh token is good for weeks. This app does not use it.'],
      },
      'get-id': {
        title: 'The ID token has expired',
        caption: 'Everything about the token is right but its age. The identity pool refuses it.',
        explain: [
          'Issuer, audience and signature all pass. `exp` is 72 seconds ago.',
          'The same happens when the AWS credentials run out after an hour and the app asks for new ones with the token from sign-in: that one is as old as they are.',
        ],
        note: { title: 'The order that works', text: 'Refresh the tokens first, then call `GetCredentialsForIdentity` with the identity ID that you kept. No new `GetId`.' },
      },
      'get-id/answer': {
        title: 'Two numbers in the message',
        caption: 'The browser is told that the token expired, with the two times to compare.',
        explain: ['Both numbers are seconds since 1970: the time now, and the token’s `exp`. When they are only seconds apart the [refresh came too late](refused); when they are hours apart, nobody refreshes at all.'],
      },
    },
    fix: { text: 'Refresh before the token runs out: `GetTokensFromRefreshToken`, or `InitiateAuth` with `REFRESH_TOKEN_AUTH`. The libraries do it when you ask them for the session each time instead of keeping a token.' },
  },
  {
    id: 'trust',
    label: 'Role trusts another pool',
    change: (scenario) =>
      configure(scenario, 'AWS::IAM::Role', 'notes-signed-in', {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'TrustThePool',
              Effect: 'Allow',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: { 'cognito-identity.amazonaws.com:aud': otherPool },
                'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
              },
            },
          ],
        },
      }),
    refused: {
      step: 'get-credentials/sts',
      rule: 'trust',
      code: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    },
    narration: {
      'get-credentials/sts': {
        title: 'The role trusts another pool',
        caption: 'The trust policy asks for another identity pool’s ID. STS does not give the role to this one.',
        explain: [
          'The pool chose the right role, but the [role’s lock](term:trust-policy) was made for another pool: its condition on `cognito-identity.amazonaws.com:aud` names a pool that is not this one.',
          'Ana did everything right, and so did her token. The pool’s own token is what does not fit. Open the Decision tab: one condition matches, the other does not.',
        ],
        note: { title: 'How it comes about', text: 'The identity pool was created anew, or the role was copied from another environment together with its trust policy.' },
      },
      'get-credentials/answer': {
        title: 'The browser hears of a configuration, not of a role',
        caption: 'The identity pool does not pass on what STS said. The browser reads: check assigned IAM roles for this pool.',
        explain: [
          'One message for many causes: another pool in `aud`, a typing error in a condition key, `sts:AssumeRole` instead of `sts:AssumeRoleWithWebIdentity`, a missing `sts:TagSession`, a role that was deleted, or [no role at all](refused).',
          'The browser cannot tell them apart. Read the trust policy, or CloudTrail, which has STS’s own words.',
        ],
      },
    },
    fix: {
      text: 'Name this identity pool in the condition on `aud`.',
      command: 'aws iam update-assume-role-policy --role-name notes-signed-in --policy-document file://trust.json',
    },
  },
  {
    id: 'username',
    label: 'Policy says ${aws:username}',
    change: (scenario) =>
      configure(scenario, 'AWS::IAM::Role', 'notes-signed-in', {
        RolePolicyList: [
          {
            PolicyName: 'OwnNotes',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'OwnPhotos',
                  Effect: 'Allow',
                  Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
                  Resource: 'arn:aws:s3:::notes-photos/users/${aws:username}/*',
                },
              ],
            },
          },
        ],
      }),
    refused: { step: 'put-object', rule: 'authorized', code: 'AccessDenied', message: 'no identity-based policy allows the s3:PutObject action' },
    narration: {
      'put-object': {
        title: 'A variable without a value matches nothing',
        caption: 'The policy speaks of ${aws:username}. Ana’s session has no such thing, so the statement matches no folder at all.',
        explain: [
          'The variable `${aws:username}` is the name of an **IAM user**. Ana is none: she is in a session of a role, and role sessions do not have that key. Articles get this wrong to this day.',
          'A variable without a value makes the resource match nothing. It fails closed: [nobody may upload](refused), to any folder. The danger comes next, when someone widens the policy to `*` until it works.',
        ],
      },
      'put-object/answer': {
        title: 'No policy allows it',
        caption: 'S3 answers with 403: no identity-based policy allows s3:PutObject.',
        explain: ['The message names the session, the action and the resource, and says which kind of policy was missing. It does not say that a statement was there and matched nothing: that is what the Decision tab is for.'],
      },
    },
    fix: { text: 'Use the variable that an identity pool’s session has: `${cognito-identity.amazonaws.com:sub}`.', check: 'VAR-01' },
  },
  {
    id: 'sub',
    label: 'Folder named by user pool sub',
    change: (scenario) => send(scenario, 'put-object', () => ({ Key: join('users/', '5d1f0b3e-8a41-4c0e-9b77-2f6f1f0c9a11', '/beach.jpg') })),
    refused: { step: 'put-object', rule: 'authorized', code: 'AccessDenied', message: 'no identity-based policy allows the s3:PutObject action' },
    narration: {
      'put-object': {
        title: 'Two IDs for one person',
        caption: 'The app names the folder by Ana’s sub in the user pool. The policy means her identity ID in the identity pool.',
        explain: [
          'Ana has two IDs. The user pool’s `sub` says [who she is](who) there. The identity pool’s identity ID names the one who [may do](may) things in AWS. The policy variable is called `…:sub` and means the second.',
          'The folder in the request and the folder in the policy are therefore different ones, and the statement does not match.',
        ],
        note: { title: 'How to recognise it', text: 'An identity ID begins with a region and a colon. A folder without one was named by something else.' },
      },
      'put-object/answer': {
        title: 'No policy allows it',
        caption: 'S3 answers with 403: no identity-based policy allows s3:PutObject on that folder.',
        explain: ['The resource in the message is the one that the app asked for. Put it beside the policy’s resource, with the variable filled in, and the difference shows: the Decision tab does that.'],
      },
    },
    fix: { text: 'Name the folder by the identity ID that `GetId` returned. Amplify’s `uploadData` gives it to the path function.' },
  },
];
