import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch } from '../../lib/world/world';
import { configure, send, wait } from './change';
import type { Walkthrough } from './walkthrough';

const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };

/** Ana gets credentials twice: once as the pool wishes, once as she wishes. */
const scenario: Scenario = {
  world: patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true }),
  people: { ana: { name: 'Ana’s browser', kind: 'user', detail: 'signed in' } },
  before: [
    {
      id: 'sign-in',
      by: 'ana',
      operation: 'cognito-idp:InitiateAuth',
      input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
    },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    { id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins } },
    {
      id: 'get-credentials',
      by: 'ana',
      operation: 'cognito-identity:GetCredentialsForIdentity',
      after: 1,
      input: { IdentityId: from('get-id', 'IdentityId'), Logins },
    },
    { id: 'who-enhanced', by: 'ana', operation: 'sts:GetCallerIdentity', signedBy: from('get-credentials', 'Credentials'), after: 1, input: {} },
    {
      id: 'get-open-id-token',
      by: 'ana',
      operation: 'cognito-identity:GetOpenIdToken',
      after: 2,
      input: { IdentityId: from('get-id', 'IdentityId'), Logins },
    },
    {
      id: 'assume-role',
      by: 'ana',
      operation: 'sts:AssumeRoleWithWebIdentity',
      after: 1,
      input: {
        RoleArn: notes.editorsRole,
        RoleSessionName: 'any-name-i-like',
        WebIdentityToken: from('get-open-id-token', 'Token'),
        DurationSeconds: 3600,
      },
    },
    { id: 'who-classic', by: 'ana', operation: 'sts:GetCallerIdentity', signedBy: from('assume-role', 'Credentials'), after: 1, input: {} },
  ],
};

const otherPool = 'us-east-1:9b1d6c52-77e0-4f3a-8d14-c0ffee5e1f00';

