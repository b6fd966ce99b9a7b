import type { Metadata } from 'next';
import { demoOperatorKey } from '@/lib/wire/demo-operator';
import { emulated } from '@/lib/wire/emulated';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/reference.css';
import '../_styles/checks.css';

export const metadata: Metadata = {
  title: 'The emulator',
  description: 'Every AWS operation that Lifeguard answers as AWS does, printed from the code that answers.',
};

const services: Readonly<Record<string, string>> = {
  'cognito-idp': 'Amazon Cognito user pools',
  'cognito-identity': 'Amazon Cognito identity pools',
  sts: 'AWS STS',
  iam: 'AWS IAM',
  s3: 'Amazon S3',
  dynamodb: 'Amazon DynamoDB',
  lambda: 'AWS Lambda',
  iot: 'AWS IoT',
};

export default function Page() {
  const all = emulated().filter(({ name }) => serviceOf(name) in services);
  return (
    <>
      <TopBar />
      <main id="main" className="ref">
        <h1>Sign in to it with your own client</h1>
        <p className="lead">
          Under <code>/aws</code> this server answers as AWS does: {all.length} operations, {all.reduce((sum, { rules }) => sum + rules, 0)} rules, each of them tested by a request that it refuses.
        </p>
        <p className="emulator-how">Point any AWS SDK, the AWS CLI or Amplify at it. The operator’s key is public and opens nothing else.</p>
        <pre className="code" tabIndex={0}>{`export AWS_ENDPOINT_URL=http://127.0.0.1:3000/aws
export AWS_REGION=us-east-1
export AWS_ACCESS_KEY_ID=${demoOperatorKey.accessKeyId}
export AWS_SECRET_ACCESS_KEY=${demoOperatorKey.secretAccessKey}

aws cognito-identity list-identity-pools --max-results 10`}</pre>
        <p className="emulator-how">
          What is not in this list is answered with <code>LifeguardNotEmulated</code>, which no client takes for AWS’s word. The same list as JSON: <a href="/aws/_lifeguard/emulated">/aws/_lifeguard/emulated</a>.
        </p>
        {Object.entries(services).map(([service, name]) => (
          <section key={service} aria-labelledby={`service-${service}`}>
            <h2 className="ref-group" id={`service-${service}`}>
              {name}
            </h2>
            <ul className="check-list operation-list">
              {all
                .filter((operation) => serviceOf(operation.name) === service)
                .map((operation) => (
                  <li key={operation.name}>
                    <b>{operation.name.slice(service.length + 1)}</b>
                    <span>{operation.says}</span>
                    <small>
                      {operation.access === 'public' ? 'public' : 'signed'}, {operation.rules === 1 ? '1 rule' : `${operation.rules} rules`}
                    </small>
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </main>
      <Foot />
    </>
  );
}

function serviceOf(operation: string): string {
  return operation.slice(0, operation.indexOf(':'));
}
