import type { Narration } from './walkthrough';

/** How each beat of the good run reads. */
export const enhancedFlowNarration: Readonly<Record<string, Narration>> = {
  'type-password': {
    title: 'Ana types her password',
    caption: 'Ana types her password into the notes app. It will never leave her browser.',
    explain: [
      'Two questions stand between Ana and her photo: [who is she](who), and what [may she do](may). Two services answer them, and the word Cognito is in the name of both. This run keeps them apart.',
      'The first question goes to the [user pool](term:user-pool). The app signs in with SRP: it will prove that it knows the password, and send neither the password nor a hash of it.',
    ],
  },
  'initiate-auth': {
    title: 'The app asks to sign in',
    caption: 'The app tells the user pool who wants to sign in, and sends a number made for this sign-in alone.',
    explain: [
      '`InitiateAuth` names the [app client](term:app-client), the user and the way to sign in: `USER_SRP_AUTH`. `SRP_A` is a public number made from a secret one that stays in the browser.',
      'The call carries no AWS signature. Anyone may send it; that is why it gives nothing away.',
    ],
    note: { title: 'What it does not tell', text: 'Whether the user exists. With `PreventUserExistenceErrors` on, an unknown name gets a challenge too, and fails at the next call like a wrong password.' },
  },
  'initiate-auth/answer': {
    title: 'A challenge comes back, not tokens',
    caption: 'The user pool answers with a challenge: prove that you know the password.',
    explain: [
      '`PASSWORD_VERIFIER` is the challenge. `SALT` and `SRP_B` are the user pool’s half of the arithmetic, and `SECRET_BLOCK` is its note to itself, to be handed back unread.',
      'From these, the password and its own secret number the browser computes a key. The user pool computes the same key from what it stored at sign-up. Neither sends it.',
    ],
  },
  respond: {
    title: 'The app proves that Ana knows the password',
    caption: 'The app signs the challenge with the shared key. Only someone who knows the password could.',
    explain: [
      '`PASSWORD_CLAIM_SIGNATURE` is an HMAC over the pool’s name, the user, the secret block and the time. If it fits, [Ana is who she says](who).',
      'The proof must arrive soon after the challenge, and it fits this challenge only: recorded, it is worth nothing.',
    ],
  },
  'respond/answer': {
    title: 'Three tokens for three readers',
    caption: 'The user pool answers with three tokens. Ana has proved who she is.',
    explain: [
      'The **ID token** says [who Ana is](who) and was issued to this app. The **access token** opens the user pool’s own calls and your APIs. The **refresh token** gets new ones, and only the user pool can read it.',
      'The first two are signed, not encrypted: anybody may read them, nobody may change them. They live one hour unless the app client says otherwise, the refresh token 30 days.',
      'None of them is an AWS credential. S3 has never heard of this user pool.',
    ],
  },
  'logins-key': {
    title: 'The app writes down where the token is from',
    caption: 'The app takes the issuer from the ID token, without https://, and uses it as the key of the Logins map.',
    explain: [
      'The next service trusts many kinds of providers: user pools, Google, Apple, your own. `Logins` is a map from the provider’s name to the token it gave.',
      'For a user pool that name is its issuer without `https://`: `cognito-idp.us-east-1.amazonaws.com/us-east-1_Lg7demo01`. Amplify derives it from the token’s `iss` in the same way.',
    ],
    note: { title: 'Where it goes wrong', text: 'A hyphen for the underscore, a forgotten region, `https://` left on. The key is text, and it must be equal to the character.' },
  },
  'get-id': {
    title: 'The identity pool validates the ID token',
    caption: 'Ana’s ID token crosses the border. The identity pool checks it, rule by rule, before it gives her an identity.',
    explain: [
      'Ana has proved [who she is](who). Now her browser carries that proof across the border and asks a second service what she [may do](may).',
      '`GetId` is not signed: anyone may send it. What protects the pool is the token inside, so it checks where the token is from, whom it was issued to, its signature and its age.',
    ],
    note: { title: 'What it does not check', text: 'Whether Ana has signed out or been disabled since, unless `ServerSideTokenCheck` is on for this provider.' },
  },
  'get-id/answer': {
    title: 'Ana gets an identity ID',
    caption: 'The identity pool answers with an identity ID. The same login gets the same one every time.',
    explain: [
      'The identity ID is the pool’s name for Ana: a region, a colon and a random part. It is not her `sub` in the user pool, and it will be the name of her folder.',
      'It is no secret and no permission. A second sign-in tomorrow returns the same one, so keep it: `GetId` has the lowest quota of the flow, 25 calls a second.',
    ],
  },
  'get-credentials': {
    title: 'The same token asks for credentials',
    caption: 'The browser sends the identity ID and, once more, the ID token. The pool checks the token again and chooses a role.',
    explain: [
      '`GetCredentialsForIdentity` takes an identity, not a pool: that is why `GetId` came first. It checks the same token by the same rules, because an identity ID alone proves nothing.',
      'Then it chooses a [role](term:role). This pool has no [role mapping](term:role-mapping), so everyone who signed in gets the pool’s authenticated role. In the enhanced flow the pool chooses; the browser cannot.',
    ],
    note: { title: 'What it does not ask', text: 'Ana’s group. `editors` has a role of its own, and her token names it, but without a role mapping of type Token nobody reads that.' },
  },
  'get-credentials/sts': {
    title: 'The identity pool calls STS, out of sight',
    caption: 'The identity pool shows STS a token of its own making. The role’s trust policy decides whether STS gives it the role.',
    explain: [
      'This call never leaves AWS, and the browser never sees it. It is `AssumeRoleWithWebIdentity`, not `AssumeRole`: the pool presents an [OpenID token](term:openid-token) that it issued itself, good for ten minutes.',
      'The role’s [trust policy](term:trust-policy) is the lock. It asks for this identity pool (`aud`) and for someone who signed in (`amr`). The Decision tab shows each condition beside what the token says.',
    ],
    note: { title: 'How we know', text: 'CloudTrail records the call, with the session name `CognitoIdentityCredentials`. The rest of it is inferred from its answer and its errors.' },
  },
  'get-credentials/answer': {
    title: 'AWS credentials, good for one hour',
    caption: 'STS gives out temporary credentials. The identity pool hands them to the browser.',
    explain: [
      'An access key, a secret key and a session token: these, and not the ID token, are what AWS services understand. They say [what Ana may do](may), for one hour, and the enhanced flow has no way to ask for longer.',
      'Nothing recalls them. Sign-out, a disabled account, a deleted user: they work until they expire.',
    ],
    note: { title: 'A small trap', text: 'The field is called `SecretKey` here. STS calls the same thing `SecretAccessKey`.' },
  },
  'put-object': {
    title: 'IAM decides about beach.jpg',
    caption: 'The browser signs a request to S3 with the credentials. IAM reads the role’s policy and fills in Ana’s identity ID.',
    explain: [
      'The first signed request of the run. The keys sign it and stay in the browser; the session token travels along so that AWS knows which session signed.',
      'The role’s policy allows `s3:PutObject` on `users/${cognito-identity.amazonaws.com:sub}/*`. In Ana’s session that [variable](term:policy-variable) is her identity ID, so the statement [allows her folder](may) and nobody else’s.',
    ],
    note: { title: 'If it said `${aws:username}`', text: 'That variable belongs to IAM users. A role session has no value for it, so the statement would match nothing. Switch it on below and see.' },
  },
  'put-object/answer': {
    title: 'The photo is stored',
    caption: 'S3 stores the photo. No server of the app’s own was involved.',
    explain: [
      'Five calls left the browser. Two asked [who are you](who), two asked [what may you do](may), and one used the answer.',
      'Only the last was signed with AWS keys. The app never held a long-lived key, and the user pool never learned that S3 exists.',
    ],
    note: { title: 'Now break it', text: 'Each switch under the stage changes one thing in this account or in the app. The refusals are the words that AWS uses.' },
  },
};
