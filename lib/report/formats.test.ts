import { describe, expect, it } from 'vitest';
import { demoReport, poisoned } from './demo-report.testing';
import { formats, render } from './formats';
import { stageOf } from './html-stage';
import { mergeReports } from './merge';
import type { Report } from './report';
import type { SecondOpinion } from './second-opinion';

const suppression = { check: 'VAR-01', reason: 'Known.', expires: '2027-01-31' };
const report = demoReport({ suppressions: [suppression] });
const opinion: SecondOpinion = { by: 'iam:SimulateCustomPolicy', answeredBy: 'elsewhere', about: 'a policy', says: 'allowed', agrees: false };
const evil = poisoned({ ...report, verdicts: report.verdicts.map((verdict) => ({ ...verdict, secondOpinions: [opinion] })) }) as Report;
const fails = report.verdicts.filter(({ verdict }) => verdict === 'fail');

describe.each(formats)('%s', (format) => {
  it('has the same bytes each time, also of merged reports', async () => {
    expect(await render(demoReport({ suppressions: [suppression] }), format)).toBe(await render(report, format));
    const merged = mergeReports([report, { ...report, account: '999988887777' }], '1');
    expect(await render(merged, format)).toContain('999988887777');
  });

  it('shows what is suppressed, and why', async () => {
    expect(await render(report, format)).toMatch(/Known\.|Known\\\./);
  });

  it('lets nothing through that steers a terminal or turns text around', async () => {
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(await render(evil, format)).not.toMatch(format === 'json' ? /[\u0000-\u0009\u000b-\u001f]/ : /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
  });
});

describe('html', () => {
  it('is one file that asks nobody for anything', async () => {
    const html = await render(report, 'html');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<(script|link|img|iframe|base|form|object|use|image)\b|\s(src|href|srcset|action|data)=|url\(|@import/);
    expect(html).not.toMatch(/<[^>]*(https?:|\son[a-z]+=)/);
  });

  it('shows each finding, its proof step by step and its fix', async () => {
    const html = await render(report, 'html');
    expect(html.match(/<article class="finding/g)).toHaveLength(fails.length);
    expect(html).toContain('Proof: A guest asks STS for notes-signed-in');
    expect(html).toContain('trust policy of notes-signed-in, statement 1');
    expect(html).toMatch(/<ins>\+.*amr/);
  });

  it('plays each proof without a script: a button for each step, and what belongs to it is drawn', async () => {
    const html = await render(report, 'html');
    const plays = html.match(/<fieldset class="play">[^]*?<\/fieldset>/g) ?? [];
    expect(plays.length).toBe(report.verdicts.filter(({ proof, verdict }) => (verdict === 'fail' || verdict === 'pass') && (proof?.steps.length ?? 0) > 0).length);
    const names = new Set<string>();
    for (const play of plays) {
      const buttons = Array.from(play.matchAll(/<input type="radio"(?: class="all")? name="([\w-]+)" id="([\w-]+)"/g), ([, name, id]) => ({ name: name as string, id: id as string }));
      const steps = play.match(/<li /g)?.length ?? 0;
      expect(steps).toBeGreaterThan(0);
      expect([buttons.length, play.match(/<g class="m/g)?.length, play.match(/ checked>/g)?.length]).toEqual([steps + 1, steps, 1]);
      expect(Array.from(play.matchAll(/<label[^>]* for="([\w-]+)"/g), ([, id]) => id).sort()).toEqual(buttons.map(({ id }) => id).sort());
      expect(html).toContain(`.play>input:nth-of-type(${steps}):checked~`);
      names.add(buttons[0]?.name ?? '');
    }
    expect(names.size).toBe(plays.length);
    expect(html).toContain('asks STS: AssumeRoleWithWebIdentity');
  });

  it('draws a run whoever wrote it, or nothing', () => {
    const steps = [{ operation: 'constructor:x', by: 'constructor', input: 'text', output: null }];
    expect(stageOf({ title: 't', steps, ended: 'ok' }, 'a')).toBe('');
    expect(stageOf({ title: 't', steps: [], ended: 'ok' }, 'a')).toBe('');
    expect(stageOf({ title: 't', steps: [{ operation: 's3:GetObject', by: '__proto__', input: 'text', output: 'text' }], ended: 'ok' }, 'a')).toContain('__proto__ asks S3: GetObject');
  });

  it('takes hostile names for text', async () => {
    const html = await render(evil, 'html');
    const tags = new Set(Array.from(html.matchAll(/<\/?([a-z]+\d?)/gi), ([, tag]) => tag));
    expect([...tags].sort()).toEqual(['article', 'b', 'body', 'del', 'details', 'div', 'fieldset', 'g', 'h1', 'h2', 'h3', 'head', 'header', 'html', 'input', 'ins', 'label', 'legend', 'li', 'main', 'meta', 'ol', 'p', 'path', 'pre', 'rect', 'section', 'span', 'style', 'summary', 'svg', 'table', 'tbody', 'td', 'text', 'th', 'thead', 'title', 'tr', 'ul']);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });
});

describe('csv', () => {
  it('has a line for each verdict, and no cell that is a formula', async () => {
    const lines = (await render(evil, 'csv')).split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(report.verdicts.length + 1);
    for (const line of lines) {
      const cells = Array.from(line.matchAll(/(?:^|,)"((?:[^"]|"")*)"/g), ([, cell]) => cell as string);
      expect(cells).toHaveLength(14);
      for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@|]/);
    }
  });
});

describe('markdown', () => {
  it('takes hostile names for text: no HTML, link, mention, code or new row', async () => {
    const markdown = await render(evil, 'markdown');
    const theirs = markdown.replace(/<\/?(details|summary)>/g, '');
    expect(theirs).not.toMatch(/<|(?<!\\)\]\(|https:\/\/|@all|(?<!\\)`/);
    expect(markdown.match(/^### /gm)).toHaveLength(fails.length);
    const tables = markdown.split('\n\n').filter((part) => part.startsWith('|')).map((table) => table.split('\n').filter((row) => row !== '').map((row) => row.match(/(?<!\\)\|/g)?.length));
    expect(tables.length).toBeGreaterThan(2);
    for (const rows of tables) expect(new Set(rows).size).toBe(1);
  });
});

describe('sarif', () => {
  interface Log {
    readonly version: string;
    readonly runs: readonly [
      {
        readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly level: string;
          readonly message: { readonly text: string };
          readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
          readonly codeFlows?: readonly { readonly threadFlows: readonly { readonly locations: readonly unknown[] }[] }[];
          readonly suppressions?: readonly { readonly kind: string; readonly status: string }[];
          readonly partialFingerprints: Readonly<Record<string, string>>;
        }[];
      },
    ];
  }
  const log = async (of: Report) => JSON.parse(await render(of, 'sarif')) as Log;

  it('keeps to what 2.1.0 asks for', async () => {
    const { version, runs } = await log(report);
    expect(version).toBe('2.1.0');
    expect(runs).toHaveLength(1);
    const [{ tool, results }] = runs;
    expect(new Set(tool.driver.rules.map(({ id }) => id)).size).toBe(tool.driver.rules.length);
    expect(results).toHaveLength(fails.length);
    for (const { ruleId, ruleIndex, level, message, locations, codeFlows } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(['none', 'note', 'warning', 'error']).toContain(level);
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
      for (const flow of codeFlows ?? []) for (const { locations: steps } of flow.threadFlows) expect(steps.length).toBeGreaterThan(0);
    }
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints['lifeguard/v1'])).size).toBe(results.length);
    expect(results.filter(({ suppressions }) => suppressions !== undefined)).toMatchObject([{ ruleId: 'VAR-01', suppressions: [{ kind: 'external', status: 'accepted' }] }]);
  });

  it('takes hostile names for text, and their addresses stay relative', async () => {
    const [{ results }] = (await log(evil)).runs;
    for (const { message, locations } of results) {
      expect(message.text).not.toMatch(/(?<!\\)[[\]]/);
      expect(message.text.replaceAll('{{', '').replaceAll('}}', '')).not.toMatch(/[{}]/);
      for (const { physicalLocation } of locations) expect(physicalLocation.artifactLocation.uri).toMatch(/^aws\/(?:[\w\-.~!*'()]|%[0-9A-F]{2}|\/)+$/);
    }
  });
});

describe('asff and ocsf', () => {
  it('asff keeps to the limits of the format', async () => {
    const findings = JSON.parse(await render(evil, 'asff')) as readonly { readonly Title: string; readonly Description: string; readonly Id: string; readonly Compliance: { readonly Status: string }; readonly Severity: { readonly Label: string } }[];
    expect(findings).toHaveLength(report.verdicts.filter(({ verdict }) => verdict !== 'not-applicable').length);
    for (const { Title, Description, Id } of findings) expect([Title.length <= 256, Description.length <= 1024, Id.length <= 512]).toEqual([true, true, true]);
    expect(findings.filter(({ Compliance }) => Compliance.Status === 'FAILED')).toHaveLength(fails.length);
    expect(findings.filter(({ Severity }) => Severity.Label === 'CRITICAL')).toHaveLength(report.summary.critical);
  });

  it('ocsf has a finding of the class 2003 for each verdict', async () => {
    const events = JSON.parse(await render(report, 'ocsf')) as readonly { readonly class_uid: number; readonly type_uid: number; readonly time: number; readonly compliance: { readonly status_id: number } }[];
    for (const { class_uid, type_uid, time } of events) expect([class_uid, type_uid, time]).toEqual([2003, 200301, Date.parse(report.takenAt)]);
    expect(events.filter(({ compliance }) => compliance.status_id === 3)).toHaveLength(fails.length);
  });
});
