package dev.imageportal.image;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ImageServiceApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(ImageServiceApplication.class, arguments);
    }
}
