-- The most used hashtags, counted now and then by one instance for all.
CREATE TABLE trending_tag (
    place TINYINT        NOT NULL PRIMARY KEY,
    tag   VARBINARY(255) NOT NULL,
    uses  BIGINT         NOT NULL
);

-- When an instance last began to count them: the others leave it alone for a while.
CREATE TABLE trending_count (
    id       TINYINT     NOT NULL PRIMARY KEY,
    begun_at DATETIME(3) NOT NULL
);

INSERT INTO trending_count (id, begun_at) VALUES (1, '1970-01-02 00:00:00.000');
