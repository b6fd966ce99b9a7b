import type { Severity } from '../audit/claim';
import { origin, regionOf } from './asff';
import { printable } from './printable';
import type { Report, ReportVerdict } from './report';

const severityIds: Readonly<Record<Severity, number>> = { info: 1, low: 2, medium: 3, high: 4, critical: 5 };
const severityNames: Readonly<Record<Severity, string>> = { info: 'Informational', low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' };
const statuses = { pass: [1, 'Pass'], unknown: [0, 'Unknown'], fail: [3, 'Fail'], 'not-applicable': [0, 'Unknown'] } as const;

/** The verdicts as an array of OCSF 1.3 events of the class Compliance Finding (2003). */
export function ocsfReport(report: Report): string {
  const events = report.verdicts.filter(({ verdict }) => verdict !== 'not-applicable').map((verdict) => eventOf(verdict, report));
  return `${JSON.stringify(events, undefined, 2)}\n`;
}

function eventOf(one: ReportVerdict, report: Report) {
  const { account, partition, takenAt } = origin(one, report);
  const time = Date.parse(takenAt);
  const region = regionOf(one, report);
  const severity = one.verdict === 'fail' ? (one.severity ?? 'info') : 'info';
  const [status_id, status] = statuses[one.verdict];
  const { check, title, message, resource, fix, references, suppressed, confidence, actor } = one;
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time,
    severity_id: severityIds[severity],
    severity: severityNames[severity],
    status_id: suppressed === undefined ? 1 : 3,
    status: suppressed === undefined ? 'New' : 'Suppressed',
    ...(suppressed === undefined ? {} : { comment: printable(`${suppressed.reason} (until ${suppressed.expires})`) }),
    message: printable(message),
    metadata: { version: '1.3.0', profiles: ['cloud'], product: { name: 'Lifeguard', vendor_name: 'Lifeguard', version: report.tool.version } },
    cloud: { provider: 'AWS', region, account: { uid: account, type: 'AWS Account', type_id: 10 } },
    finding_info: {
      uid: printable(`lifeguard/${account}/${one.pool}/${check}/${resource.id}`),
      title: printable(title),
      desc: printable(message),
      types: ['Software and Configuration Checks'],
      created_time: time,
    },
    compliance: { control: check, standards: ['Lifeguard'], status_id, status },
    resources: [{ uid: printable(resource.id), type: resource.type, region, cloud_partition: partition, group: { name: printable(one.pool) } }],
    ...(fix === undefined ? {} : { remediation: { desc: printable(fix.summary), references: references.filter((reference) => reference.startsWith('https://')) } }),
    unmapped: { pool: printable(one.pool), ...(confidence === undefined ? {} : { confidence }), ...(actor === undefined ? {} : { actor }), ...(one.unread === undefined ? {} : { unread: one.unread.map(printable) }) },
  };
}
