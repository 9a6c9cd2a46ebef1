package dev.imageportal.aws;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.Credentials;
import software.amazon.awscdk.services.rds.DatabaseInstance;
import software.amazon.awscdk.services.rds.DatabaseInstanceEngine;
import software.amazon.awscdk.services.rds.DatabaseSecret;
import software.amazon.awscdk.services.rds.MySqlInstanceEngineProps;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.awscdk.services.rds.RotationMultiUserOptions;
import software.amazon.awscdk.services.rds.RotationSingleUserOptions;
import software.amazon.awscdk.services.rds.StorageType;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/// MySQL 8.4 in two zones: a standby takes over within a minute or two, with every transaction that was answered.
///
/// Each service has a user of its own, whose password changes every [#ROTATION] by turns: a second user gets a fresh
/// password while the first one's stays good for another turn. An instance reads them once, at its start, and lives for
/// less than a turn ([Instances#LIFETIME]), so none is ever left with a password that has ended.
final class Database extends Construct {

    static final Duration ROTATION = Duration.days(30);

    /// The schemas of those services that have one; their users are called the same.
    static final List<String> SCHEMAS = List.of("users", "images", "feed");

    // what neither a shell, a properties file nor an SQL string gives a meaning to
    private static final String EXCLUDED = " %+~`#$&*()|[]{}:;<>?!'/@\"\\,=^-";

    private final DatabaseInstance instance;
    private final Map<String, DatabaseSecret> users;

    Database(Construct scope, Network network, ISecurityGroup services, Settings settings) {
        super(scope, "Database");
        instance = DatabaseInstance.Builder.create(this, "Instance")
                .engine(DatabaseInstanceEngine.mysql(
                        MySqlInstanceEngineProps.builder().version(MysqlEngineVersion.VER_8_4_10).build()))
                .instanceType(new InstanceType(settings.database()))
                .vpc(network.vpc())
                .vpcSubnets(Network.isolated())
                .multiAz(true)
                .publiclyAccessible(false)
                .storageType(StorageType.GP3)
                .allocatedStorage(50)
                .maxAllocatedStorage(1000)
                .storageEncrypted(true)
                .credentials(Credentials.fromGeneratedSecret("portal_admin"))
                .parameters(new TreeMap<>(Map.of("require_secure_transport", "1", "character_set_server", "utf8mb4",
                        "time_zone", "UTC")))
                .backupRetention(Duration.days(14))
                .preferredBackupWindow("03:00-04:00")
                .preferredMaintenanceWindow("Sun:04:30-Sun:05:30")
                .copyTagsToSnapshot(true)
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.SNAPSHOT)
                .autoMinorVersionUpgrade(true)
                .cloudwatchLogsExports(List.of("error", "slowquery"))
                .build();
        instance.getConnections().allowDefaultPortFrom(services, "services");
        instance.addRotationSingleUser(RotationSingleUserOptions.builder()
                .automaticallyAfter(ROTATION)
                .rotateImmediatelyOnUpdate(false)
                .vpcSubnets(Network.isolated())
                .endpoint(network.secrets())
                .excludeCharacters(EXCLUDED)
                .build());
        users = SCHEMAS.stream().collect(Collectors.toMap(schema -> schema, this::makeUser));
        SCHEMAS.forEach(schema -> rotate(schema, network));
        Reasons.accept(instance, "RDS11",
                "The port is reachable from the services' security group only: another number hides nothing");
    }

    private DatabaseSecret makeUser(String schema) {
        DatabaseSecret secret = DatabaseSecret.Builder.create(this, "User-" + schema)
                .username(schema)
                .dbname(schema)
                .masterSecret(master())
                .excludeCharacters(EXCLUDED)
                .build();
        secret.attach(instance);
        return secret;
    }

    private void rotate(String schema, Network network) {
        instance.addRotationMultiUser("Rotation-" + schema,
                RotationMultiUserOptions.builder()
                        .secret(user(schema, users))
                        .automaticallyAfter(ROTATION)
                        // the user is there only after the schemas were made
                        .rotateImmediatelyOnUpdate(false)
                        .vpcSubnets(Network.isolated())
                        .endpoint(network.secrets())
                        .excludeCharacters(EXCLUDED)
                        .build());
    }

    private static DatabaseSecret user(String schema, Map<String, DatabaseSecret> users) {
        DatabaseSecret secret = users.get(schema);
        if (secret == null) {
            throw new IllegalArgumentException(schema + " is none of " + SCHEMAS);
        }
        return secret;
    }

    DatabaseInstance instance() {
        return instance;
    }

    /// Of whoever may make schemas and users.
    ISecret master() {
        ISecret master = instance.getSecret();
        if (master == null) {
            throw new IllegalStateException("The database has no secret of its own");
        }
        return master;
    }

    ISecret user(String schema) {
        return user(schema, users);
    }
}
