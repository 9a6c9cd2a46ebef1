-- Ids, names and tags are binary: compared byte by byte, whatever the collation of server and connection. An id is a
-- UUIDv7, so the order of ids is the order of upload.

-- What readers see. Home is the table itself, newest last; profiles are its second index.
CREATE TABLE image (
    id       BINARY(16)        NOT NULL PRIMARY KEY,
    username VARBINARY(255)    NOT NULL,
    version  BIGINT            NOT NULL,
    -- the image as the contract shows it, but for displayName, which goes in at byte `splice`
    json     MEDIUMBLOB        NOT NULL,
    splice   SMALLINT UNSIGNED NOT NULL,
    KEY image_by_user (username, id)
);

-- Hashtag lists.
CREATE TABLE image_tag (
    tag VARBINARY(255) NOT NULL,
    id  BINARY(16)     NOT NULL,
    PRIMARY KEY (tag, id),
    KEY image_tag_by_image (id)
);

-- The highest version of each image that was applied, also after its deletion: what comes again or late is told by it.
-- Writers lock their images' rows here first.
CREATE TABLE image_version (
    id         BINARY(16) NOT NULL PRIMARY KEY,
    version    BIGINT     NOT NULL,
    deleted_at DATETIME   NULL,
    KEY image_version_by_deletion (deleted_at)
);
