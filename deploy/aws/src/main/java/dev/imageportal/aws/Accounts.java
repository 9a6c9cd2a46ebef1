package dev.imageportal.aws;

import dev.imageportal.aws.Settings.ThreatProtection;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.AuthFlow;
import software.amazon.awscdk.services.cognito.AutoVerifiedAttrs;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.StandardAttribute;
import software.amazon.awscdk.services.cognito.StandardAttributes;
import software.amazon.awscdk.services.cognito.StandardThreatProtectionMode;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolEmail;
import software.amazon.awscdk.services.cognito.UserPoolSESOptions;
import software.constructs.Construct;

/// The user pool and user-service's client of it, set up as `docs/adr/0012-what-the-user-pool-must-offer.md` says.
final class Accounts extends Construct {

    private final UserPool pool;
    private final UserPoolClient client;

    Accounts(Construct scope, Settings settings) {
        super(scope, "Accounts");
        boolean plus = settings.threatProtection() != ThreatProtection.OFF;
        pool = UserPool.Builder.create(this, "Pool")
                .userPoolName(Settings.NAME)
                .selfSignUpEnabled(true)
                .signInAliases(SignInAliases.builder().username(true).build())
                .signInCaseSensitive(false)
                .autoVerify(AutoVerifiedAttrs.builder().email(true).build())
                .standardAttributes(StandardAttributes.builder()
                        .email(StandardAttribute.builder().required(true).mutable(true).build())
                        .build())
                .passwordPolicy(PasswordPolicy.builder()
                        .minLength(8)
                        .requireUppercase(true)
                        .requireLowercase(true)
                        .requireDigits(true)
                        .requireSymbols(true)
                        .build())
                .accountRecovery(AccountRecovery.EMAIL_ONLY)
                .mfa(Mfa.OFF)
                .email(mail(settings))
                .featurePlan(plus ? FeaturePlan.PLUS : FeaturePlan.ESSENTIALS)
                .standardThreatProtectionMode(mode(settings.threatProtection()))
                .deletionProtection(true)
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        client = UserPoolClient.Builder.create(this, "Client")
                .userPool(pool)
                .userPoolClientName("user-service")
                .generateSecret(true)
                .authFlows(AuthFlow.builder().userPassword(true).build())
                .disableOAuth(true)
                .accessTokenValidity(Duration.hours(1))
                .idTokenValidity(Duration.hours(1))
                .refreshTokenValidity(Duration.days(30))
                .refreshTokenRotationGracePeriod(Duration.seconds(60))
                .enableTokenRevocation(true)
                .preventUserExistenceErrors(true)
                .build();
        Reasons.accept(pool, "COG2", "The portal's HTTP contract has no second factor");
        if (!plus) {
            Reasons.accept(pool, "COG3", "Chosen with -c threatProtection=off: it costs for each active user");
            Reasons.accept(pool, "COG8", "Chosen with -c threatProtection=off: it costs for each active user");
        }
    }

    private static UserPoolEmail mail(Settings settings) {
        if (settings.mailFrom().isEmpty()) {
            return UserPoolEmail.withCognito();
        }
        return UserPoolEmail.withSES(UserPoolSESOptions.builder()
                .fromEmail(settings.mailFrom())
                .fromName("Image Portal")
                .sesRegion(settings.region())
                .build());
    }

    private static StandardThreatProtectionMode mode(ThreatProtection chosen) {
        return switch (chosen) {
            case ENFORCED -> StandardThreatProtectionMode.FULL_FUNCTION;
            case AUDIT -> StandardThreatProtectionMode.AUDIT_ONLY;
            case OFF -> StandardThreatProtectionMode.NO_ENFORCEMENT;
        };
    }

    UserPool pool() {
        return pool;
    }

    UserPoolClient client() {
        return client;
    }
}
