import { tagSource } from '../../engine/principal-tags';
import { isGap } from '../../world/gap';
import type { IdentityPoolPrincipalTag } from '../../world/resources';
import { get, put, type World } from '../../world/world';
import { arrivalOf, entranceArrival } from '../arrivals';
import { check, type Attempt, type Fix, type Probe } from '../check';
import type { Claim } from '../claim';
import { withReadable } from '../client-edits';
import { allow, notes, notesWorld, signedInRole, trust, withClient, withPolicy, withRole, withTrust } from '../examples';
import { givenRoles, refusalProbes, whoComes, type GivenRole } from '../given-roles';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import { isEntered, type AuditedPool, type Way } from '../pool';
import { carriedTags, sampleValues, tagMapId, tagMapOf, tagsAskedFor } from '../principal-tags';
import { cwe, references } from '../references';
import { probeOf, requestCall } from '../requests';
import { nameOf, rolesForUsers } from '../roles';
import type { Entered } from '../sessions';
import { statementsAbout, type TagStatement } from '../tag-statements';
import { tryIn } from '../trial';
import { withTagSession } from '../trust-edits';
import { isAttribute } from '../writable-claims';

const readsDepartment = withClient({ ReadAttributes: ['email', 'name', 'custom:department'] });
const documents = 'arn:aws:s3:::notes-documents';
const tagged = trust({ aud: notes.identityPool, amr: 'authenticated', tags: true });
const withMap = (PrincipalTags: IdentityPoolPrincipalTag['PrincipalTags'], world: World = notesWorld): World =>
  put(world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${notes.provider}`, { IdentityPoolId: notes.identityPool, IdentityProviderName: notes.provider, UseDefaults: false, PrincipalTags });
const byDepartment = [allow('s3:GetObject', `${documents}/\${aws:PrincipalTag/department}/*`)];
const onlyIf = (operator: string, value: string) => [allow('s3:GetObject', `${documents}/*`, { [operator]: { 'aws:PrincipalTag/department': value } })];
const deniedIf = (operator: string) => [allow('s3:GetObject', `${documents}/*`), { Effect: 'Deny', Action: 's3:GetObject', Resource: `${documents}/*`, Condition: { [operator]: { 'aws:PrincipalTag/department': 'Interns' } } }];

export const brokenPrincipalTags = check<GivenRole>({
  code: 'MAP-17',
  name: 'broken-principal-tags',
  title: 'Principal tags do not arrive where policies ask for them',
  resource: 'AWS::IAM::Role',
  severityRule: 'High where a statement lets everybody through that was written to keep some out; medium where users get no credentials, or nobody is allowed what a statement says.',
  docs: {
    what: 'Either the pool maps claims to principal tags, and a role’s trust policy lacks sts:TagSession; or a role’s policy asks for a tag that no provider maps, or that comes from an attribute which the app client may not read. The check has users ask for credentials, and a user who has the attribute ask for what the statement is about.',
    why: 'Without sts:TagSession every sign-in fails from the moment a tag is mapped. Without the tag, an Allow that compares it allows nobody anything, a Deny that compares it denies nobody anything, and StringNotEquals or an …IfExists operator lets everybody through.',
    falsePositives: 'A tag on the role itself counts as there. Tags that a developer’s backend hands over with a login are not known here, and policies for those users are not asked about. A condition with Null has thought of the tag’s absence. A mapped tag that no policy of the role asks for may serve the policy of a resource, and nothing is said of it.',
    fix: 'Allow sts:TagSession in the trust policy, and map the claim that the policy is meant to decide by.',
  },
  references: [references.attributesForAccessControl, references.trustPolicies, cwe(636)],
  examples: {
    fails: [
      { title: 'the trust policy lets no tags in', world: withMap({ department: 'email' }), severity: 'medium' },
      { title: 'the trust policy lets no tags in, and the tag comes from an attribute that not everybody has', world: withMap({ department: 'custom:department' }, readsDepartment), severity: 'medium' },
      { title: 'a folder is named by a tag that nobody has', world: withPolicy(signedInRole, byDepartment), severity: 'medium' },
      { title: 'a condition compares a tag that nobody has', world: withPolicy(signedInRole, onlyIf('StringEquals', 'Legal')), severity: 'medium' },
      { title: 'everybody passes who is not tagged otherwise', world: withPolicy(signedInRole, onlyIf('StringNotEquals', 'Interns')), severity: 'high' },
      { title: 'everybody passes without the tag', world: withPolicy(signedInRole, onlyIf('StringEqualsIfExists', 'Legal')), severity: 'high' },
      { title: 'a Deny waits for a tag that nobody has', world: withPolicy(signedInRole, deniedIf('StringEquals')), severity: 'high' },
      { title: 'the app client may not read the attribute that is mapped', world: withMap({ department: 'custom:department' }, withTrust(signedInRole, tagged, withPolicy(signedInRole, byDepartment))), severity: 'medium' },
      { title: 'another tag is mapped', world: withMap({ team: 'email' }, withTrust(signedInRole, tagged, withPolicy(signedInRole, byDepartment))), severity: 'medium' },
    ],
    passes: [
      { title: 'no policy asks for a tag', world: notesWorld },
      { title: 'the tag is mapped and let in', world: withMap({ department: 'custom:department' }, withTrust(signedInRole, tagged, withPolicy(signedInRole, byDepartment, readsDepartment))) },
      { title: 'the role itself is tagged', world: withRole(signedInRole, { Tags: [{ Key: 'department', Value: 'Legal' }] }, withPolicy(signedInRole, byDepartment)) },
      { title: 'the tag’s absence was thought of', world: withPolicy(signedInRole, onlyIf('Null', 'true')) },
      { title: 'a tag is mapped for the policies of buckets', world: withMap({ department: 'custom:department' }, withTrust(signedInRole, tagged)) },
    ],
  },
  subjects: givenRoles,
  probes(subject, pool): readonly Attempt[] {
    const { arn = '', ways } = subject;
    const tagged = { ...subject, ways: ways.map((way) => withTagClaims(way, pool)) };
    const arrivals = refusalProbes(tagged, 'tags', 'ask for credentials', `The trust policy of ${nameOf(arn)} lets principal tags in, if there are any.`, (entrance) => ({
      severity: 'medium',
      confidence: 'proved',
      actor: entrance.actor,
      message: `${whoComes(entrance)} get no credentials: the pool maps principal tags, and the trust policy of ${nameOf(arn)} does not allow sts:TagSession.`,
    }));
    const statements = ways.filter(isEntered).flatMap((way) => {
      const attempts = orGap(() => brokenStatements(way, pool).flatMap((broken) => statementProbe(way, broken, pool)));
      return isGap(attempts) ? [attempts] : attempts;
    });
    return [...arrivals, ...statements];
  },
  fix({ arn = '', ways }, pool, { proves, blames: [blame] = [] }): Fix | undefined {
    if (proves.rule === 'tags') {
      const world = withTagSession(pool.world, nameOf(arn));
      return world && { summary: `Allow sts:TagSession in the trust policy of ${nameOf(arn)}.`, world };
    }
    for (const way of ways.filter(isEntered)) {
      const broken = brokenStatements(way, pool).find(({ policy, statement }) => policy === blame?.policy && statement.index === blame.statement);
      const world = broken === undefined ? undefined : withTagArriving(way, broken.tag, pool);
      const { provider } = way.entrance;
      if (broken !== undefined && world !== undefined && provider !== undefined) {
        return {
          summary: `Let ${claimFor(provider, broken.tag, pool)} be in the token, map it to the principal tag ${broken.tag}, and let the roles’ trust policies take tags.`,
          world,
          warning: 'Which claim the tag should come from, only you know. One that users write themselves would let them choose it (MAP-16).',
        };
      }
    }
    return undefined;
  },
});

/** The same people, whose tokens have what the pool maps to tags: without it nothing would be tagged. @throws NotRead */
function withTagClaims(way: Way, pool: AuditedPool): Way {
  const { entrance } = way;
  if (entrance?.provider === undefined || entrance.provider.kind === 'developer' || 'unread' in way) return way;
  const map = tagMapOf(pool, entrance.provider);
  const carried = carriedTags(pool, entrance.provider);
  const missing = Object.entries(map?.UseDefaults === true ? {} : (map?.PrincipalTags ?? {})).filter(([tag, claim]) => carried.has(tag.toLowerCase()) && isAttribute(claim) && entrance.claims?.[claim] === undefined);
  return { ...way, entrance: { ...entrance, claims: { ...Object.fromEntries(missing.map(([, claim]) => [claim, sampleValues(claim).own])), ...entrance.claims } } };
}

interface Broken extends TagStatement {
  readonly tag: string;
}

/** Statements of the role that ask for tags which sessions of this way do not carry. @throws NotRead */
function brokenStatements(way: Entered, pool: AuditedPool): readonly Broken[] {
  const { provider } = way.entrance;
  // A developer’s backend hands tags over with each login.
  if (provider?.kind === 'developer') return [];
  const reach = pool.reach(way);
  const carried = provider === undefined ? new Set<string>() : carriedTags(pool, provider);
  const own = new Set((get(pool.world, 'AWS::IAM::Role', nameOf(way.roleArn))?.Tags ?? []).map(({ Key }) => Key.toLowerCase()));
  const missing = tagsAskedFor(reach).filter((tag) => !carried.has(tag.toLowerCase()) && !own.has(tag.toLowerCase()));
  return missing.flatMap((tag) => statementsAbout(tag, reach).map((statement) => ({ ...statement, tag })));
}

const denials = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

/** A user who has the attribute asks for what the statement is about. */
function statementProbe(way: Entered, broken: Broken, pool: AuditedPool): readonly Attempt[] {
  const { tag, policy, statement, value, wanted, passes } = broken;
  const where = `statement ${statement.index + 1} of ${policy}`;
  const effect = statement.effect === 'Allow' ? 'lets everybody through' : 'denies nobody anything';
  const opposite = statement.effect === 'Allow' ? 'allows nobody anything' : 'denies everybody';
  const message = `${where.charAt(0).toUpperCase()}${where.slice(1)} ${passes ? effect : opposite}: it asks for the principal tag ${tag}, and no session of ${nameOf(way.roleArn)} carries it.`;
  const claim: Claim = { severity: passes ? 'high' : 'medium', confidence: 'proved', actor: way.entrance.actor, message };
  const asked = probeOf(way, [wanted], `Somebody whose ${tag} is “${value}” asks for ${wanted.action}`, claim);
  const arrival = attributedArrival(way, tag, value, pool);
  const ready = (world: World): World => asked.prepare?.(world) ?? world;
  const comes = arrival === undefined ? {} : { ...arrival, prepare: (world: World) => arrival.prepare?.(ready(world)) ?? ready(world), calls: [...arrival.calls, requestCall(way, wanted)] };
  const probe: Probe = { ...asked, ...comes, blames: [{ policy, statement: statement.index }], ...(passes ? {} : { proves: { ends: denials, rule: 'authorized' } }) };
  return makesTheDifference(probe, way, tag, pool) ? [probe] : [];
}

/** Somebody of this way signs in with the attribute that the tag comes from, or should; undefined for guests, who have none. @throws NotRead */
function attributedArrival({ entrance }: Entered, tag: string, value: string, pool: AuditedPool): ReturnType<typeof arrivalOf> {
  const { provider, claims } = entrance;
  if (provider === undefined) return undefined;
  const claim = claimFor(provider, tag, pool);
  if (provider.userPoolId === undefined) return entranceArrival({ ...entrance, id: `${entrance.id} ${claim}=${value}`, claims: { ...claims, [claim]: value } });
  const groups = claims?.['cognito:roles'] === undefined ? [] : (claims['cognito:groups'] as readonly string[]);
  return arrivalOf({ provider: { ...provider, userPoolId: provider.userPoolId }, attributes: { [claim]: value }, groups, detail: `whose ${claim} is “${value}”` }, pool);
}

/** Whether the outcome is another once the tag is there; if not, it is something else that decides. A guest can have no tag. */
function makesTheDifference(probe: Probe, way: Entered, tag: string, pool: AuditedPool): boolean {
  const mapped = withTagArriving(way, tag, pool);
  if (mapped === undefined) return true;
  const trial = orGap(() => tryIn(mapped, probe));
  return isGap(trial) || !trial.proved;
}

/** The claim that the tag comes from, or is most likely meant to: an attribute of that name, if the user pool has one. @throws NotRead */
function claimFor(provider: LoginProvider, tag: string, pool: AuditedPool): string {
  const map = tagMapOf(pool, provider)?.PrincipalTags ?? {};
  const mapped = Object.entries(map).find(([name]) => name.toLowerCase() === tag.toLowerCase())?.[1];
  if (mapped !== undefined || provider.userPoolId === undefined) return mapped ?? tag;
  const names = (get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId)?.SchemaAttributes ?? []).map(({ Name }) => Name);
  return names.find((name) => name.toLowerCase() === tag.toLowerCase()) ?? `custom:${tag}`;
}

/** The account where the claim is in the token, the pool maps it to the tag, and every role for users lets tags in; undefined for guests. @throws NotRead */
function withTagArriving({ entrance: { provider } }: Entered, tag: string, pool: AuditedPool): World | undefined {
  if (provider === undefined) return undefined;
  const claim = claimFor(provider, tag, pool);
  const before = tagMapOf(pool, provider);
  const kept = before?.UseDefaults === true ? { client: 'aud', username: 'sub' } : before?.PrincipalTags;
  const map = { IdentityPoolId: pool.id, IdentityProviderName: tagSource(provider.name, provider.mapping), UseDefaults: false, PrincipalTags: { ...kept, [tag]: claim } };
  const mapped = Object.values(kept ?? {}).includes(claim) ? pool.world : put(pool.world, 'AWS::Cognito::IdentityPoolPrincipalTag', tagMapId(pool.id, provider), map);
  const readable = provider.kind === 'user pool' ? withReadable(mapped, provider.audience, claim) : mapped;
  return rolesForUsers(pool).reduce((world, arn) => withTagSession(world, nameOf(arn)) ?? world, readable);
}
