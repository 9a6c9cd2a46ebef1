-- Accounts whose images have to go. last_event is the highest id that the outbox had when the last record was gone.
CREATE TABLE deleted_accounts (
  username      VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  deleted_at    DATETIME(3)  NOT NULL,
  images        BIGINT       NOT NULL,
  last_event    BIGINT       NULL,
  completed_at  DATETIME(3)  NULL,
  INDEX deleted_accounts_by_completion (completed_at)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
