// Who may import whom, and why. `npm run boundaries` holds the project to it; `type` imports count as imports.

/** The folders of the house, lowest first: each may import only what it names, and the reason stands beside it. */
const layers = [
  { folder: 'lib/iam', imports: [], because: 'a policy means the same whoever asks: IAM knows nothing of Cognito' },
  { folder: 'lib/world', imports: ['lib/iam'], because: 'an account is configuration, and the only part of it with a meaning of its own is its policies' },
  { folder: 'lib/engine', imports: ['lib/iam', 'lib/world'], because: 'AWS’s rules work on an account, whoever watches or judges them' },
  { folder: 'lib/stage', imports: ['lib/iam', 'lib/world', 'lib/engine'], because: 'a drawing is made from a Trace alone, so it cannot tell another story' },
  { folder: 'lib/snapshot', imports: ['lib/iam', 'lib/world', 'lib/engine'], because: 'what an account answered becomes a World, without a judgement' },
  { folder: 'lib/wire', imports: ['lib/iam', 'lib/world', 'lib/engine'], because: 'protocols encode what the engine did and decide nothing' },
  { folder: 'lib/live', imports: ['lib/iam', 'lib/world', 'lib/engine', 'lib/wire'], because: 'the same Scenario goes to AWS itself, in AWS’s encoding' },
  { folder: 'lib/audit', imports: ['lib/iam', 'lib/world', 'lib/engine'], because: 'a check proposes and the engine judges; where the account came from is nothing to it' },
  { folder: 'lib/report', imports: ['lib/iam', 'lib/world', 'lib/engine', 'lib/stage', 'lib/snapshot', 'lib/audit'], because: 'a report shows verdicts and their proofs, and forms none; its files are read, and its secrets masked, as those of a snapshot' },
  { folder: 'lib/auditor', imports: ['lib/iam', 'lib/world', 'lib/engine', 'lib/snapshot', 'lib/wire', 'lib/audit', 'lib/report'], because: 'one audit from its source to its report, the same for the page and the command line' },
  { folder: 'content', imports: ['lib/iam', 'lib/world', 'lib/engine', 'lib/stage'], because: 'a lesson is a Scenario with words' },
  { folder: 'cli', imports: ['lib', 'content'], because: 'the command line is a door: whatever the site needs too belongs in lib' },
  { folder: 'app', imports: ['lib', 'content'], because: 'the site is a door: whatever the command line needs too belongs in lib' },
  { folder: 'e2e', imports: [], because: 'a journey knows only the browser and the command line, as the person does who makes it' },
];

/** Folders that the compiler already keeps free of Node and the browser (lib/tsconfig.json). */
const pure = '^(lib/(iam|world|engine|stage|audit)|content)/';
const test = '\\.(test|testing)\\.(tsx?|mjs)$';
const own = '^(lib|content|cli|app|e2e)/';

const startsWith = (folders) => `^(${folders.join('|')})/`;

const layerRules = layers.map(({ folder, imports, because }) => ({
  name: `${folder.replace('lib/', '')} imports ${imports.map((name) => name.replace('lib/', '')).join(', ') || 'nothing of ours'}`,
  comment: because,
  severity: 'error',
  from: { path: startsWith([folder]) },
  to: { path: own, pathNot: startsWith([folder, ...imports]) },
}));

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no circles',
      comment: 'two files that need each other are one file, or hide a third',
      severity: 'error',
      from: { path: own },
      to: { circular: true },
    },
    {
      name: 'pure folders import no packages',
      comment: 'the rules must be readable here, work in a browser, and give the same Trace for ever; AWS’s types are welcome',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'AWS is called from three places',
      comment: 'whoever looks for what leaves this computer, and with which credentials, finds it in wire, live and the collector',
      severity: 'error',
      from: { path: own, pathNot: `^lib/(wire|live)/|^lib/snapshot/collect|${test}` },
      to: { path: 'node_modules/@(aws-sdk|smithy)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pages import nothing that holds credentials',
      comment: 'a component may be sent to the browser; only routes (app/api, app/aws) stay on the server',
      severity: 'error',
      from: { path: '^app/', pathNot: `(^|/)route\\.ts$|^app/(api|aws)/|${test}` },
      to: { path: '^lib/snapshot/collect|^lib/wire/(http|node-http)|node_modules/@aws-sdk/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests are imported by tests',
      comment: 'what only a test needs must not ship',
      severity: 'error',
      from: { path: own, pathNot: `${test}|^e2e/` },
      to: { path: test },
    },
    {
      name: 'no development packages outside tests',
      comment: '`npm start` does not install them',
      severity: 'error',
      from: { path: '^(lib|content|cli|app)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'scripts start without packages',
      comment: 'they install them, so what they need of one they load when it is there',
      severity: 'error',
      from: { path: '^(scripts|cli)/.*\\.mjs$', pathNot: `${test}|^scripts/generate-` },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'], dynamic: false },
    },
    {
      name: 'nothing missing',
      comment: 'an import that leads nowhere fails when it is reached, not when it is built',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'packages are declared',
      comment: 'what another package happens to bring may be gone with its next version',
      severity: 'error',
      from: { path: own },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|dist/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
