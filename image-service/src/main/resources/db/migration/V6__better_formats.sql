-- Images whose renditions are in a format that was quick to make, while a better one is not. attempts counts those that
-- began and did not end.
CREATE TABLE improvements (
  image_id  CHAR(36)     CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  added_at  DATETIME(3)  NOT NULL,
  next_try  DATETIME(3)  NOT NULL,
  attempts  INT          NOT NULL,
  INDEX improvements_by_time (next_try)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The version that its owner made last: those after it only have more renditions.
ALTER TABLE images ADD COLUMN edited_version BIGINT NOT NULL DEFAULT 1;
UPDATE images SET edited_version = version WHERE version > 1;
