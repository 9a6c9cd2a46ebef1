-- Images whose record is gone and whose objects may not be: a row leaves once the objects are known to be gone.
CREATE TABLE deletions (
  image_id  CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  username  VARCHAR(64)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  next_try  DATETIME(3)  NOT NULL,
  INDEX deletions_by_time (next_try),
  INDEX deletions_by_user (username)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
