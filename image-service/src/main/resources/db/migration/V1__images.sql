-- One row per image: its public state, and what the original needs to be served.
CREATE TABLE images (
  id            CHAR(36)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  username      VARCHAR(64)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version       BIGINT         NOT NULL,
  caption       VARCHAR(2200)  NOT NULL,
  alt_text      VARCHAR(1000)  NOT NULL,
  hashtags      MEDIUMTEXT     NOT NULL,
  width         INT            NOT NULL,
  height        INT            NOT NULL,
  bytes         BIGINT         NOT NULL,
  content_type  VARCHAR(40)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  thumb_hash    VARCHAR(100)   CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  created_at    DATETIME(3)    NOT NULL,
  renditions    MEDIUMTEXT     NOT NULL,
  camera        MEDIUMTEXT     NULL,
  file_name     VARCHAR(255)   NOT NULL,
  sha256        CHAR(64)       CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  redactions    BLOB           NOT NULL,
  INDEX images_by_user (username, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Events that Kafka has not acknowledged yet. One image's events have ascending ids, because each is inserted under
-- the lock of its image's row.
CREATE TABLE outbox (
  id          BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  image_id    CHAR(36)    CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  event       MEDIUMBLOB  NOT NULL,
  created_at  DATETIME(3) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Whoever holds a row's lock does that work; the others stand by.
CREATE TABLE duties (
  name      VARCHAR(40)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  progress  VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

INSERT INTO duties (name, progress) VALUES ('relay', ''), ('sweep originals/', ''), ('sweep media/', '');
