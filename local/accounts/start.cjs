// Starts cognito-local with these changes: codes go to the mail log instead of a box on the console; its files are
// replaced as a whole, so that a killed process never leaves half a file behind; and it does what Cognito does where it
// lacks a call or answers otherwise.
const fs = require("node:fs");
const {
  InvalidParameterError,
  InvalidPasswordError,
  NotAuthorizedError,
  UserNotFoundError,
} = require("cognito-local/lib/errors.js");
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
fs.writeFileSync = (path, data, options) => {
  // how Node itself appends
  if (options?.flag === "a") {
    writeFileSync(path, data, options);
    return;
  }
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

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
// Refresh tokens are rotated: the one that was exchanged stays good for a while, so that two requests at once both
// succeed.
const RETRY_GRACE_PERIOD = 60_000;
const exchanged = new Set();
Targets.GetTokensFromRefreshToken ??= ({ cognito, tokenGenerator }) => async (context, request) => {
  const pool = await cognito.getUserPoolForClientId(context, request.ClientId);
  const client = await cognito.getAppClient(context, request.ClientId);
  const user = await pool.getUserByRefreshToken(context, request.RefreshToken);
  if (!client || !user) {
    throw new NotAuthorizedError("Invalid Refresh Token.");
  }
  const groups = await pool.listUserGroupMembership(context, user);
  const tokens = await tokenGenerator.generate(context, user, groups, client, undefined, "RefreshTokens");
  await pool.storeRefreshToken(context, tokens.RefreshToken, user);
  if (!exchanged.has(request.RefreshToken)) {
    exchanged.add(request.RefreshToken);
    setTimeout(() => forget(pool, context, request.RefreshToken), RETRY_GRACE_PERIOD).unref();
  }
  return { AuthenticationResult: tokens };
};

// What was exchanged for a token that is revoked ends with it.
const { RevokeToken } = Targets;
Targets.RevokeToken = (services) => async (context, request) => {
  const pool = await services.cognito.getUserPoolForClientId(context, request.ClientId);
  const user = await pool.getUserByRefreshToken(context, request.Token);
  for (const token of user?.RefreshTokens.filter((token) => exchanged.has(token)) ?? []) {
    await forget(pool, context, token);
  }
  return RevokeToken(services)(context, request);
};

async function forget(pool, context, refreshToken) {
  exchanged.delete(refreshToken);
  const user = await pool.getUserByRefreshToken(context, refreshToken);
  if (user) {
    const others = user.RefreshTokens.filter((token) => token !== refreshToken);
    await pool.saveUser(context, { ...user, RefreshTokens: others });
  }
}

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
// Nobody has proved the e-mail address of an account that is not confirmed.
const { ForgotPassword } = Targets;
Targets.ForgotPassword = (services) => async (context, request) => {
  const pool = await services.cognito.getUserPoolForClientId(context, request.ClientId);
  const user = await pool.getUserByUsername(context, request.Username);
  if (user?.UserStatus === "UNCONFIRMED") {
    throw new InvalidParameterError("Cannot reset password for the user as there is no registered/verified email");
  }
  return ForgotPassword(services)(context, request);
};

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
const { ChangePassword } = Targets;
Targets.ChangePassword = (services) => async (context, request) => {
  try {
    return await ChangePassword(services)(context, request);
  } catch (error) {
    throw error instanceof InvalidPasswordError ? new NotAuthorizedError("Incorrect username or password.") : error;
  }
};

require("cognito-local/lib/bin/start.js");
