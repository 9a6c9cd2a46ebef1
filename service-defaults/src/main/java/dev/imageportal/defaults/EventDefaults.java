package dev.imageportal.defaults;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.ImageEventJson;
import dev.imageportal.events.Topics;
import dev.imageportal.events.UserEventJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// Feeds a service's [ImageEventStore] from [Topics#IMAGE_EVENTS] and its [UserEventStore] from [Topics#USER_EVENTS], as
/// the consumer group named after the service. Where each instance has a store of its own, each needs all events, and so
/// a group of its own: `portal.events.group`.
///
/// The service starts and answers while Kafka is away; the consumer connects when it is back.
@AutoConfiguration(after = TracingDefaults.class)
@ConditionalOnClass({KafkaTemplate.class, ImageEvent.class})
@ConditionalOnBean(EventStore.class)
public class EventDefaults {

    private static final String GROUP = "${portal.events.group:${spring.application.name}}";

    private static final int MAX_POLL_RECORDS = 500;
    private static final int MAX_FETCH_BYTES = 8 << 20;

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

    @Bean
    DefaultKafkaConsumerFactoryCustomizer eventConsumers() {
        return consumers -> consumers.updateConfigs(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES));
    }

    @Bean(destroyMethod = "close")
    DeadLetters deadLetters(ProducerFactory<?, ?> producers, MeterRegistry meters,
            @Value("${spring.application.name}") String service) {
        return new DeadLetters(producers, service, meters);
    }

    @Bean
    @ConditionalOnBean(ImageEventStore.class)
    ConcurrentMessageListenerContainer<Object, Object> imageEvents(
            ConcurrentKafkaListenerContainerFactory<Object, Object> containers, ImageEventStore store,
            DeadLetters deadLetters, EventTraces traces, @Value(GROUP) String group) {
        return consumer(containers, group, Topics.IMAGE_EVENTS, deadLetters,
                new EventConsumer<>(ImageEventJson::read, store, deadLetters, traces));
    }

    @Bean
    @ConditionalOnBean(UserEventStore.class)
    ConcurrentMessageListenerContainer<Object, Object> userEvents(
            ConcurrentKafkaListenerContainerFactory<Object, Object> containers, UserEventStore store,
            DeadLetters deadLetters, EventTraces traces, @Value(GROUP) String group) {
        return consumer(containers, group, Topics.USER_EVENTS, deadLetters,
                new EventConsumer<>(UserEventJson::read, store, deadLetters, traces));
    }

    @Bean
    EventLag eventLag(KafkaAdmin kafka, List<ConcurrentMessageListenerContainer<?, ?>> consumers,
            MeterRegistry meters) {
        return new EventLag(kafka.getConfigurationProperties(), consumers, meters);
    }

    @Bean
    RecurringTask eventLagTask(EventLag lag, @Value("${portal.events.lag-every:10s}") Duration every) {
        return new RecurringTask("event-lag", every, lag::measure);
    }

    private static ConcurrentMessageListenerContainer<Object, Object> consumer(
            ConcurrentKafkaListenerContainerFactory<Object, Object> containers, String group, String topic,
            DeadLetters deadLetters, EventConsumer<?> consumer) {
        // The first letter is to be an increase, so the count begins before it.
        deadLetters.count(topic);
        ConcurrentMessageListenerContainer<Object, Object> container = containers.createContainer(topic);
        container.setBeanName(topic);
        container.getContainerProperties().setGroupId(group);
        container.getContainerProperties().setAckMode(AckMode.BATCH);
        container.getContainerProperties().setMessageListener(consumer);
        container.getContainerProperties().setAuthExceptionRetryInterval(SLOWEST_RETRY);
        container.setCommonErrorHandler(retryUntilItSucceeds());
        return container;
    }

    private static DefaultErrorHandler retryUntilItSucceeds() {
        ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
        backOff.setMaxInterval(SLOWEST_RETRY.toMillis());
        DefaultErrorHandler handler = new DefaultErrorHandler(backOff);
        // By default some exceptions are taken as hopeless, and what raised them is skipped: here nothing is.
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
