package dev.imageportal.system;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How the code is cut, over the classes of all modules.
class ArchitectureTest {

    private static final String BASE = "dev.imageportal.";

    /// Each module of the portal with the package that is its own.
    private static final Map<String, String> MODULES = Map.of("events", "events", "service-defaults", "defaults",
            "gateway", "gateway", "user-service", "user", "image-service", "image", "search-service", "search",
            "feed-service", "feed", "local", "local", "opensearch", "opensearch",
            "chaos", "chaos");

    private static final List<String> SERVICES = List.of("gateway", "user", "image", "search", "feed");

    private static final JavaClasses ALL = allClasses();

    @Test
    void everyModuleHasItsOwnPackage() {
        assertThat(MODULES).allSatisfy((module, name) -> assertThat(classesOf(module)).isNotEmpty()
                .allMatch(type -> (type.getPackageName() + ".").startsWith(BASE + name + ".")));
    }

    @ParameterizedTest
    @MethodSource("services")
    void servicesKnowEachOtherByTheirContractsOnly(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> BASE + other + "..")
                .toArray(String[]::new);
        noClasses().that()
                .resideInAPackage(BASE + service + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(ALL);
    }

    static List<String> services() {
        return SERVICES;
    }

    @Test
    void whatServicesShareKnowsNoService() {
        noClasses().that()
                .resideInAnyPackage(BASE + "events..", BASE + "defaults..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.stream().map(service -> BASE + service + "..").toArray(String[]::new))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "local..")
                .check(ALL);
        noClasses().that()
                .resideInAPackage(BASE + "events..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", BASE + "defaults..")
                .check(ALL);
    }

    @Test
    void whatServicesShareStaysSmall() {
        assertThat(topLevel("events")).hasSizeLessThanOrEqualTo(15);
        assertThat(topLevel("service-defaults")).hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(BASE + "(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void collaboratorsComeThroughConstructors() {
        noFields().should()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                .orShould()
                .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                .orShould()
                .beAnnotatedWith("jakarta.inject.Inject")
                .orShould()
                .beAnnotatedWith("jakarta.annotation.Resource")
                .check(ALL);
    }

    /// A library's date may be turned into an instant, but nothing keeps or makes one.
    @Test
    void timesAreOfJavaTime() {
        noFields().should().haveRawType(assignableTo(Date.class)).check(ALL);
        noFields().should().haveRawType(assignableTo(Calendar.class)).check(ALL);
        noMethods().should().haveRawReturnType(assignableTo(Date.class)).check(ALL);
        noClasses().should().callConstructorWhere(target(owner(assignableTo(Date.class)))).check(ALL);
    }

    @Test
    void controllersAreOfTheirPackageOnly() {
        classes().that()
                .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
                .or()
                .areAnnotatedWith("org.springframework.stereotype.Controller")
                .should()
                .bePackagePrivate()
                .check(ALL);
    }

    @Test
    void servicesWriteThroughTheirLogs() {
        noClasses().that()
                .resideOutsideOfPackages(BASE + "local..", BASE + "chaos..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(ALL);
    }

    /// What makes a client by itself could do without the settings by which clients sign in; `EventLag` takes them along,
    /// and is tested for it.
    @Test
    void clientsOfKafkaAreSpringsOwn() {
        String clients = "org.apache.kafka.clients.";
        noClasses().that()
                .resideOutsideOfPackages(BASE + "local..", BASE + "chaos..")
                .and()
                .doNotHaveSimpleName("EventLag")
                .should()
                .callConstructorWhere(target(owner(assignableTo(clients + "producer.Producer"))))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(clients + "consumer.Consumer"))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(clients + "admin.Admin"))).and(target(name("create"))))
                .check(ALL);
    }

    private static List<JavaClass> topLevel(String module) {
        return classesOf(module).stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
    }

    private static List<JavaClass> classesOf(String module) {
        return ALL.stream()
                .filter(type -> type.getSource()
                        .filter(source -> source.getUri().getPath().contains("/" + module + "/target/classes/"))
                        .isPresent())
                .toList();
    }

    private static JavaClasses allClasses() {
        Path home = Path.of(System.getProperty("portal.home", ".."));
        List<Path> folders = MODULES.keySet()
                .stream()
                .map(module -> home.resolve(module).resolve("target/classes"))
                .toList();
        assertThat(folders).allMatch(Files::isDirectory);
        return new ClassFileImporter().importPaths(folders);
    }
}
