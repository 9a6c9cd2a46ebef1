package dev.imageportal.defaults;

import dev.imageportal.events.ImageEvent;
import dev.imageportal.events.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/// Feeds a service's [ImageEventStore] from [Topics#IMAGE_EVENTS], as the consumer group named after the service.
/// Where each instance has a store of its own, each needs all events, and so a group of its own:
/// `portal.image-events.group`.
///
/// The service starts and answers while Kafka is away; the consumer connects when it is back.
@AutoConfiguration
@ConditionalOnClass({KafkaTemplate.class, ImageEvent.class})
@ConditionalOnBean(ImageEventStore.class)
public class ImageEventDefaults {

    private static final int MAX_POLL_RECORDS = 500;
    private static final int MAX_FETCH_BYTES = 8 << 20;

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

    @Bean
    DefaultKafkaConsumerFactoryCustomizer imageEventConsumers() {
        return consumers -> consumers.updateConfigs(Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES));
    }

    @Bean
    DefaultKafkaProducerFactoryCustomizer deadLetterProducers() {
        return producers -> producers.updateConfigs(Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000));
    }

    @Bean
    ConcurrentMessageListenerContainer<Object, Object> imageEvents(
            ConcurrentKafkaListenerContainerFactory<Object, Object> containers,
            KafkaOperations<Object, Object> kafka,
            ImageEventStore store,
            MeterRegistry meters,
            @Value("${spring.application.name}") String service,
            @Value("${portal.image-events.group:${spring.application.name}}") String group) {
        DeadLetters deadLetters = new DeadLetters(kafka, Topics.IMAGE_EVENTS_DEAD_LETTERS, service, meters);
        ConcurrentMessageListenerContainer<Object, Object> container = containers.createContainer(Topics.IMAGE_EVENTS);
        container.setBeanName("image-events");
        container.getContainerProperties().setGroupId(group);
        container.getContainerProperties().setAckMode(AckMode.BATCH);
        container.getContainerProperties().setMessageListener(new ImageEventConsumer(store, deadLetters));
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
