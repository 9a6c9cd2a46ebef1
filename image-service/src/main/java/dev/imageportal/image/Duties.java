package dev.imageportal.image;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Work that one instance at a time does: whoever has locked a duty's row. The lock goes with the transaction, however
/// the process ends.
@Repository
class Duties {

    static final String RELAY = "relay";

    private final JdbcClient database;

    Duties(JdbcClient database) {
        this.database = database;
    }

    /// Takes a duty until the end of the transaction, unless another instance has it.
    ///
    /// @return how far the duty has come; empty when another instance has it
    Optional<String> take(String name) {
        return database.sql("SELECT progress FROM duties WHERE name = :name FOR UPDATE SKIP LOCKED")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    void progress(String name, String progress) {
        database.sql("UPDATE duties SET progress = :progress WHERE name = :name")
                .param("progress", progress)
                .param("name", name)
                .update();
    }
}
