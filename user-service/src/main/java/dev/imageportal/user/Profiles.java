package dev.imageportal.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/// The profiles in the database.
@Repository
class Profiles {

    private final JdbcClient database;
    private final InstantSource clock;

    Profiles(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<Profile> find(Username username) {
        return database.sql("""
                SELECT username, display_name, bio, joined_at
                FROM profile
                WHERE username = :username
                """).param("username", username.value()).query(Profiles::profile).optional();
    }

    /// Does nothing when there is one already: of two that come at once, the first stays. Nor when the account was
    /// deleted: the lock, which holds where there is no row too, keeps a deletion from coming in between.
    ///
    /// @param displayName the user name when empty
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    void create(Username username, Optional<String> displayName) {
        boolean isDeleted = database.sql("SELECT username FROM account_deletion WHERE username = :username FOR UPDATE")
                .param("username", username.value())
                .query(String.class)
                .optional()
                .isPresent();
        if (isDeleted) {
            return;
        }
        database.sql("""
                INSERT INTO profile (username, display_name, bio, joined_at)
                VALUES (:username, :displayName, '', :joinedAt)
                ON DUPLICATE KEY UPDATE username = profile.username
                """)
                .param("username", username.value())
                .param("displayName", displayName.orElse(username.value()))
                .param("joinedAt", Utc.of(clock.instant()))
                .update();
    }

    /// Leaves what the edit leaves, and does nothing when there is no profile.
    void update(Username username, ProfileEdit edit) {
        database.sql("""
                UPDATE profile
                SET display_name = COALESCE(:displayName, display_name), bio = COALESCE(:bio, bio)
                WHERE username = :username
                """)
                .param("displayName", edit.displayName())
                .param("bio", edit.bio())
                .param("username", username.value())
                .update();
    }

    /// @return display names by user name, of those that exist
    Map<String, String> displayNames(Collection<String> usernames) {
        Map<String, String> names = new LinkedHashMap<>();
        if (!usernames.isEmpty()) {
            database.sql("""
                    SELECT username, display_name
                    FROM profile
                    WHERE username IN (:usernames)
                    """)
                    .param("usernames", usernames)
                    .query((ResultSet row) -> {
                        names.put(row.getString("username"), row.getString("display_name"));
                    });
        }
        return names;
    }

    private static Profile profile(ResultSet row, int number) throws SQLException {
        return new Profile(row.getString("username"), row.getString("display_name"), row.getString("bio"),
                Utc.instant(row.getObject("joined_at", LocalDateTime.class)));
    }
}
