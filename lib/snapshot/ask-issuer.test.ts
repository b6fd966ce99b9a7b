import { expect, test } from 'vitest';
import { askIssuer } from './ask-issuer';

test.each(['http://login.example.com/.well-known/openid-configuration', 'https://169.254.169.254/.well-known/openid-configuration', 'https://localhost/.well-known/openid-configuration', 'https://login.example.com/admin'])(
  '%s is not asked',
  async (url) => {
    await expect(askIssuer(url)).rejects.toThrow('is not the address of an issuer');
  },
);
