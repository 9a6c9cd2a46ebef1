// Starts cognito-local with three changes: codes go to the mail log instead of a box on the console; its files are
// replaced as a whole, so that a killed process never leaves half a file behind; and confirmation codes can be sent
// again, which it lacks.
const fs = require("node:fs");
const { InvalidParameterError, UserNotFoundError } = require("cognito-local/lib/errors.js");
const { Targets } = require("cognito-local/lib/targets/targets.js");
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

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
Targets.ResendConfirmationCode ??= ({ clock, cognito, messages, otp }) => async (context, request) => {
  const pool = await cognito.getUserPoolForClientId(context, request.ClientId);
  const user = await pool.getUserByUsername(context, request.Username);
  if (!user) {
    throw new UserNotFoundError();
  }
  if (user.UserStatus === "CONFIRMED") {
    throw new InvalidParameterError("User is already confirmed.");
  }
  const delivery = {
    AttributeName: "email",
    DeliveryMedium: "EMAIL",
    Destination: user.Attributes.find(({ Name }) => Name === "email")?.Value,
  };
  const code = otp();
  await messages.deliver(context, "ResendCode", request.ClientId, pool.options.Id, user, code, undefined, delivery);
  await pool.saveUser(context, { ...user, UserLastModifiedDate: clock.get(), ConfirmationCode: code });
  return { CodeDeliveryDetails: delivery };
};

require("cognito-local/lib/bin/start.js");
