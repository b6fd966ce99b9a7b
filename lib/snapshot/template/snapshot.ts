import { saysAbsent } from '../absence';
import { collect } from '../collect';
import { emulatedSender } from '../emulated';
import { Unreadable, type Exchange, type Snapshot } from '../snapshot';
import type { Send } from '../recorder';
import { deploy, type LeftOpenPart } from './deployment';
import type { Template } from './value';

/** Of what the template may well make, but does not have to: an audit does not take its silence for an answer. */
const beyond: ReadonlySet<string> = new Set(['lambda:ListFunctions', 'lambda:GetFunctionConfiguration', 'lambda:GetPolicy', 'cloudtrail:DescribeTrails', 'wafv2:GetWebACLForResource']);

/**
 * The snapshot that one would take of an account after a template was deployed to it, and of which nothing else is known: what the
 * template neither makes nor says is *not read*, never absent.
 * @throws Unreadable when nothing of it can be deployed
 */
export async function snapshotOfTemplate(template: Template, where: string, takenAt: string): Promise<Snapshot> {
  const { world, aliases, open, left } = deploy(template);
  if (Object.keys(world.resources['AWS::Cognito::IdentityPool'] ?? {}).length === 0) {
    const why = left.find((one) => one.includes('AWS::Cognito::IdentityPool)')) ?? left[0];
    throw new Unreadable(`${where} is a ${template.kind} without an identity pool that could be judged${why === undefined ? '' : ` (${why})`}: give the one that makes the pool.`);
  }
  const taken = await collect({
    send: saying(open, emulatedSender(world)),
    regions: [template.region],
    now: () => takenAt,
    sleep: () => Promise.resolve(),
    random: () => 0,
  });
  const exchanges = taken.exchanges.map((exchange) => asFarAsItSays(exchange, template.kind));
  const real = aliases.reduce((text, [given, known]) => text.replaceAll(given, known), JSON.stringify(exchanges));
  return { ...taken, exchanges: JSON.parse(real) as readonly Exchange[] };
}

/** What describes a resource of which something may be left open. */
const describing: Readonly<Record<string, string>> = {
  'cognito-identity:DescribeIdentityPool': 'AWS::Cognito::IdentityPool',
  'cognito-identity:GetIdentityPoolRoles': 'AWS::Cognito::IdentityPoolRoleAttachment',
  'cognito-idp:DescribeUserPool': 'AWS::Cognito::UserPool',
  'cognito-idp:DescribeUserPoolClient': 'AWS::Cognito::UserPoolClient',
};

/** Answers as the account would, but for what is left open: of that it says why. */
function saying(open: readonly LeftOpenPart[], send: Send): Send {
  return (operation, region, input) => {
    const left = open.find(({ type, id }) => type === describing[operation] && Object.values(input).includes(id));
    if (left === undefined) return send(operation, region, input);
    const refusal = new Error(left.gap.unread);
    refusal.name = left.gap.unread;
    return Promise.reject(refusal);
  };
}

function asFarAsItSays(exchange: Exchange, kind: string): Exchange {
  const { operation, error } = exchange;
  // The reason takes the place of a code: it is all that a gap tells.
  if (error?.code === 'NotRead') return { ...exchange, error: { code: error.message.replace(/^Not read: /, ''), message: error.message } };
  if (!beyond.has(operation) && (error === undefined || !saysAbsent(error.code) || operation.startsWith('s3:'))) return exchange;
  const { output: _, ...asked } = exchange;
  return { ...asked, error: { code: 'NotInTemplate', message: `the ${kind} says nothing of it` } };
}
