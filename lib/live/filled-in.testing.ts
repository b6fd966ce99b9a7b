import { notes } from '../world/accounts/notes';
import { services, type LiveService } from './endpoint';
import { readPlan, type LiveFields, type LivePlan } from './plan';

/** The form for the notes app's pools, filled in for its emulated account unless `endpoint` is left out. */
export function filledIn(changes: Partial<LiveFields> = {}, endpoint = ''): LiveFields {
  return {
    asker: 'guest',
    identityPoolId: notes.identityPool,
    userPoolId: notes.userPool,
    clientId: notes.client,
    username: notes.ana,
    signInFlow: 'USER_SRP_AUTH',
    password: true,
    idToken: '',
    flow: 'enhanced',
    roleArn: '',
    reading: '',
    bucket: '',
    path: '',
    bucketRegion: '',
    endpoints: Object.fromEntries(services.map((service) => [service, endpoint])) as Record<LiveService, string>,
    ...changes,
  };
}

export function planOf(changes: Partial<LiveFields> = {}, endpoint = ''): LivePlan {
  const read = readPlan(filledIn(changes, endpoint));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.plan;
}
