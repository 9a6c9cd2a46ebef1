-- Requests that their senders named, so that a repetition gets the first answer. While the first is under way it holds
-- the claim, which lapses when nobody renews it; the answer comes in the transaction that the request is about.
CREATE TABLE idempotency_keys (
  username     VARCHAR(64)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  request_key  VARCHAR(255)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  claim        CHAR(36)      CHARACTER SET ascii COLLATE ascii_bin NULL,
  lease_until  DATETIME(3)   NULL,
  fingerprint  CHAR(64)      CHARACTER SET ascii COLLATE ascii_bin NULL,
  answer       MEDIUMTEXT    NULL,
  expires_at   DATETIME(3)   NOT NULL,
  PRIMARY KEY (username, request_key),
  INDEX idempotency_keys_by_expiry (expires_at),
  INDEX idempotency_keys_by_user (username, expires_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
