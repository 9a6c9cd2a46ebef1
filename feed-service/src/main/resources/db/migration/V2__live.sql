-- What changed in the feeds, in the order in which the changes were committed: a writer takes its places last in its
-- transaction, and holds the one row of live_head until it ends. So a reader who has seen a place has seen all before.

CREATE TABLE live_head (
    id    TINYINT NOT NULL PRIMARY KEY,
    place BIGINT  NOT NULL
);

-- Begins at the time in milliseconds: places of a database that is made anew are above those of the one before.
INSERT INTO live_head (id, place) VALUES (1, UNIX_TIMESTAMP() * 1000);

CREATE TABLE live_event (
    place BIGINT      NOT NULL PRIMARY KEY,
    kind  VARCHAR(16) NOT NULL,
    image BINARY(16)  NOT NULL
);
