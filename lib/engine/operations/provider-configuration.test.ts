import { notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { configurationOf } from '../outside-provider';
import type { Call } from '../scenario';
import { describeOperation } from './describe-operation.testing';
import { GetConfiguration } from './provider-configuration';
import { refused, scenario } from './user-pool.testing';

const Url = configurationOf('login.example.com');
const gone = put(notesWorld, 'Lifeguard::OpenIdConfiguration', Url, { Url });
const ask: Call = { id: 'ask', by: 'ana', operation: 'outside-provider:GetConfiguration', input: { Provider: 'login.example.com' } };

describeOperation(GetConfiguration, {
  allows: { 'of a host that answers': scenario([ask], put(notesWorld, 'Lifeguard::OpenIdConfiguration', Url, { Url, Status: 200 })), 'of any other host': scenario([ask]) },
  refuses: { host: refused('ENOTFOUND', [ask], gone) },
});
