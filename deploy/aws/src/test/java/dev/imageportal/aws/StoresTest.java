package dev.imageportal.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/// Database, bucket, accounts, broker, search index and container images.
class StoresTest {

    private final Template template = Portals.data();

    @Test
    void theDatabaseSurvivesAZoneAndAMistake() {
        template.hasResource("AWS::RDS::DBInstance", Map.of("DeletionPolicy", "Snapshot", "UpdateReplacePolicy",
                "Snapshot", "Properties",
                Match.objectLike(Map.of("Engine", "mysql", "EngineVersion",
                        Match.stringLikeRegexp("8\\.4\\..*"), "MultiAZ", true, "StorageEncrypted",
                        true, "BackupRetentionPeriod", 14, "DeletionProtection", true, "PubliclyAccessible", false))));
    }

    @Test
    void theDatabaseTakesNoConnectionInTheClear() {
        template.hasResourceProperties("AWS::RDS::DBParameterGroup", Map.of("Family", "mysql8.4", "Parameters",
                Match.objectLike(Map.of("require_secure_transport", "1"))));
    }

    @Test
    void everyPasswordOfTheDatabaseChangesByItself() {
        template.resourceCountIs("AWS::SecretsManager::RotationSchedule", 4);
        template.allResourcesProperties("AWS::SecretsManager::RotationSchedule",
                Map.of("RotateImmediatelyOnUpdate", false, "RotationRules",
                        Map.of("ScheduleExpression", "rate(30 days)")));
        assertThat(Instances.LIFETIME.toDays().intValue()).isLessThan(Database.ROTATION.toDays().intValue());
        // users take turns, so that the password that an instance read at its start stays good
        assertThat(template.findResources("AWS::Serverless::Application", Map.of("Properties",
                Match.objectLike(Map.of("Parameters", Match.objectLike(Map.of("masterSecretArn", Match.anyValue())))))))
                .hasSize(3);
    }

    @Test
    void onlyTheServicesReachTheDatabase() {
        List<String> sources = template
                .findResources("AWS::EC2::SecurityGroupIngress",
                        Map.of("Properties", Match.objectLike(Map.of("GroupId",
                                Map.of("Fn::GetAtt",
                                        Match.arrayWith(List.of(Match.stringLikeRegexp("DatabaseInstance.*"))))))))
                .values()
                .stream()
                .map(rule -> ((Map<?, ?>) Objects.requireNonNull(rule.get("Properties"))).get("Description"))
                .map(String::valueOf)
                .toList();
        assertThat(sources).hasSize(6)
                .filteredOn(source -> !source.startsWith("from ImagePortalDataDatabaseInstance"))
                .containsExactlyInAnyOrder("services", "schemas");
    }

