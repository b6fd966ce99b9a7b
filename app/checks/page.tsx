import type { Metadata } from 'next';
import Link from 'next/link';
import { checks } from '@/lib/audit/checks/index';
import { standingQuestions } from '@/lib/audit/standing-questions';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/reference.css';
import '../_styles/checks.css';

export const metadata: Metadata = {
  title: 'Checks',
  description: 'Every question the auditor asks of an identity pool, with its proof and the examples it is held to.',
};

const topics: Readonly<Record<string, string>> = {
  IDP: 'Identity pool settings',
  PRV: 'Trusted providers',
  MAP: 'Role attachment and mapping',
  TRU: 'Trust policies',
  PER: 'Permissions of reachable roles',
  VAR: 'Isolation of users and policy variables',
  ESC: 'Escalation',
  UPL: 'The user pool behind it',
  RCH: 'Who reaches what',
};

export default function Page() {
  const groups = [...new Set(checks.map(({ code }) => code.slice(0, 3)))];
  return (
    <>
      <TopBar section="checks" />
      <main id="main" className="ref">
        <h1>What the auditor asks</h1>
        <p className="lead">
          {checks.length} checks. Each proposes what somebody would do, and the engine that runs the lessons says what AWS would answer. Each is held to examples that you can open.
        </p>
        {groups.map((group) => (
          <section key={group} aria-labelledby={group}>
            <h2 className="ref-group" id={group}>
              {topics[group] ?? group}
            </h2>
            <ul className="check-list">
              {checks
                .filter(({ code }) => code.startsWith(group))
                .map(({ code, name, title, severityRule }) => (
                  <li key={name} id={code}>
                    <Link href={`/checks/${name}`} prefetch={false}>
                      <code>{code}</code>
                      <b>{title}</b>
                    </Link>
                    <p>{severityRule}</p>
                  </li>
                ))}
            </ul>
          </section>
        ))}
        <section aria-labelledby="RCH">
          <h2 className="ref-group" id="RCH">
            {topics.RCH}
          </h2>
          <p>Answered in every report, whatever was found.</p>
          <ul className="check-list">
            {standingQuestions.map(({ code, name, title, docs }) => (
              <li key={name} id={code}>
                <Link href={`/checks/${name}`} prefetch={false}>
                  <code>{code}</code>
                  <b>{title}</b>
                </Link>
                <p>{docs.why}</p>
              </li>
            ))}
          </ul>
        </section>
      </main>
      <Foot />
    </>
  );
}
