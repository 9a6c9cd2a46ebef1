package dev.imageportal.defaults;

import java.security.Principal;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A service with nothing but the defaults.
@SpringBootApplication
class SampleService {

    @Bean
    OpenRoutes openRoutes() {
        return new OpenRoutes(PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/open/**"));
    }

    @RestController
    static class Controller {

        record Greeting(String name, int times) {}

        @GetMapping("/public")
        Map<String, String> read(@RequestParam int number) {
            return Map.of("number", Integer.toString(number));
        }

        @GetMapping("/api/mine")
        Greeting mine(Principal caller) {
            return new Greeting(caller.getName(), 1);
        }

        @GetMapping("/list")
        Map<String, Object> list(@RequestParam(required = false) String limit,
                @RequestParam(required = false) String cursor) {
            return Map.of("limit", Limit.of(limit), "from", cursor == null ? "" : Cursor.decode(cursor));
        }

        @PostMapping("/open")
        Greeting open(@RequestBody Greeting greeting) {
            return greeting;
        }

        @DeleteMapping("/own")
        Map<String, String> own(Principal principal) {
            return Map.of("username", principal.getName());
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("secret inner workings");
        }

        @GetMapping("/busy")
        void busy() {
            throw new CannotAcquireLockException("secret table name");
        }

        @PostMapping("/open/token")
        void refuse() {
            throw ProblemException.of(HttpStatus.UNAUTHORIZED, "wrong-credentials", "The password is wrong.");
        }

        @GetMapping("/taken")
        void taken() {
            throw ProblemException.conflict("name-taken", "This name is taken.")
                    .withField("name", "unique", "is taken");
        }
    }
}
