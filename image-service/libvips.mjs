// Puts the libvips shared library for this machine at target/libvips/libvips.so (.dylib on macOS).
// Does nothing when the library there already comes from the locked package version.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const module = fileURLToPath(new URL('.', import.meta.url));
const extension = { linux: 'so', darwin: 'dylib' }[process.platform];
const name = `@img/sharp-libvips-${process.platform}-${process.arch}`;
const { optionalDependencies } = JSON.parse(readFileSync(join(module, 'package.json'), 'utf8'));
if (!extension || !optionalDependencies[name]) {
  console.log(`No ready-built libvips for ${process.platform}-${process.arch}: image-service will load the system's.`);
  process.exit(0);
}

const directory = join(module, 'target', 'libvips');
const library = join(directory, `libvips.${extension}`);
const stamp = join(directory, 'origin');
const origin = `${name} ${optionalDependencies[name]}\n`;
if (existsSync(library) && existsSync(stamp) && readFileSync(stamp, 'utf8') === origin) {
  process.exit(0);
}

const installed = join(module, 'node_modules', name);
const installedVersion = () => existsSync(join(installed, 'package.json'))
  ? JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).version
  : undefined;
if (installedVersion() !== optionalDependencies[name]) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: module, stdio: 'inherit' });
}
const binary = readdirSync(join(installed, 'lib')).find(file => file.startsWith('libvips') && file.includes(`.${extension}`));
mkdirSync(directory, { recursive: true });
copyFileSync(join(installed, 'lib', binary), `${library}.part`);
renameSync(`${library}.part`, library);
writeFileSync(stamp, origin);
console.log(`libvips from ${origin.trim()}`);
