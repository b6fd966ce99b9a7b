import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, sub, withPolicy } from '../examples';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const tracker = `arn:aws:geo:${notes.region}:${notes.account}:tracker/walks`;

export const deviceLocations = reachCheck({
  code: 'PER-20',
  name: 'device-locations',
  title: 'One person sees where everybody is',
  severityRule: 'Who gets the role × reading others’ data, personal data that it is.',
  docs: {
    what: 'A role that the pool gives lets its session read positions of devices from Amazon Location without a limit to its own device by geo:DeviceIds. The check asks IAM for another’s.',
    why: 'A tracker’s history tells where somebody lives and works. AWS’s session policies leave the calls to guests.',
    falsePositives: 'A tracker of the company’s own vehicles may be meant for all who sign in.',
    fix: 'Limit the statement with geo:DeviceIds to the identity, and take geo:ListDevicePositions out.',
  },
  references: [references.iamRoles, cwe(359)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests read positions', world: withPolicy(guestRole, [allow('geo:GetDevicePosition*', tracker)]), severity: 'critical' },
      { title: 'users list positions', world: withPolicy(signedInRole, [allow('geo:ListDevicePositions')]), severity: 'high' },
      { title: 'invited users read positions', world: invitationOnly(withPolicy(signedInRole, [allow('geo:*', tracker)])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles read no positions', world: notesWorld },
      { title: 'users read where their own device is', world: withPolicy(signedInRole, [allow('geo:GetDevicePosition', tracker, { 'ForAnyValue:StringEquals': { 'geo:DeviceIds': [sub] } })]) },
    ],
  },
  classes: [
    {
      actions: ['geo:GetDevicePosition', 'geo:GetDevicePositionHistory', 'geo:BatchGetDevicePosition', 'geo:ListDevicePositions'],
      does: 'see where others’ devices are',
      worth: { capability: 'K3', secrets: true },
    },
  ],
});
