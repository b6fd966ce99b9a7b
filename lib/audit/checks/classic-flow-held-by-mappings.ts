import { check } from '../check';
import { bestClassicWay, withoutMappings } from '../classic-flow';
import { classicOn, classicUnset, notesWorld, tokenMapping, withRoles } from '../examples';
import { resetsPool, withoutClassicFlow } from '../pool-edits';
import { cwe, references } from '../references';

const mapped = { RoleMappings: tokenMapping };

export const classicFlowHeldByMappings = check({
  code: 'IDP-06',
  name: 'classic-flow-held-by-mappings',
  title: 'Only role mappings hold the basic (classic) flow back',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'A remark: nothing is open today.',
  docs: {
    what: 'The pool does not forbid the classic flow, but it has role mappings, and then GetOpenIdToken is refused for everyone. Every finding that rests on the classic flow is silent for this pool. The check shows what the last mapping keeps shut.',
    why: 'The day somebody removes the last role mapping, the classic flow is there again, without anybody having decided so.',
    falsePositives: 'This is no failure today. It is said so that the mappings are not taken for a mere convenience.',
    fix: 'Set AllowClassicFlow to false, so that the pool says no by itself.',
  },
  references: [references.rumMappings, references.authenticationFlow, cwe(1188)],
  examples: {
    fails: [
      { title: 'the classic flow is on behind a mapping', world: withRoles(mapped, classicOn), severity: 'info' },
      { title: 'the classic flow was never set, behind a mapping', world: withRoles(mapped, classicUnset), severity: 'info' },
    ],
    passes: [{ title: 'the classic flow is off as well', world: withRoles(mapped, notesWorld) }],
  },
  subjects(pool) {
    const mappings = Object.keys(pool.attachment?.RoleMappings ?? {});
    return mappings.length > 0 ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }] : [];
  },
  probes: (_subject, pool) =>
    bestClassicWay(
      pool,
      (entrance, roles) => ({
        severity: 'info',
        confidence: 'latent',
        actor: entrance.actor,
        message: `Removing the last role mapping re-opens ${roles.length === 1 ? 'one role' : `${roles.length} roles`} to whoever names ${roles.length === 1 ? 'it' : 'them'}: ${roles.join(', ')}.`,
      }),
      { prepare: (world) => withoutMappings(world, pool.id), when: 'once the last role mapping is gone' },
    ),
  fix: (_subject, pool) => ({ summary: 'Set AllowClassicFlow to false.', world: withoutClassicFlow(pool.world, pool.id), warning: resetsPool }),
});
