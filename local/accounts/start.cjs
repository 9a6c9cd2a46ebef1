// Starts cognito-local with two changes: codes go to the mail log instead of a box on the console, and its files are
// replaced as a whole, so that a killed process never leaves half a file behind.
const fs = require("node:fs");
const { ConsoleMessageSender } = require("cognito-local/lib/services/messageDelivery/consoleMessageSender.js");

const mailLog = process.env.PORTAL_MAIL_LOG;

ConsoleMessageSender.prototype.sendToConsole = async (_context, user, destination, message) => {
  const line = `${new Date().toISOString()} ${user.Username} ${destination} ${message.__code}\n`;
  fs.appendFileSync(mailLog, line, { mode: 0o600 });
};

const lastWrites = new Map();
fs.writeFile = (path, data, callback) => {
  const write = (lastWrites.get(path) ?? Promise.resolve()).then(async () => {
    await fs.promises.writeFile(`${path}.tmp`, data);
    await fs.promises.rename(`${path}.tmp`, path);
  });
  lastWrites.set(path, write.catch(() => {}));
  write.then(() => callback(null), callback);
};
const writeFileSync = fs.writeFileSync;
fs.writeFileSync = (path, data) => {
  writeFileSync(`${path}.tmp`, data);
  fs.renameSync(`${path}.tmp`, path);
};

require("cognito-local/lib/bin/start.js");
