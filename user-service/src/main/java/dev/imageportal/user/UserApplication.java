package dev.imageportal.user;

import dev.imageportal.defaults.IdempotencyDefaults;
import dev.imageportal.defaults.OpenRoutes;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableFeignClients
@Import(IdempotencyDefaults.class)
class UserApplication {

    static void main(String[] arguments) {
        SpringApplication.run(UserApplication.class, arguments);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /// Deletions themselves say that Kafka is away; the default would say so once more per event.
    @Bean
    ProducerListener<Object, Object> quietProducer() {
        return new ProducerListener<>() {};
    }

    /// Who has no account, or no token yet, gets in here.
    @Bean
    OpenRoutes openRoutes() {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        return new OpenRoutes(
                path.matcher(HttpMethod.POST, "/api/users"),
                path.matcher(HttpMethod.POST, "/api/users/{username}/confirmation"),
                path.matcher(HttpMethod.POST, "/api/users/{username}/confirmation/resend"),
                path.matcher(HttpMethod.POST, "/api/users/{username}/password-reset"),
                // not one's own, which takes a token instead of a code
                path.matcher(HttpMethod.PUT, "/api/users/{username:(?!me$).*}/password"),
                path.matcher(HttpMethod.POST, "/api/tokens"));
    }
}
