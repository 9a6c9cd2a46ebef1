package dev.imageportal.local;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/// A schema for each service that has one, and a user of the same name who sees nothing else.
final class Schemas {

    private static final Map<Service, String> NAMES = Map.of(Service.USER, "users", Service.IMAGE, "images",
            Service.FEED, "feed");

    private Schemas() {}

    static boolean has(Service service) {
        return NAMES.containsKey(service);
    }

    /// The schema's name, which is its user's name too.
    static String name(Service service) {
        String schema = NAMES.get(service);
        if (schema == null) {
            throw new IllegalArgumentException(service + " has no schema");
        }
        return schema;
    }

    /// Each is one line and may be repeated.
    ///
    /// @param host from which the users come; `%` for anywhere
    /// @param password of all users; without quotes and backslashes
    static List<String> statements(String host, String password) {
        if (!password.matches("[A-Za-z0-9_.+/=-]+")) {
            throw new LocalException("The database users' password may have letters, digits and _ . + / = - only");
        }
        return NAMES.values()
                .stream()
                .sorted()
                .flatMap(schema -> """
                        CREATE DATABASE IF NOT EXISTS `%1$s` CHARACTER SET utf8mb4;
                        CREATE USER IF NOT EXISTS '%1$s'@'%2$s';
                        ALTER USER '%1$s'@'%2$s' IDENTIFIED BY '%3$s';
                        GRANT ALL PRIVILEGES ON `%1$s`.* TO '%1$s'@'%2$s';
                        """.formatted(schema, host, password).lines())
                .toList();
    }

    /// @param connection of a user who may make schemas and users
    static void make(Connection connection, String host, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String line : statements(host, password)) {
                statement.execute(line);
            }
        }
    }
}
