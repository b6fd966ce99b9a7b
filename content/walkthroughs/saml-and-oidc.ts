import { defaultStart, from, type Scenario } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch, put, type World } from '../../lib/world/world';
import { configure, send, wait } from './change';
import type { Walkthrough } from './walkthrough';

const Domain = 'notes-app';
const callback = 'https://notes.example/signed-in';
/** The company that Ben works for. Its sign-in speaks both languages. */
const entity = 'https://office.example/saml';
const issuer = 'login.office.example';
const metadata = `<EntityDescriptor entityID="${entity}">`;
const samlArn = `arn:aws:iam::${notes.account}:saml-provider/Office`;
const oidcArn = `arn:aws:iam::${notes.account}:oidc-provider/${issuer}`;
const bensName = 'ben@office.example';
const anHour = 3600;

/** The notes app, open to the people of one company: in the user pool by SAML, in the identity pool by SAML and by OIDC. */
const world = [
  (w: World) => put(w, 'AWS::Cognito::UserPoolDomain', Domain, { Domain, UserPoolId: notes.userPool }),
  (w: World) => patch(w, 'AWS::Cognito::UserPool', notes.userPool, { Domain }),
  (w: World) =>
    patch(w, 'AWS::Cognito::UserPoolClient', notes.client, {
      CallbackURLs: [callback],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      SupportedIdentityProviders: ['Office'],
    }),
  (w: World) =>
    put(w, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Office`, {
      UserPoolId: notes.userPool,
      ProviderName: 'Office',
      ProviderType: 'SAML',
      ProviderDetails: { MetadataFile: metadata, SSORedirectBindingURI: 'https://office.example/sso' },
      AttributeMapping: { email: 'mail', name: 'givenName' },
      IdpIdentifiers: ['office.example'],
    }),
  (w: World) => put(w, 'AWS::IAM::SAMLProvider', samlArn, { Arn: samlArn, SAMLMetadataDocument: metadata }),
  (w: World) => put(w, 'AWS::IAM::OIDCProvider', oidcArn, { Arn: oidcArn, Url: issuer, ClientIDList: ['notes-web'] }),
  (w: World) =>
    patch(w, 'AWS::Cognito::IdentityPool', notes.identityPool, {
      AllowUnauthenticatedIdentities: false,
      SamlProviderARNs: [samlArn],
      OpenIdConnectProviderARNs: [oidcArn],
    }),
].reduce((w, change) => change(w), notesWorld);

const Logins = { [samlArn]: from('for-aws', 'SAMLResponse') };

/** Ben’s company says who he is, three times: to the user pool by SAML, to the identity pool by SAML, and by OIDC. */
const scenario: Scenario = {
  world,
  people: { ben: { name: 'Ben’s browser', kind: 'user', detail: 'notes.example' } },
  before: [
    {
      id: 'authorize',
      by: 'ben',
      operation: 'cognito-idp:OAuth2_Authorize_GET',
      input: { Domain, response_type: 'code', client_id: notes.client, redirect_uri: callback, scope: 'openid email', state: 'dunes-31', idp_identifier: 'office.example' },
    },
  ],
  start: defaultStart,
  ends: 'ok',
  calls: [
    {
      id: 'for-the-user-pool',
      by: 'ben',
      operation: 'outside-provider:PostAssertion',
      after: 15,
      input: {
        Provider: entity,
        Audience: `urn:amazon:cognito:sp:${notes.userPool}`,
        Recipient: from('authorize', 'redirect.AssertionConsumerServiceURL'),
        RelayState: from('authorize', 'redirect.RelayState'),
        Subject: bensName,
        Claims: { mail: bensName, givenName: 'Ben' },
      },
    },
    {
      id: 'post-assertion',
      by: 'ben',
      operation: 'cognito-idp:SAML2Response_POST',
      after: 1,
      input: { SAMLResponse: from('for-the-user-pool', 'SAMLResponse'), RelayState: from('for-the-user-pool', 'RelayState') },
    },
    {
      id: 'for-aws',
      by: 'ben',
      operation: 'outside-provider:SignIn',
      after: 600,
      input: { Provider: entity, Subject: bensName, Claims: { mail: bensName }, Roles: [`${notes.editorsRole},${samlArn}`] },
    },
    { id: 'get-id', by: 'ben', operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: 'get-credentials', by: 'ben', operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
    { id: 'for-oidc', by: 'ben', operation: 'outside-provider:SignIn', after: 600, input: { Provider: issuer, ClientId: 'notes-web', Subject: 'b-2041', Duration: anHour } },
    {
      id: 'oidc-get-id',
      by: 'ben',
      operation: 'cognito-identity:GetId',
      after: 1,
      input: { IdentityPoolId: notes.identityPool, Logins: { [issuer]: from('for-oidc', 'IdToken') } },
    },
  ],
};

/** When the OIDC token is issued: everything that passes before it. */
const issuedAt = defaultStart + 15 + 1 + 600 + 1 + 1 + 600;

export const samlAndOidc: Walkthrough = {
  slug: 'saml-and-oidc',
  number: 12,
  title: 'The company’s sign-in: SAML and OIDC',
  shortTitle: 'SAML and OIDC',
  question: 'Who believes the company, and who only its believer?',
  chapter: 'Other ways in',
  minutes: 11,
  zones: ['app', 'authn', 'authz'],
  scenario,
  locals: [{ id: 'sent-away', by: 'ben', before: 'for-the-user-pool', label: 'sent to his company' }],
  narration: {
    'sent-away': {
      title: 'Ben works at a company',
      caption: 'Ben opened the notes app. It sent him to the user pool, and the user pool sent him on to his company’s sign-in.',
      explain: [
        'Up to here everything was as with [Google](/learn/hosted-sign-in): authorize, and a redirect. Ben’s e-mail domain told the user pool which company: `idp_identifier=office.example`.',
        'There are two doors at which a company can be let in, the user pool’s and the identity pool’s, and two languages, SAML and OIDC. This run goes through three of the four combinations.',
      ],
    },
    'for-the-user-pool': {
      title: 'The company asks who he is',
      caption: 'Ben signs in at his company, with whatever the company asks of him.',
      explain: ['[Who is this](who) is the company’s to answer. When Ben leaves it, his account ends there, and with it his way into the app.'],
    },
    'for-the-user-pool/answer': {
      title: 'An assertion, addressed',
      caption: 'The company hands the browser a SAML assertion: signed XML about Ben, addressed to this user pool.',
      explain: [
        'An assertion says who (`NameID`), by whom (`Issuer`), for whom (`Audience`), where to (`Recipient`), until when, and carries attributes. It is good for minutes.',
        'Its audience is `urn:amazon:cognito:sp:` and the pool’s ID. At the company somebody typed that in. It is the most frequent thing to be wrong.',
      ],
    },
    'post-assertion': {
      title: 'First door: the user pool',
      caption: 'The browser posts the assertion to the user pool, which checks signature, audience and age, and that it sent Ben away itself.',
      explain: [
        'The user pool knows the company from its metadata: an entity ID and a certificate. When the company changes its certificate, the metadata must follow.',
        'Then it makes Ben a user, as it would for Google, and copies attributes by the mapping: `mail` becomes `email`.',
      ],
    },
    'post-assertion/answer': {
      title: 'From here on he is a user like others',
      caption: 'The user pool sends Ben back to the app with a code of its own. The app will never see the assertion.',
      explain: [
        'Code for tokens, as ever, and the tokens are the user pool’s. To your API and to the identity pool it makes no difference that there was SAML.',
        'With an OIDC company this door works in the same way: the user pool fetches the company’s token and gives its own. That is why most apps use it.',
      ],
    },
    'for-aws': {
      title: 'Second door: without a user pool',
      caption: 'Another app, another day at the office. This time the company is asked for an assertion that is meant for AWS.',
      explain: [
        'The identity pool can take assertions itself. For that the company is registered in IAM, as a SAML provider, and the identity pool lists its ARN.',
        'At the company this is a second registration, with another audience, `urn:amazon:webservices`, and another address to post to.',
      ],
    },
    'for-aws/answer': {
      title: 'The company names a role',
      caption: 'This assertion carries an attribute with an IAM role in it: notes-editors.',
      explain: [
        'The attribute `https://aws.amazon.com/SAML/Attributes/Role` holds pairs: a role’s ARN and the provider’s. Whoever administers the company’s sign-in decides what stands there.',
        'That is a lot of trust. It ends at the role’s trust policy, as we shall see.',
      ],
    },
    'get-id': {
      title: 'The assertion is the login',
      caption: 'The browser sends the assertion to the identity pool. The key in Logins is the provider’s ARN.',
      explain: [
        'For SAML the key in [Logins](term:logins) is not an issuer’s name but the ARN of the IAM SAML provider, and the value is the assertion in Base64, as it came.',
        'The identity pool checks it against the metadata in IAM. There is no user pool in this, no profile, and no token for your API.',
      ],
    },
    'get-id/answer': {
      title: 'An identity for Ben',
      caption: 'The identity pool answers with an identity ID, found by provider and NameID.',
      explain: ['A `NameID` that is new at every visit makes a new identity at every visit. The company must be told to send a persistent one.'],
    },
    'get-credentials': {
      title: 'The role comes from the assertion',
      caption: 'The browser asks for credentials. The assertion offers exactly one role for this provider, and the pool takes it.',
      explain: [
        'Without the attribute Ben would get the pool’s role for signed-in users. With several roles, the app names one of them in `CustomRoleArn`.',
        'This works in the [enhanced flow](term:enhanced-flow) only.',
      ],
      note: { title: 'With a role mapping', text: 'Rules for this provider take precedence, and can read the assertion’s other attributes as claims.' },
    },
    'get-credentials/sts': {
      title: 'STS is not shown any SAML',
      caption: 'The identity pool shows STS its own token, as always. The role’s trust policy must trust the identity pool.',
      explain: [
        'The company said which role. The role says whom it lets in: `cognito-identity.amazonaws.com`, this pool, signed in. So the call is `AssumeRoleWithWebIdentity`, as for everybody else.',
        '`AssumeRoleWithSAML` is another way, straight from the assertion to STS, without an identity pool. Roles for that trust the SAML provider instead, and are no use here.',
      ],
    },
    'get-credentials/answer': { title: 'Ben is an editor', caption: 'Ben receives credentials of notes-editors for one hour.', explain: ['What he [may do](may) was decided in two places: the company chose the role, and you wrote it.'] },
    'for-oidc': {
      title: 'The other language',
      caption: 'The same company also speaks OIDC. The app asks for an ID token instead of an assertion.',
      explain: ['OIDC says the same in JSON: `iss` for by whom, `aud` for whom, `sub` for who. No XML, no certificates to exchange: keys are fetched from a well-known address.'],
    },
    'for-oidc/answer': {
      title: 'An ID token of the company’s',
      caption: 'The company gives the app an ID token, issued to the client notes-web.',
      explain: ['It looks like a user pool’s ID token, and that is no accident: a user pool is an OIDC provider as well.'],
    },
    'oidc-get-id': {
      title: 'The key is the issuer again',
      caption: 'The browser takes the token to the identity pool. The key is the issuer without https://, and the pool finds the provider in IAM.',
      explain: [
        'The identity pool lists the ARN of an IAM OIDC provider; in Logins stands its host and path. IAM’s entry says which client IDs may be in `aud`, or in `azp` if the token has one.',
        'The identity pool itself asks for no more than that: whoever has a token of this issuer, for one of these clients, is a signed-in user. Only a role’s trust policy can be narrower, by `amr`.',
      ],
      note: { title: 'Clocks', text: 'For OIDC providers AWS allows five minutes for clocks that disagree.' },
    },
    'oidc-get-id/answer': {
      title: 'And yet another identity',
      caption: 'Another identity ID. The same Ben, the same company, and to the identity pool somebody else.',
      explain: [
        'Another provider, another subject, another identity. Through the user pool he would have a third.',
        'Choose one door and one language for each company, and write it down.',
      ],
    },
  },
  predictions: [
    {
      id: 'which-role',
      at: 'get-id/answer',
      ask: 'The assertion names notes-editors. The pool’s role for signed-in users is notes-signed-in. Which will Ben get?',
      context: 'There is no role mapping for this provider, and the app names no role.',
      options: [
        { text: 'The pool’s role', code: 'notes-signed-in', feedback: 'That is the fallback. An assertion with exactly one role for this provider is taken at its word.' },
        { text: 'The role in the assertion', code: 'notes-editors', right: true, feedback: 'If the role’s trust policy lets this pool in. The company chooses, the role agrees.' },
        { text: 'Both, added up', feedback: 'A session has one role. Permissions of two roles never add up.' },
      ],
    },
    {
      id: 'which-key',
      at: 'for-oidc/answer',
      ask: 'Under which key does the company’s ID token go in Logins?',
      context: 'Its iss is https://login.office.example.',
      options: [
        { text: 'The issuer as it stands', code: `https://${issuer}`, feedback: 'Without the scheme. The key is compared to the letter, and https:// is what most often stands in the way.' },
        { text: 'The issuer without https://', code: issuer, right: true, feedback: 'Host and path, as in the name of the IAM OIDC provider.' },
        { text: 'The ARN of the IAM OIDC provider', code: oidcArn, feedback: 'That is so for SAML, whose assertions have no issuer that could serve as a host name. For OIDC the ARN stands in the pool’s settings and in role mappings.' },
      ],
    },
  ],
  switches: [
    {
      id: 'saml-trust',
      label: 'A role made for AssumeRoleWithSAML',
      change: (before) =>
        configure(before, 'AWS::IAM::Role', 'notes-editors', {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Federated: samlArn },
                Action: 'sts:AssumeRoleWithSAML',
                Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
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
          title: 'It trusts the company, and not the pool',
          caption: 'The role trusts the SAML provider directly. The identity pool comes with a token of its own, and STS refuses.',
          explain: ['This is the role of people who sign in to the AWS console from their company. It fits `AssumeRoleWithSAML`. The identity pool calls `AssumeRoleWithWebIdentity`.'],
        },
        'get-credentials/answer': {
          title: 'Check assigned IAM roles',
          caption: 'The browser is told to check the roles of the pool.',
          explain: ['The role in question is assigned nowhere in the pool: the assertion named it.'],
        },
      },
      fix: { text: 'Give the role a trust policy for cognito-identity.amazonaws.com with this pool’s aud and an amr of authenticated. Keep a separate role for the console.', check: 'MAP-12' },
    },
    {
      id: 'scheme',
      label: 'https:// in the key',
      change: (before) => send(before, 'oidc-get-id', () => ({ Logins: { [`https://${issuer}`]: from('for-oidc', 'IdToken') } })),
      refused: { step: 'oidc-get-id', rule: 'issuer', code: 'NotAuthorizedException', message: 'Invalid login token. Issuer doesn\'t match providerName' },
      narration: {
        'oidc-get-id': {
          title: 'Eight characters too many',
          caption: 'The key was copied from the token’s iss, with https:// in front. That is not the provider’s name.',
          explain: ['Inside the token the issuer has the scheme, in Logins it has not. A path would belong to the name, a trailing slash only if the issuer has one.'],
        },
        'oidc-get-id/answer': { title: 'Issuer doesn’t match', caption: 'The browser is told that the issuer does not match the provider’s name.', explain: ['The token itself is fine.'] },
      },
      fix: {
        text: 'Leave https:// off.',
        command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${issuer}=$ID_TOKEN`,
      },
    },
    {
      id: 'client-unknown',
      label: 'The provider lists another client',
      change: (before) => configure(before, 'AWS::IAM::OIDCProvider', oidcArn, { ClientIDList: ['notes-mobile'] }),
      refused: { step: 'oidc-get-id', rule: 'provider', code: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.' },
      narration: {
        'oidc-get-id': {
          title: 'The right company, the wrong client',
          caption: 'The token was issued to notes-web. The provider’s entry in IAM knows notes-mobile alone.',
          explain: [
            'The list of client IDs, which IAM calls audiences, keeps out tokens that the company issued to other apps. Anybody in the company has some of those.',
            'So add the one client that is missing, and no more than your own.',
          ],
        },
        'oidc-get-id/answer': { title: 'Not a supported provider', caption: 'The browser is told that the token is not from a supported provider.', explain: ['It sounds as if the company were unknown. Compare `aud` with the list first.'] },
      },
      fix: { text: 'Add the client ID to the IAM provider.', command: `aws iam add-client-id-to-open-id-connect-provider --client-id notes-web \\\n  --open-id-connect-provider-arn ${oidcArn}` },
    },
    {
      id: 'stale',
      label: 'An hour and ten minutes later',
      change: (before) => wait(before, 'oidc-get-id', 4200),
      refused: {
        step: 'oidc-get-id',
        rule: 'expiry',
        code: 'NotAuthorizedException',
        message: `Invalid login token. Token expired: ${issuedAt + 4201} >= ${issuedAt + anHour}`,
      },
      narration: {
        'oidc-get-id': {
          title: 'Past the hour, and past the five minutes',
          caption: 'The company’s token was good for an hour. Seventy minutes have passed, more than clocks may differ.',
          explain: ['With the identity pool alone nobody renews this token for you: Cognito holds no refresh token of the company’s. The app must ask the company again.'],
        },
        'oidc-get-id/answer': { title: 'Token expired', caption: 'The browser is told when the token expired.', explain: ['Both numbers are seconds since 1970: now, and the token’s `exp`.'] },
      },
      fix: { text: 'Get a new token from the company before asking for credentials. Through the user pool, the user pool’s own refresh token would do.' },
    },
  ],
  amplify: [
    {
      steps: ['for-the-user-pool', 'post-assertion'],
      text: `import { signInWithRedirect } from 'aws-amplify/auth';

// First door. SAML or OIDC, Amplify only needs the provider’s name in the user pool.
await signInWithRedirect({ provider: { custom: 'Office' } });
`,
    },
    {
      steps: ['for-aws', 'get-id', 'get-credentials', 'for-oidc', 'oidc-get-id'],
      text: `import { Amplify } from 'aws-amplify';
import { fetchAuthSession } from 'aws-amplify/auth';
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers';

// Second door. Amplify takes credentials from a provider of yours; the SDK’s makes both calls.
const getCredentials = fromCognitoIdentityPool({
  clientConfig: { region: '${notes.region}' },
  identityPoolId: '${notes.identityPool}',
  logins: { '${issuer}': idToken }, // for SAML: { [samlProviderArn]: assertion }
});
const credentialsProvider = {
  getCredentialsAndIdentityId: async () => ({ credentials: await getCredentials() }),
  clearCredentialsAndIdentityId() {},
};
Amplify.configure({}, { Auth: { credentialsProvider } });
const { credentials } = await fetchAuthSession();
`,
    },
  ],
  reproduce: [
    {
      says: 'An identity for an assertion. The ARN has colons and commas are separators, so JSON is safer here.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} \\\n  --logins '{"${samlArn}":"'$SAML_RESPONSE'"}'`,
    },
    {
      says: 'An identity for the company’s ID token.',
      command: `aws cognito-identity get-id --no-sign-request --region ${notes.region} \\\n  --identity-pool-id ${notes.identityPool} --logins ${issuer}=$ID_TOKEN`,
    },
    { says: 'Which clients the IAM provider lets in.', command: `aws iam get-open-id-connect-provider --open-id-connect-provider-arn ${oidcArn}` },
  ],
  furtherReading: [
    { title: 'SAML providers in user pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-saml-idp.html' },
    { title: 'SAML providers in identity pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/saml-identity-provider.html' },
    { title: 'OIDC providers in identity pools', href: 'https://docs.aws.amazon.com/cognito/latest/developerguide/open-id.html' },
    { title: 'Creating OIDC providers in IAM', href: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html' },
  ],
};
