package dev.imageportal.feed;

import dev.imageportal.defaults.RecurringTask;
import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
class FeedApplication {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    RecurringTask liveFeedTask(LiveFeed feed) {
        return feed.follower();
    }

    static void main(String[] arguments) {
        SpringApplication.run(FeedApplication.class, arguments);
    }
}
