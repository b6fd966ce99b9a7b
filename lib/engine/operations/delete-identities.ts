import type { DeleteIdentitiesInput } from '@aws-sdk/client-cognito-identity';
import { forget, identityNamed } from '../identities';
import { aboutIdentity } from '../identity-pool';
import { operation } from '../operation';

/** Deletes identities; their logins get new ones when they come back. */
export const DeleteIdentities = operation({
  name: 'cognito-identity:DeleteIdentities',
  says: 'Deletes identities; the same logins then get new ones.',
  access: 'signed',
  rules: {},
  asks: (input: DeleteIdentitiesInput, context) => (input.IdentityIdsToDelete ?? []).map((id) => aboutIdentity(id, context)),
  perform(input: DeleteIdentitiesInput, context) {
    for (const id of input.IdentityIdsToDelete ?? []) {
      const identity = identityNamed(id, context);
      if (identity !== undefined) forget(identity, context);
    }
    return { UnprocessedIdentityIds: [] };
  },
});
