import type { Layer, PolicySet } from './decision';
import type { Settlement } from './layers';
import type { Situation } from './situation';

/** The kinds of policy as AWS's denials name them, with the article that an explicit deny takes. */
const POLICY_TYPES: Readonly<Record<Layer, readonly [name: string, withArticle: string]>> = {
  identity: ['identity-based policy', 'an identity-based policy'],
  session: ['session policy', 'a session policy'],
  boundary: ['permissions boundary', 'a permissions boundary'],
  resource: ['resource-based policy', 'a resource-based policy'],
  'service-control': ['service control policy', 'a service control policy'],
  'resource-control': ['resource control policy', 'a resource control policy'],
};
const TRUST_POLICY = ['role trust policy', 'the role trust policy'] as const;

/** A layer's policy as AWS's denials call it, bare and with its article. */
export function policyTypes({ isTrust }: Situation, layer: Layer): readonly [name: string, withArticle: string] {
  return isTrust && layer === 'resource' ? TRUST_POLICY : POLICY_TYPES[layer];
}

/** AWS's sentence for a denial and its reason clause; nothing when the request is not denied. */
export function denialOf(situation: Situation, { answer, layer }: Settlement): { readonly message: string; readonly because: string } | undefined {
  if (!layer || (answer !== 'ExplicitlyDenied' && answer !== 'ImplicitlyDenied')) return undefined;
  const { action, principal, resource } = situation.request;
  const [name, withArticle] = policyTypes(situation, layer);
  const because = answer === 'ExplicitlyDenied' ? `with an explicit deny in ${withArticle}` : `because no ${name} allows the ${action} action`;
  if (!situation.withIdentity && situation.isTrust) return { message: `Not authorized to perform ${action}`, because };
  const on = resource === '*' ? '' : ` on resource: ${isS3(situation) ? `"${resource}"` : resource}`;
  const user = principal === '*' ? 'anonymous' : principal;
  return { message: `User: ${user} is not authorized to perform: ${action}${on} ${because}`, because };
}

/** S3 puts the resource between quotation marks; other services do not. */
function isS3({ action }: Situation): boolean {
  return action.startsWith('s3:');
}

const NO_NOTES: readonly string[] = [];
const OF_CALLER_IDENTITY: readonly string[] = ['sts:GetCallerIdentity needs no permission, and no policy can deny it.'];
const OF_UNSEEN_KEY_POLICY: readonly string[] = [
  'The key policy is not known. It is taken for the default one, which lets the identity-based policies of its account decide.',
];

/** What to know about an answer beside the statements. */
export function notesOn({ action, isKey, sameAccount, withIdentity }: Situation, policies: PolicySet): readonly string[] {
  if (action === 'sts:getcalleridentity') return OF_CALLER_IDENTITY;
  return isKey && !policies.resource && sameAccount && withIdentity ? OF_UNSEEN_KEY_POLICY : NO_NOTES;
}
