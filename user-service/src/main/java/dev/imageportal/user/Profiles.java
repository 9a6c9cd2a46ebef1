package dev.imageportal.user;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The profiles in the database. Times are stored in UTC without a zone, so no session's zone has a say.
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

    /// Does nothing when there is one already: of two that come at once, the first stays.
    ///
    /// @param displayName the user name when empty
    void create(Username username, Optional<String> displayName) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant().truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
        database.sql("""
                INSERT INTO profile (username, display_name, bio, joined_at)
                VALUES (:username, :displayName, '', :joinedAt)
                ON DUPLICATE KEY UPDATE username = profile.username
                """)
                .param("username", username.value())
                .param("displayName", displayName.orElse(username.value()))
                .param("joinedAt", now)
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
                row.getObject("joined_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
