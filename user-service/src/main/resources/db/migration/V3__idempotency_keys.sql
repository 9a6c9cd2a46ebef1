-- Requests that their senders named, so that a repetition gets the first answer. While the first is under way it holds
-- the claim, which lapses when nobody renews it. Fingerprints and answers are such that only the same request is of use
-- with them: requests hold passwords, and answers tokens.
CREATE TABLE idempotency_keys (
    username    VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'after a ~ when not signed in',
    request_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    claim       CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    lease_until DATETIME(3) NULL COMMENT 'UTC',
    fingerprint CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'of a slow hash with a salt',
    answer      TEXT CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'encrypted',
    expires_at  DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (username, request_key),
    INDEX idempotency_keys_by_expiry (expires_at),
    INDEX idempotency_keys_by_user (username, expires_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
