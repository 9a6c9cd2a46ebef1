package dev.imageportal.defaults;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Bean;

/// [DisplayNames] for each service that names user-service: `portal.user-service.url`.
@AutoConfiguration
@ConditionalOnClass({FeignClient.class, Caffeine.class})
@ConditionalOnProperty("portal.user-service.url")
@EnableFeignClients(clients = DisplayNameClient.class)
public class DisplayNameDefaults {

    @Bean
    DisplayNames displayNames(DisplayNameClient userService, MeterRegistry meters) {
        return new DisplayNames(userService, meters);
    }
}
