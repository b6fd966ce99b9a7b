import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import { get } from '../world/world';
import { begin, newState } from './state';

const object = (body: string) => ({ body, at: 0 });

describe('a transaction that is undone', () => {
  test('leaves the state as it was: configuration, records, counter', () => {
    const state = newState(notesWorld, 0);
    begin(state).keep('object', 'old', object('old'));
    const transaction = begin(state);
    transaction.put('AWS::S3::Bucket', 'new', { BucketName: 'new' });
    transaction.put('AWS::S3::Bucket', notes.bucket, undefined);
    transaction.keep('object', 'old', object('changed'));
    transaction.keep('object', 'old', undefined);
    transaction.keep('object', 'new', object('new'));
    const drawn = transaction.draw('id');
    transaction.undo();
    expect(state.world).toBe(notesWorld);
    expect([...(state.records.object ?? [])]).toEqual([['old', object('old')]]);
    expect(begin(state).draw('id')).toBe(drawn);
  });

  test('takes back what was done inside it', () => {
    const state = newState(notesWorld, 0);
    const outer = begin(state);
    const inner = begin(state);
    inner.keep('object', 'inner', object('x'));
    inner.put('AWS::S3::Bucket', 'inner', { BucketName: 'inner' });
    inner.joinTo(outer);
    outer.undo();
    expect(state.records.object?.size).toBe(0);
    expect(get(state.world, 'AWS::S3::Bucket', 'inner')).toBeUndefined();
  });
});

test('no two draws are the same', () => {
  const transaction = begin(newState(notesWorld, 0));
  expect(transaction.draw('id')).not.toBe(transaction.draw('id'));
});
