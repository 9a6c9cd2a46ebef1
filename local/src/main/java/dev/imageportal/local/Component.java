package dev.imageportal.local;

/// What the services stand on. Each is a process of its own.
public enum Component {
    /// MariaDB, for MySQL.
    DATABASE("database"),
    /// S3Proxy, for S3.
    OBJECT_STORE("object-store"),
    /// A Kafka broker that is its own controller.
    KAFKA("kafka"),
    /// cognito-local, for a Cognito user pool.
    ACCOUNTS("accounts");

    private final String part;

    Component(String part) {
        this.part = part;
    }

    /// The name in messages and of log files.
    public String part() {
        return part;
    }
}
