import { services } from '@/lib/live/endpoint';
import { identityVariable, type LiveFields, type Problems } from '@/lib/live/plan';
import { Choices, Field } from './field';

/** What was chosen; on it depends what else is asked. */
export type Chosen = Pick<LiveFields, 'asker' | 'signInFlow' | 'flow' | 'reading'>;

/** The fields of a plan: who asks, by which flow, and what is read in the end. */
export function PlanForm({ chosen, problems, onChoose }: { readonly chosen: Chosen; readonly problems: Problems; onChoose(chosen: Chosen): void }) {
  const choose = (change: Partial<Chosen>): void => onChoose({ ...chosen, ...change });
  return (
    <>
      <div className="live-column">
        <h2>
          <span className="zone-q zone-q-authn">Who are you?</span>
        </h2>
        <Choices
          name="asker"
          legend="Who asks"
          value={chosen.asker}
          onChange={(asker) => choose({ asker })}
          options={[
            ['guest', 'A guest', 'no sign-in'],
            ['user', 'A user of a user pool'],
            ['token', 'Somebody with an ID token', 'paste it'],
          ]}
        />
        {chosen.asker === 'user' ? <UserFields chosen={chosen} problems={problems} choose={choose} /> : null}
        {chosen.asker === 'token' ? <Field name="idToken" label="ID token" long problem={problems.idToken} hint="It stays in this page’s memory until you leave or wipe it." /> : null}
      </div>
      <div className="live-column">
        <h2>
          <span className="zone-q zone-q-authz">What may you do?</span>
        </h2>
        <Field name="identityPoolId" label="Identity pool ID" problem={problems.identityPoolId} placeholder="eu-west-1:…" />
        <Choices
          name="flow"
          legend="Which flow"
          value={chosen.flow}
          onChange={(flow) => choose({ flow })}
          options={[
            ['enhanced', 'Enhanced', 'the pool chooses the role'],
            ['classic', 'Basic (classic)', 'you name the role'],
          ]}
        />
        {chosen.flow === 'classic' ? <Field name="roleArn" label="Role ARN" problem={problems.roleArn} placeholder="arn:aws:iam::111122223333:role/…" /> : null}
        <Choices
          name="reading"
          legend="Then read from S3"
          value={chosen.reading}
          onChange={(reading) => choose({ reading })}
          options={[
            ['', 'Nothing'],
            ['s3:ListObjectsV2', 'List a prefix'],
            ['s3:GetObject', 'Get an object'],
          ]}
        />
        {chosen.reading === '' ? null : (
          <>
            <Field name="bucket" label="Bucket" problem={problems.bucket} />
            <Field
              name="path"
              label={chosen.reading === 's3:GetObject' ? 'Key' : 'Prefix'}
              problem={problems.path}
              hint={
                <>
                  <code>{identityVariable}</code> stands for the identity ID.
                </>
              }
            />
            <Field name="bucketRegion" label="Bucket’s region" problem={problems.bucketRegion} placeholder="as the identity pool’s" hint="The bucket needs a CORS rule for this page." />
          </>
        )}
        <details className="live-targets" open={services.some((service) => problems[service] !== undefined) || undefined}>
          <summary>Other targets than AWS</summary>
          <p>Endpoints of AWS’s own or of a server on this computer, such as the emulator. Empty: AWS’s endpoint in the region.</p>
          {services.map((service) => (
            <Field key={service} name={service} label={service} problem={problems[service]} placeholder="http://127.0.0.1:…/aws" />
          ))}
        </details>
      </div>
    </>
  );
}

function UserFields({ chosen, problems, choose }: { readonly chosen: Chosen; readonly problems: Problems; choose(change: Partial<Chosen>): void }) {
  return (
    <>
      <Field name="userPoolId" label="User pool ID" problem={problems.userPoolId} placeholder="eu-west-1_…" />
      <Field name="clientId" label="App client ID" problem={problems.clientId} hint="A client without a secret." />
      <Field name="username" label="User name" problem={problems.username} />
      <Choices
        name="signInFlow"
        legend="How"
        value={chosen.signInFlow}
        onChange={(signInFlow) => choose({ signInFlow })}
        options={[
          ['USER_SRP_AUTH', 'Prove the password', 'USER_SRP_AUTH'],
          ['USER_PASSWORD_AUTH', 'Send the password', 'USER_PASSWORD_AUTH'],
          ['USER_AUTH', 'Let the pool offer', 'USER_AUTH'],
        ]}
      />
      {chosen.signInFlow === 'USER_AUTH' ? null : (
        <Field name="password" label="Password" secret problem={problems.password} hint={chosen.signInFlow === 'USER_SRP_AUTH' ? 'It does not leave this browser.' : 'It goes to the user pool and is dropped here.'} />
      )}
    </>
  );
}
