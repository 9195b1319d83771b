#!/usr/bin/env node
// The command line: runs the compiled sources, compiling them first when they changed.
import { compileIfStale } from '../scripts/build.mjs';

if (!compileIfStale()) process.exit(1);
await import('../dist/src/cli/main.js');