    @Test
    void theBucketIsPrivateAndForgetsNothingAtOnce() {
        template.hasResource("AWS::S3::Bucket",
                Map.of("DeletionPolicy", "Retain", "Properties", Match.objectLike(Map.of(
                        "VersioningConfiguration", Map.of("Status", "Enabled"), "BucketEncryption", Match.anyValue(),
                        "PublicAccessBlockConfiguration",
                        Map.of("BlockPublicAcls", true, "BlockPublicPolicy", true, "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true),
                        "OwnershipControls", Map.of("Rules", List.of(Map.of("ObjectOwnership", "BucketOwnerEnforced"))),
                        "LifecycleConfiguration",
                        Map.of("Rules", Match.arrayWith(List.of(
                                Match.objectLike(
                                        Map.of("AbortIncompleteMultipartUpload", Map.of("DaysAfterInitiation", 1),
                                                "Status", "Enabled")),
                                Match.objectLike(Map.of("NoncurrentVersionExpiration", Map.of("NoncurrentDays", 30),
                                        "ExpiredObjectDeleteMarker", true, "Status", "Enabled")))))))));
    }

    @Test
    void everyBucketTakesTlsAlone() {
        template.resourceCountIs("AWS::S3::Bucket", 2);
        template.resourcePropertiesCountIs("AWS::S3::BucketPolicy",
                Map.of("PolicyDocument", Match.objectLike(Map.of("Statement",
                        Match.arrayWith(List.of(Match.objectLike(Map.of("Effect", "Deny", "Action", "s3:*", "Principal",
                                Map.of("AWS", "*"), "Condition",
                                Map.of("Bool", Map.of("aws:SecureTransport", "false"))))))))),
                2);
    }

    @Test
    void accountsAreAsTheContractSays() {
        template.hasResource("AWS::Cognito::UserPool", Map.of("DeletionPolicy", "Retain", "Properties",
                Match.objectLike(Map.of("AutoVerifiedAttributes", List.of("email"), "DeletionProtection", "ACTIVE",
                        "UsernameConfiguration", Map.of("CaseSensitive", false), "Policies",
                        Map.of("PasswordPolicy",
                                Match.objectLike(
                                        Map.of("MinimumLength", 8, "RequireLowercase", true, "RequireUppercase",
                                                true, "RequireNumbers", true, "RequireSymbols", true))),
                        "AccountRecoverySetting",
                        Map.of("RecoveryMechanisms", List.of(Map.of("Name", "verified_email", "Priority", 1))),
                        "UserPoolAddOns", Map.of("AdvancedSecurityMode", "ENFORCED"), "UserPoolTier", "PLUS"))));
    }

    @Test
    void userServiceSignsInWithASecretAndRotatingTokens() {
        template.hasResourceProperties("AWS::Cognito::UserPoolClient",
                Map.of("GenerateSecret", true, "ExplicitAuthFlows", List.of("ALLOW_USER_PASSWORD_AUTH"),
                        "RefreshTokenRotation", Map.of("Feature", "ENABLED", "RetryGracePeriodSeconds", 60),
                        "EnableTokenRevocation", true, "PreventUserExistenceErrors", "ENABLED", "RefreshTokenValidity",
                        43200, "AccessTokenValidity", 60));
    }

    @Test
    void threatProtectionIsASetting() {
        Portals.with(Map.of("threatProtection", "audit"))
                .template("ImagePortalData")
                .hasResourceProperties("AWS::Cognito::UserPool",
                        Map.of("UserPoolAddOns", Map.of("AdvancedSecurityMode", "AUDIT"), "UserPoolTier", "PLUS"));
    }

    @Test
    void theBrokerKnowsItsClientsByIamAndKeepsThreeCopies() {
        template.hasResource("AWS::MSK::Cluster", Map.of("DeletionPolicy", "Retain", "Properties",
                Match.objectLike(Map.of("NumberOfBrokerNodes", 3, "ClientAuthentication",
                        Map.of("Sasl", Map.of("Iam", Map.of("Enabled", true)), "Unauthenticated",
                                Map.of("Enabled", false)),
                        "EncryptionInfo",
                        Map.of("EncryptionInTransit", Map.of("ClientBroker", "TLS", "InCluster", true))))));
        template.hasResourceProperties("AWS::MSK::Configuration", Map.of("ServerProperties",
                Match.stringLikeRegexp("default.replication.factor=3\\n[\\s\\S]*min.insync.replicas=2")));
        template.hasResourceProperties("AWS::EC2::SecurityGroup",
                Map.of("GroupDescription", "Kafka brokers", "SecurityGroupEgress", Match.anyValue()));
        template.hasResourceProperties("AWS::EC2::SecurityGroupIngress",
                Map.of("FromPort", 9098, "ToPort", 9098, "Description", "services, by IAM"));
    }

    @Test
    void searchIsEncryptedAndInThreeZones() {
        template.hasResourceProperties("AWS::OpenSearchService::Domain",
                Match.objectLike(Map.of("EngineVersion", Match.stringLikeRegexp("OpenSearch_.*"), "ClusterConfig",
                        Match.objectLike(Map.of("InstanceCount", 3, "ZoneAwarenessEnabled", true)),
                        "EncryptionAtRestOptions", Map.of("Enabled", true), "NodeToNodeEncryptionOptions",
                        Map.of("Enabled", true), "DomainEndpointOptions",
                        Match.objectLike(Map.of("EnforceHTTPS", true)), "AccessPolicies",
                        Match.objectLike(Map.of("Statement", List.of(Match.objectLike(Map.of("Principal", Map.of("AWS",
                                Map.of("Fn::GetAtt",
                                        Match.arrayWith(List.of(Match.stringLikeRegexp("InstanceRole.*")))))))))))));
    }

    @Test
    void everyServiceHasARepositoryWhoseTagsStay() {
        template.resourceCountIs("AWS::ECR::Repository", 5);
        template.allResourcesProperties("AWS::ECR::Repository", Map.of("ImageTagMutability", "IMMUTABLE",
                "ImageScanningConfiguration", Map.of("ScanOnPush", true)));
    }
}
