package dev.imageportal.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What whoever deploys the portal may choose, with `-c name=value`.
///
/// @param region            of everything but what CloudFront needs in us-east-1
/// @param zones             the three availability zones, as letters: `a,b,c`
/// @param domain            under which people reach the portal
/// @param certificate       ARN of the load balancer's certificate for `domain`, in `region`
/// @param edgeCertificate   ARN of CloudFront's certificate for `domain`, in us-east-1; the same one where that is the region
/// @param edgePrefixList    id of the region's managed prefix list `com.amazonaws.global.cloudfront.origin-facing`
/// @param version           tag of the services' container images
/// @param scaling           by what instances are added and removed
/// @param processor         of the instances
/// @param instance          their type; empty: one that fits the processor
/// @param minimum           of instances, 2 or more
/// @param maximum           of instances
/// @param natGateways       1 to 3; with 3 a zone that fails takes nothing of the others
/// @param database          instance class without `db.`
/// @param broker            instance type of each of the three Kafka brokers
/// @param search            instance type of each of the three search nodes
/// @param threatProtection  of the user pool
/// @param mailFrom          address that Amazon SES may send from; empty: Cognito's own, 50 mails a day
/// @param operators         e-mail address that alarms go to; empty: nobody
/// @param beanstalkPlatform name and version of the Docker platform, as in its ARN
record Settings(String region, List<String> zones, String domain, String certificate, String edgeCertificate,
        String edgePrefixList, String version, Scaling scaling, Processor processor, String instance, int minimum,
        int maximum, int natGateways, String database, String broker, String search, ThreatProtection threatProtection,
        String mailFrom, String operators, String beanstalkPlatform) {

    /// Name of everything that needs one.
    static final String NAME = "image-portal";

    private static final String EXAMPLE_CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("region", "us-east-1"),
            Map.entry("zones", "a,b,c"), Map.entry("domain", "portal.example.org"),
            Map.entry("certificate", EXAMPLE_CERTIFICATE), Map.entry("edgeCertificate", ""),
            Map.entry("edgePrefixList", "pl-3b927c52"), Map.entry("version", "0.1.0-SNAPSHOT"),
            Map.entry("scaling", "capacity"), Map.entry("processor", "arm64"), Map.entry("instance", ""),
            Map.entry("minimum", "2"), Map.entry("maximum", "10"), Map.entry("natGateways", "3"),
            Map.entry("database", "t4g.medium"), Map.entry("broker", "kafka.m7g.large"),
            Map.entry("search", "t3.small.search"), Map.entry("threatProtection", "enforced"),
            Map.entry("mailFrom", ""), Map.entry("operators", ""),
            Map.entry("beanstalkPlatform", "Docker running on 64bit Amazon Linux 2023/4.7.2"));

    /// By what instances are added and removed.
    enum Scaling {
        /// What limits the portal: processor time and requests under way.
        CAPACITY,
        /// The course project's trigger: bytes received.
        DEMO
    }

    /// What the instances compute with; the container images must be built for it.
    enum Processor {
        ARM64("m7g.large"), X86_64("m7i.large");

        private final String instance;

        Processor(String instance) {
            this.instance = instance;
        }
    }

    /// What Cognito does about log-ins that look stolen. All but `OFF` need its Plus plan, which costs per user.
    enum ThreatProtection {
        ENFORCED, AUDIT, OFF
    }

    Settings {
        zones = List.copyOf(zones);
        if (zones.size() != 3) {
            throw new IllegalArgumentException("zones must name three zones, such as a,b,c, not " + zones);
        }
        if (minimum < 2 || maximum < minimum || maximum > 100) {
            throw new IllegalArgumentException(
                    "minimum must be 2 or more and maximum from there to 100, not " + minimum + " and " + maximum);
        }
        if (natGateways < 1 || natGateways > 3) {
            throw new IllegalArgumentException("natGateways must be 1 to 3, not " + natGateways);
        }
        if (!version.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")) {
            throw new IllegalArgumentException("version must be a tag of an image, not \"" + version + '"');
        }
        if (!domain.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
            throw new IllegalArgumentException("domain must be a host name, not \"" + domain + '"');
        }
    }

    static Set<String> names() {
        return new TreeSet<>(DEFAULTS.keySet());
    }

    /// @param chosen values by name; a name that is absent has its default
    static Settings of(Map<String, ?> chosen) {
        Lookup lookup = new Lookup(chosen);
        String certificate = lookup.text("certificate");
        String edgeCertificate = lookup.text("edgeCertificate");
        return new Settings(lookup.text("region"), Arrays.asList(lookup.text("zones").split(",", -1)),
                lookup.text("domain"), certificate, edgeCertificate.isEmpty() ? certificate : edgeCertificate,
                lookup.text("edgePrefixList"), lookup.text("version"), lookup.oneOf("scaling", Scaling.class),
                lookup.oneOf("processor", Processor.class), lookup.text("instance"), lookup.number("minimum"),
                lookup.number("maximum"), lookup.number("natGateways"), lookup.text("database"), lookup.text("broker"),
                lookup.text("search"), lookup.oneOf("threatProtection", ThreatProtection.class),
                lookup.text("mailFrom"), lookup.text("operators"), lookup.text("beanstalkPlatform"));
    }

    String instanceType() {
        return instance.isEmpty() ? processor.instance : instance;
    }

    List<String> zoneNames() {
        return zones.stream().map(zone -> region + zone).toList();
    }

    private record Lookup(Map<String, ?> chosen) {

        String text(String name) {
            @Nullable Object value = chosen.get(name);
            return value == null ? DEFAULTS.getOrDefault(name, "") : value.toString().strip();
        }

        int number(String name) {
            try {
                return Integer.parseInt(text(name));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(name + " must be a number, not \"" + text(name) + '"', e);
            }
        }

        <E extends Enum<E>> E oneOf(String name, Class<E> type) {
            String text = text(name);
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name + " must be one of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(", "))
                            + ", not \"" + text + '"'));
        }
    }
}
