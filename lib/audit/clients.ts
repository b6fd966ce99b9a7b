import { isGap, NotRead } from '../world/gap';
import type { UserPoolClient } from '../world/resources';
import { known, listName, type World } from '../world/world';

/** The app clients of a user pool. @throws NotRead unless all of them are known */
export function clientsOf(world: World, userPoolId: string): readonly UserPoolClient[] {
  const type = 'AWS::Cognito::UserPoolClient';
  if (world.complete !== 'everything') {
    const name = listName(type, userPoolId);
    const whole = world.complete[name] ?? world.complete[type];
    if (whole === undefined) throw new NotRead(name);
    if (whole !== true) throw new NotRead(whole.unread);
  }
  return known(world, type).flatMap((client) => {
    // The id of an app client does not tell its user pool, so this may be one of them.
    if (isGap(client)) {
      if (world.complete === 'everything') throw new NotRead(client.unread);
      return [];
    }
    return client.UserPoolId === userPoolId ? [client] : [];
  });
}
