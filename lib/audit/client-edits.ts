import { isKept, isReadable, isWritable, standardAttributes } from '../engine/user-pool-attributes';
import { get, patch, type World } from '../world/world';

/** The account where an app client may read an attribute. A client without a list keeps what it has by default. */
export function withReadable(world: World, clientId: string, attribute: string): World {
  const client = get(world, 'AWS::Cognito::UserPoolClient', clientId);
  if (client === undefined || isReadable(client, attribute)) return world;
  return patch(world, 'AWS::Cognito::UserPoolClient', clientId, { ReadAttributes: [...(client.ReadAttributes ?? standardAttributes), attribute] });
}

/** The account where an app client may write an attribute. A client without a list keeps what it has by default. */
export function withWritable(world: World, clientId: string, attribute: string): World {
  const client = get(world, 'AWS::Cognito::UserPoolClient', clientId);
  if (client === undefined || isWritable(client, attribute)) return world;
  const before = client.WriteAttributes ?? standardAttributes.filter((name) => !isKept(name));
  return patch(world, 'AWS::Cognito::UserPoolClient', clientId, { WriteAttributes: [...before, attribute] });
}

/**
 * The account where what AWS’s documents call the default is the other one that people report: an app client without a list reads and
 * writes custom attributes as well (audit-rules G11).
 */
export function withUndocumentedDefault(world: World, clientId: string, attribute: string): World {
  const client = get(world, 'AWS::Cognito::UserPoolClient', clientId);
  const written = client?.WriteAttributes === undefined ? withWritable(world, clientId, attribute) : world;
  return client?.ReadAttributes === undefined ? withReadable(written, clientId, attribute) : written;
}
