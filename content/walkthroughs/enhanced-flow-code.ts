import { notes } from '../../lib/world/accounts/notes';
import type { CodeSegment } from './walkthrough';

/** The same run with Amplify v6: two of its functions make all five calls. */
export const enhancedFlowCode: readonly CodeSegment[] = [
  {
    steps: [],
    text: `import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn } from 'aws-amplify/auth';
import { uploadData } from 'aws-amplify/storage';

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: '${notes.userPool}',
      userPoolClientId: '${notes.client}',
      identityPoolId: '${notes.identityPool}',
      allowGuestAccess: false,
    },
  },
  Storage: { S3: { bucket: '${notes.bucket}', region: '${notes.region}' } },
});
`,
  },
  {
    steps: ['initiate-auth', 'respond'],
    text: `// USER_SRP_AUTH unless you ask for another flow
await signIn({ username, password });
`,
  },
  {
    steps: ['get-id', 'get-credentials'],
    text: `// GetId (kept until the page is left), then GetCredentialsForIdentity;
// the Logins key is made from the token's iss
const { identityId, credentials } = await fetchAuthSession();
`,
  },
  {
    steps: ['put-object'],
    text: `await uploadData({
  path: ({ identityId }) => \`users/\${identityId}/beach.jpg\`,
  data: file,
}).result;
`,
  },
];
