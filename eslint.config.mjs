import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.testing.ts', 'e2e/**'];

const noDefaultExport = {
  selector: ':matches(ExportDefaultDeclaration, ExportSpecifier[exported.name="default"])',
  message: 'Export it by name, so that a thing has one name everywhere.',
};

const noClock = ['NewExpression[callee.name="Date"][arguments.length=0]', 'CallExpression[callee.name="Date"]'].map((selector) => ({
  selector,
  message: 'Take the time from the State.',
}));

const noPromise = {
  selector: ':matches(AwaitExpression, :function[async=true])',
  message: 'These folders are synchronous: a forgotten await cannot make a test pass.',
};

export default defineConfig(
  globalIgnores(['**/node_modules/', '.next*/', 'dist/', 'next-env.d.ts', 'test-results/', 'playwright-report/', 'lib/iam/catalogue/**/*.json']),
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    // The compiler keeps Node and the browser out of these folders (lib/tsconfig.json); ECMAScript itself has these left.
    name: 'the same run twice gives the same trace',
    files: ['lib/{iam,world,engine,stage,audit}/**/*.ts', 'content/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time from the State.' },
        { object: 'Math', property: 'random', message: 'Take ids and secrets from the State.' },
      ],
      'no-restricted-syntax': ['error', noDefaultExport, ...noClock, noPromise],
    },
  },
  {
    name: 'the catalogue is loaded piece by piece, before anything is decided with it',
    files: ['lib/iam/catalogue/**/*.ts'],
    ignores: tests,
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...noClock] },
  },
  {
    name: 'promises that nobody awaits',
    files: ['cli/**/*.ts', 'e2e/**/*.ts', 'lib/{wire,live,snapshot}/**/*.ts', 'app/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }] },
  },
  {
    name: 'files that Next or a tool loads by their default export',
    files: [
      'app/**/{page,layout,template,loading,error,global-error,not-found,default,icon,apple-icon,opengraph-image,sitemap,robots,manifest}.{ts,tsx}',
      '*.config.{ts,mjs}',
      '.*.mjs',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    name: 'a bug in the emulator shows its stack in the terminal that serves it',
    files: ['lib/wire/**/*.ts'],
    rules: { 'no-console': ['error', { allow: ['error'] }] },
  },
  {
    name: 'what runs in a terminal',
    files: ['scripts/**/*.mjs', 'cli/**/*.{ts,mjs}', 'bench/**', '*.config.{ts,mjs}', '.*.mjs', ...tests],
    languageOptions: {
      globals: Object.fromEntries(['console', 'process', 'performance', 'Buffer', 'URL', 'fetch', 'setTimeout'].map((name) => [name, 'readonly'])),
    },
    rules: { 'no-console': 'off' },
  },
);