export const enhancedAndClassic: Walkthrough = {
  slug: 'enhanced-and-classic',
  number: 7,
  title: 'Enhanced and classic, side by side',
  shortTitle: 'Enhanced and classic',
  question: 'In which flow does the browser choose the role?',
  chapter: 'Crossing the border',
  minutes: 9,
  zones: ['app', 'authz'],
  scenario,
  locals: [
    { id: 'again', by: 'ana', before: 'get-open-id-token', label: 'now the classic way' },
    { id: 'choose-role', by: 'ana', before: 'assume-role', label: 'chooses a role' },
  ],
  narration: {
    'get-id': {
      title: 'Both flows begin with GetId',
      caption: 'Ana’s browser shows her ID token and asks for her identity. Both flows begin like this.',
      explain: [
        'Ana has signed in; [who she is](who) has been answered. There are two ways from her token to AWS credentials, and this pool allows both.',
        'The first call is the same for either: one login, one identity.',
      ],
    },
    'get-id/answer': { title: 'One identity for both', caption: 'The pool answers with Ana’s identity id. It will be the same in both flows.', explain: ['Credentials of either flow carry it as `cognito-identity.amazonaws.com:sub`. A policy cannot tell by it which flow was used.'] },
    'get-credentials': {
      title: 'Enhanced: one call, and the pool decides',
      caption: 'In the enhanced flow the browser asks for credentials and names no role. The pool chooses.',
      explain: [
        'This is the [enhanced flow](term:enhanced-flow). The request names an identity and its login, and nothing else: no role, no session name, no duration.',
        'Role mapping, groups, principal tags and the ceiling for guests are all the pool’s business, and it attends to them here.',
      ],
    },
    'get-credentials/sts': {
      title: 'The pool calls STS itself',
      caption: 'The identity pool makes an OpenID token of its own and takes it to STS, out of the browser’s sight.',
      explain: ['The token is the same kind that the classic flow will hand to the browser. Here it never leaves AWS.'],
    },
    'get-credentials/answer': { title: 'Credentials for the pool’s choice', caption: 'Ana receives credentials of notes-signed-in, the role the pool chose, for one hour.', explain: ['One hour, always. The enhanced flow has no parameter for the duration.'] },
    'who-enhanced': {
      title: 'Who am I?',
      caption: 'The browser asks STS whose credentials these are. That needs no permission.',
      explain: ['`GetCallerIdentity` is allowed to everyone with valid credentials, whatever the policies say.'],
    },
    'who-enhanced/answer': {
      title: 'A session with a fixed name',
      caption: 'STS answers: the role notes-signed-in, session CognitoIdentityCredentials.',
      explain: ['Every session of the enhanced flow bears this name. It says which service made it, not for whom.'],
    },
    again: {
      title: 'The same person, the other way',
      caption: 'Now the browser takes the other way, with the same identity and the same ID token.',
      explain: ['The [basic (classic) flow](term:classic-flow) came first. It gives the browser the parts and lets it put them together.'],
    },
    'get-open-id-token': {
      title: 'Classic: give me the token itself',
      caption: 'The browser asks the identity pool for its OpenID token instead of credentials.',
      explain: [
        'Two things can stop it here. The pool’s flag `AllowClassicFlow`, and any role mapping: a pool that maps roles has no classic flow.',
        'The flag has three states. `false` is off, `true` is on, and a pool in which nobody ever set it behaves as on. A tool that looks for `true` misses that pool.',
      ],
    },
    'get-open-id-token/answer': {
      title: 'A token that says which pool, and signed in or not',
      caption: 'The browser receives a token signed by Amazon Cognito itself. It is good for ten minutes.',
      explain: [
        'Open the Token tab. `aud` is the identity pool, `sub` the identity, and `amr` says `authenticated` and by whom. It is signed with RS512.',
        'Look for what is missing. There is no group in it, no role, and no claim of the ID token. Whoever reads this token cannot know what Ana was meant to be.',
      ],
    },
    'choose-role': {
      title: 'Nobody asked the pool',
      caption: 'The browser chooses which role to ask for, by its ARN. It picks notes-editors.',
      explain: [
        'The pool would have given Ana `notes-signed-in`. Her browser asks for `notes-editors` instead, a role that was meant for members of a group.',
        'It is not even necessary to be in that group. A role’s ARN is easily guessed, and it is no secret.',
      ],
    },
    'assume-role': {
      title: 'Classic: the browser calls STS',
      caption: 'The browser shows the token to STS and names role, session and duration itself. STS reads the role’s trust policy.',
      explain: [
        'No AWS signature is needed: the token is the proof. [STS](term:sts) verifies it and asks the role’s [trust policy](term:trust-policy) one question: do you trust a token with this `aud` and this `amr`?',
        '`notes-editors` trusts signed-in users of this pool. Ana is one. That is all it asks, so [she may](may).',
        'Groups and mapping rules were never consulted. In the classic flow the trust policy is the only door.',
      ],
      note: { title: 'What it does not check', text: 'Whether the pool would have chosen this role, and whether Ana is in the group the role was made for.' },
    },
    'assume-role/answer': {
      title: 'Credentials for her own choice',
      caption: 'Ana receives credentials of notes-editors. They last as long as she asked, up to the role’s maximum.',
      explain: [
        'A role may allow up to twelve hours. Guests get no session policy in this flow either, so the ceiling that AWS puts on them is gone.',
      ],
    },
    'who-classic': { title: 'Who am I now?', caption: 'The browser asks STS again, with the new credentials.', explain: ['Same person, same identity, another role.'] },
    'who-classic/answer': {
      title: 'A session with a name of her choosing',
      caption: 'STS answers: the role notes-editors, session any-name-i-like.',
      explain: ['The name came from the browser. A policy that isolates users by `${aws:userid}` or the session’s name can be walked around here.'],
    },
  },
  predictions: [
    {
      id: 'who-picks',
      at: 'get-open-id-token/answer',
      ask: 'With this token, which role can Ana’s browser get?',
      context: 'Both roles trust signed-in users of this pool. Ana is in the group `editors`, whose role is notes-editors.',
      options: [
        { text: 'Only the pool’s signed-in role', feedback: 'That would be the enhanced flow, in which the pool chooses. STS does not know the pool’s settings.' },
        { text: 'Only the role of her group', feedback: 'The token does not mention groups, so STS cannot know hers.' },
        { text: 'Any role that trusts signed-in users of this pool', right: true, feedback: 'The trust policy is all that STS asks. Members and others are the same to it.' },
      ],
    },
    {
      id: 'how-long',
      at: 'choose-role',
      ask: 'Which of the two flows can give credentials for twelve hours?',
      context: 'The ID token lives one hour in both.',
      options: [
        { text: 'Neither: the ID token lives one hour', feedback: 'The ID token’s end has no influence on credentials once they are made.' },
        { text: 'The enhanced flow', feedback: 'It has no parameter for that. Its credentials always last one hour.' },
        { text: 'The classic flow', right: true, feedback: 'DurationSeconds goes up to the role’s MaxSessionDuration, and that may be twelve hours.' },
      ],
    },
  ],
  switches: [
    {
      id: 'classic-off',
      label: 'Classic flow off',
      change: (scenario) => configure(scenario, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: false }),
      refused: {
        step: 'get-open-id-token',
        rule: 'classic',
        code: 'InvalidParameterException',
        message: 'Basic (classic) flow is not enabled, please use enhanced flow.',
      },
      narration: {
        'get-open-id-token': {
          title: 'The side door is shut',
          caption: 'AllowClassicFlow is false. The pool does not hand out its token.',
          explain: ['Without the OpenID token there is nothing to show to STS. Only the pool can now ask for sessions, and it chooses the role.'],
        },
        'get-open-id-token/answer': { title: 'Use the enhanced flow', caption: 'The browser is told that the basic (classic) flow is not enabled.', explain: ['The credentials of the enhanced flow, further up, were given all the same. Nothing was lost but a choice.'] },
      },
      fix: { text: 'Nothing is broken: this is the safer setting. Keep it, and use GetCredentialsForIdentity.', check: 'IDP-04' },
    },
    {
      id: 'mapping',
      label: 'The pool maps roles',
      change: (scenario) =>
        configure(scenario, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, {
          RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } },
        }),
      refused: {
        step: 'get-open-id-token',
        rule: 'mappings',
        code: 'InvalidParameterException',
        message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.',
      },
      narration: {
        'get-open-id-token': {
          title: 'Mapping and classic exclude each other',
          caption: 'The pool maps roles. With any role mapping, the classic flow is off whatever its flag says.',
          explain: [
            'A pool that decides who gets which role cannot let the browser decide. So one mapping is enough to shut this door, for guests too.',
            'Take the last mapping away and it opens again, if the flag allows.',
          ],
        },
        'get-open-id-token/answer': { title: 'Refused because of a mapping', caption: 'The browser is told that the classic flow is not supported with role mappings.', explain: ['In the enhanced flow further up, the mapping already worked: Ana’s group chose her role.'] },
      },
      fix: { text: 'Nothing is broken. With role mappings, move every client to the enhanced flow.', check: 'IDP-06' },
    },
    {
      id: 'late',
      label: 'Wait eleven minutes',
      change: (scenario) => wait(scenario, 'assume-role', 660),
      refused: { step: 'assume-role', rule: 'expiry', code: 'ExpiredTokenException', message: 'Token expired: current date/time 1795381865 must be before the expiration date/time 1795381804' },
      narration: {
        'assume-role': {
          title: 'Ten minutes were over',
          caption: 'The browser kept the OpenID token for eleven minutes. STS refuses it.',
          explain: ['The token of `GetOpenIdToken` lives ten minutes. It is meant to be used at once, not to be stored.'],
        },
        'assume-role/answer': { title: 'Expired', caption: 'STS answers that the token expired, with both times.', explain: ['STS speaks XML, and its errors come with other names than Cognito’s: `ExpiredTokenException` here.'] },
      },
      fix: { text: 'Call GetOpenIdToken right before AssumeRoleWithWebIdentity.' },
    },
    {
      id: 'trust',
      label: 'The role trusts another pool',
      change: (scenario) =>
        configure(scenario, 'AWS::IAM::Role', 'notes-editors', {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
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
      refused: { step: 'assume-role', rule: 'trust', code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' },
      narration: {
        'assume-role': {
          title: 'The trust policy is the door, and it is closed',
          caption: 'The role trusts another identity pool. The token’s audience does not fit.',
          explain: ['The Decision tab shows it: `aud` is this pool, the policy asks for another. STS says no, and it does not say why.'],
        },
        'assume-role/answer': { title: '403 from STS', caption: 'STS answers that Ana is not authorized to assume this role.', explain: ['The same words come back when the role does not exist. In the enhanced flow the browser would have seen `InvalidIdentityPoolConfigurationException` instead.'] },
      },
      fix: { text: 'If users of this pool should have the role, name this pool in aud. If only a group should, keep the classic flow off.', check: 'TRU-12' },
    },
    {
      id: 'twelve-hours',
      label: 'Ask for twelve hours',
      change: (scenario) => send(scenario, 'assume-role', () => ({ DurationSeconds: 43_200 })),
      refused: {
        step: 'assume-role',
        rule: 'duration',
        code: 'ValidationError',
        message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      },
      narration: {
        'assume-role': {
          title: 'As long as the role allows',
          caption: 'The browser asks for twelve hours. The role allows one.',
          explain: ['`MaxSessionDuration` is one hour unless somebody raised it. It is the only limit: in this flow the caller names the duration.'],
        },
        'assume-role/answer': { title: 'Too long', caption: 'STS answers that the duration exceeds the role’s maximum.', explain: ['With a role that allows twelve hours, it would have said yes.'] },
      },
      fix: { text: 'Keep MaxSessionDuration at one hour on roles that a browser can reach.', check: 'TRU-14' },
    },
  ],
  amplify: [
    {
      steps: ['get-id', 'get-credentials'],
      text: `import { fetchAuthSession } from 'aws-amplify/auth';

// Amplify uses the enhanced flow. It has no function for the classic one.
const { identityId, credentials } = await fetchAuthSession();
`,
    },
  ],
  reproduce: [
    { says: 'The classic flow’s token.', command: `aws cognito-identity get-open-id-token --no-sign-request --region ${notes.region} \\\n  --identity-id $IDENTITY_ID --logins ${notes.provider}=$ID_TOKEN` },
    {
      says: 'A role of your choice.',
      command: `aws sts assume-role-with-web-identity --no-sign-request --region ${notes.region} \\\n  --role-arn ${notes.editorsRole} --role-session-name any-name-i-like --web-identity-token $TOKEN`,
    },
  ],
  furtherReading: [
    { title: 'Identity pools authentication flow', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow.html' },
    { title: 'Identity pools security best practices', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools-security-best-practices.html' },
    { title: 'AssumeRoleWithWebIdentity', href: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html' },
  ],
};
