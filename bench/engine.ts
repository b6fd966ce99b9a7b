import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { getCredentials, getId, signed, story } from '../lib/engine/operations/notes.testing';
import { run, runOn } from '../lib/engine/run';
import { from, join, type Call, type Scenario } from '../lib/engine/scenario';
import { newState, type State } from '../lib/engine/state';
import { notes } from '../lib/world/accounts/notes';
import { median, type Row } from './measure';

export const title = 'Engine: the flows of an identity pool, with every rule applied and the whole trace written';

const signIn: Call = {
  id: 'InitiateAuth',
  by: 'anyone',
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
};
const logins = { [notes.provider]: from('InitiateAuth', 'AuthenticationResult.IdToken') };
const own = join('users/', from('GetId', 'IdentityId'), '/beach.jpg');
const enhanced = story([signIn, getId(logins), getCredentials(logins), signed('s3:PutObject', { Bucket: notes.bucket, Key: own, Body: 'waves' })]);
const guest = story([getId(), getCredentials(), signed('s3:GetObject', {}, { asks: { resource: 'arn:aws:s3:::notes-photos/public/logo.png' } })]);

const RUNS = 9;

/** Milliseconds for one run of a scenario, measured over many on one account. */
function perRun(what: string, scenario: Scenario, target?: number, rounds = 500): Row {
  if (run(scenario).ended !== 'ok') throw new Error(`“${what}” ends with ${run(scenario).ended}`);
  const state = newState(scenario.world, scenario.start);
  for (let i = 0; i < rounds; i++) runOn(state, scenario);
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    for (let i = 0; i < rounds; i++) runOn(state, scenario);
    return (performance.now() - start) / rounds;
  });
  return { what, unit: 'ms', median: median(runs), target, runs };
}

/** What an account weighs more after so many guests with their credentials than after the first few. */
function weight(what: string, guests: number, target: number): Row {
  const state: State = newState(guest.world, guest.start);
  const meet = (count: number) => {
    for (let i = 0; i < count; i++) {
      state.now += i % 100 === 0 ? 1 : 0;
      runOn(state, guest);
    }
  };
  meet(1000);
  const before = heapInUse();
  meet(guests);
  const grown = (heapInUse() - before) / 2 ** 20;
  return { what, unit: 'MB', median: grown, target, runs: [grown] };
}

function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

export function rows(): readonly Row[] {
  return [
    perRun('a user: sign-in, GetId, GetCredentialsForIdentity, one decided S3 request', enhanced, 0.5),
    perRun('a guest: GetId, GetCredentialsForIdentity, one decided S3 request', guest, 0.5),
    weight('what an account weighs more after 100,000 guests', 100_000, 1),
  ];
}
