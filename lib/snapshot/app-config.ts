import { z } from 'zod';
import type { Expectation } from '../world/expectation';

const text = z.string().min(1);

/** amplify_outputs.json (Amplify Gen 2) */
const outputs = z.looseObject({
  auth: z.looseObject({ user_pool_id: text.optional(), user_pool_client_id: text.optional(), identity_pool_id: text.optional() }),
});

/** aws-exports.js and .json (Amplify Gen 1) */
const awsExports = z.looseObject({
  aws_user_pools_id: text.optional(),
  aws_user_pools_web_client_id: text.optional(),
  aws_cognito_identity_pool_id: text.optional(),
});

const one = <T extends z.ZodType>(inner: T) => z.looseObject({ Default: inner });

/** amplifyconfiguration.json of the mobile libraries */
const mobile = z.looseObject({
  auth: z.looseObject({
    plugins: z.looseObject({
      awsCognitoAuthPlugin: z.looseObject({
        CognitoUserPool: one(z.looseObject({ PoolId: text, AppClientId: text.optional() })).optional(),
        CredentialsProvider: z.looseObject({ CognitoIdentity: one(z.looseObject({ PoolId: text })) }).optional(),
      }),
    }),
  }),
});

/** What the application behind a configuration file expects to be trusted, or undefined when the value is no such file. */
export function expectationOf(value: unknown, source: string): Expectation | undefined {
  const gen2 = outputs.safeParse(value);
  if (gen2.success && gen2.data.auth.user_pool_id !== undefined) {
    const { user_pool_id: userPoolId, user_pool_client_id: clientId, identity_pool_id: identityPoolId } = gen2.data.auth;
    return given(source, { userPoolId, clientId, identityPoolId });
  }
  const gen1 = awsExports.safeParse(value);
  if (gen1.success && (gen1.data.aws_user_pools_id ?? gen1.data.aws_cognito_identity_pool_id) !== undefined) {
    const { aws_user_pools_id: userPoolId, aws_user_pools_web_client_id: clientId, aws_cognito_identity_pool_id: identityPoolId } = gen1.data;
    return given(source, { userPoolId, clientId, identityPoolId });
  }
  const native = mobile.safeParse(value);
  if (!native.success) return undefined;
  const { CognitoUserPool, CredentialsProvider } = native.data.auth.plugins.awsCognitoAuthPlugin;
  return given(source, {
    userPoolId: CognitoUserPool?.Default.PoolId,
    clientId: CognitoUserPool?.Default.AppClientId,
    identityPoolId: CredentialsProvider?.CognitoIdentity.Default.PoolId,
  });
}

/** The JSON inside `aws-exports.js`, which is an assignment and an export around an object with quoted keys. */
export function objectInScript(script: string): string | undefined {
  const start = script.indexOf('{');
  const end = script.lastIndexOf('}');
  if (!/\bawsmobile\b|\bexport\s+default\b|\bmodule\.exports\b/.test(script) || start < 0 || end < start) return undefined;
  return script.slice(start, end + 1).replace(/,(\s*[}\]])/g, '$1');
}

function given(source: string, fields: Omit<Expectation, 'source'>): Expectation {
  return { source, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}
