package dev.imageportal.user;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@FeignClient(name = "image-service", url = "${portal.user.image-service}")
interface ImageService {

    record Count(long count) {}

    @GetMapping("/internal/images/counts")
    Count counts(@RequestParam("username") String username);
}
