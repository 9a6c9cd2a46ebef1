-- What everyone may know about a user. Accounts themselves live in the user pool.
CREATE TABLE profile (
    username     VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    display_name VARCHAR(100) NOT NULL,
    bio          VARCHAR(1000) NOT NULL,
    joined_at    DATETIME(3) NOT NULL COMMENT 'UTC',
    PRIMARY KEY (username)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
