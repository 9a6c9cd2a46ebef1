-- Accounts that their owners deleted. Each row goes from state to state, RECORDED (the user pool still has the account),
-- REMOVED (nobody was told yet), PUBLISHED (the user name stays reserved), and then away.
CREATE TABLE account_deletion (
    username    VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state       VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    event_id    CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'the same however often it is published',
    recorded_at DATETIME(3) NOT NULL COMMENT 'UTC',
    due_at      DATETIME(3) NOT NULL COMMENT 'UTC: of the next step, at the earliest',
    PRIMARY KEY (username),
    INDEX account_deletion_due (state, due_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
